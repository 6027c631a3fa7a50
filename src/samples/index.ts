import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSources } from '../config/index.ts'
import type { FeedSource } from '../types/index.ts'
import { latestDate, shiftDates } from './dates.ts'

/** Feeds that we wrote ourselves, for showing what Vigie does where no news can be reached. */
const folder = fileURLToPath(new URL('../../samples/', import.meta.url))

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  xml: 'application/xml',
  rdf: 'application/rdf+xml',
  json: 'application/feed+json',
}

export interface SampleServer {
  /** The sample feeds at their address on loopback. */
  readonly sources: readonly FeedSource[]
  readonly port: number
  close(): Promise<void>
}

/**
 * Serves the sample feeds over HTTP on 127.0.0.1, their dates moved so that the newest item is a few minutes old.
 *
 * @param now the time that counts as the present
 */
export async function serveSamples(now: Date): Promise<SampleServer> {
  const listed = parseSources(readFileSync(`${folder}feeds.json`, 'utf8'), 'samples/feeds.json')
  const documents = freshDocuments(
    listed.map((source) => basename(new URL(source.url).pathname)),
    now,
  )
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname)
    const body = documents.get(name)
    if (body === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': CONTENT_TYPES[name.split('.').at(-1) ?? ''] }).end(body)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    sources: listed.map((source) => ({
      ...source,
      url: `http://127.0.0.1:${port}/${basename(new URL(source.url).pathname)}`,
    })),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const MINUTES_OLD = 5

function freshDocuments(names: readonly string[], now: Date): Map<string, Buffer> {
  // Latin-1 keeps every byte whatever the document's own encoding; the dates in it are ASCII.
  const documents = names.map((name) => ({ name, text: readFileSync(folder + name, 'latin1') }))
  const latest = Math.max(...documents.map(({ text }) => latestDate(text)?.getTime() ?? 0))
  const shift = Math.round((now.getTime() - latest) / 1000) * 1000 - MINUTES_OLD * 60_000
  return new Map(documents.map(({ name, text }) => [name, Buffer.from(shiftDates(text, shift), 'latin1')]))
}
