import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'

/** Where the build puts the page's modules, beside its style sheet. */
export const PAGE_FOLDER = fileURLToPath(new URL('./page/', import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/**
 * The page's files, read once; anything else is not found. Browsers ask each time whether a file has changed.
 *
 * @throws Error when the page has not been built
 */
export function assets(folder: string): Hono {
  const files = new Map(
    readdirSync(folder)
      .filter((name) => TYPES[extension(name)] !== undefined)
      .map((name) => [name, fileOf(`${folder}/${name}`)]),
  )
  if (!files.has('main.js'))
    throw new Error(`The page of the web chat is not built (no main.js in ${folder}): npm run build`)
  return new Hono().get('/:name', (c) => {
    const file = files.get(c.req.param('name'))
    if (file === undefined) return c.notFound()
    c.header('etag', file.tag)
    c.header('cache-control', 'no-cache')
    if (c.req.header('if-none-match') === file.tag) return c.body(null, 304)
    return c.body(file.body, 200, { 'content-type': TYPES[extension(c.req.param('name'))] ?? '' })
  })
}

const extension = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

function fileOf(path: string): { readonly body: string; readonly tag: string } {
  const body = readFileSync(path, 'utf8')
  return { body, tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}
