// Runs a TypeScript script without a build: node scripts/run.mjs scripts/train.ts [arguments]
// Node 20 can't strip types; vite, which vitest brings along, can.
import { resolve } from 'node:path'
import { runnerImport } from 'vite'

const [file, ...args] = process.argv.slice(2)
if (!file) {
  console.error('usage: node scripts/run.mjs FILE.ts [arguments]')
  process.exit(2)
}
process.argv = [process.argv[0], resolve(file), ...args]
await runnerImport(resolve(file), { configFile: false, logLevel: 'error' })
