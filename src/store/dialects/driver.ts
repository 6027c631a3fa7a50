import type Database from 'better-sqlite3'

export type { Database }

/**
 * The SQLite driver that fits this Node.js: version 13 is built on Node-API, comes ready-made and needs Node.js 22;
 * version 12 is compiled against one Node.js, and from 24.19 on its statements end the process when they are collected
 * (nodejs `node_object_wrap.h` removes a hook there that it can't). Both have the same interface.
 */
export const Sqlite: typeof Database = await load()

async function load(): Promise<typeof Database> {
  if (Number.parseInt(process.versions.node, 10) >= 22) return (await import('better-sqlite3-napi')).default
  try {
    return (await import('better-sqlite3')).default
  } catch (cause) {
    throw new Error(
      'The SQLite driver is missing: on Node.js 20 its installation needs a C++ compiler, make and Python. Install them and run "npm ci" again, or use Node.js 22 or newer, which needs none.',
      { cause },
    )
  }
}
