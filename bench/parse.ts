/**
 * How quickly feeds are parsed, clean-up included, beside rss-parser alone and the floor (a bare pass of the tokenizer), on
 * 10 MB each; then how long hostile bodies take and how long they keep the event loop from other work.
 */
import { existsSync } from 'node:fs'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import Parser from 'rss-parser'
import { SYSTEMS } from '../test/feeds/parse/systems/index.ts'

// The built program where there is one: what a bundler makes of the sources on the fly is slower than what is shipped.
const { parseFeed } = existsSync('dist/feeds/index.js')
  ? ((await import(pathToFileURL('dist/feeds/index.js').href)) as typeof import('../src/feeds/index.ts'))
  : await import('../src/feeds/index.ts')

const MEGABYTE = 1e6
const SIZE = 10 * MEGABYTE
const ROUNDS = 5
const OPTIONS = { url: 'https://news.example.org/feed', contentType: null }

// ── Feeds ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One feed of 10 MB in the manner of a publishing system: its entries again and again, each with an id and a page of its own. */
function grown(name: string): Buffer {
  const body = String(SYSTEMS.find((system) => system.name === name)?.body)
  const start = body.search(/<(?:item|entry)[ >]/)
  const tag = body.includes('</item>') ? '</item>' : '</entry>'
  const end = body.lastIndexOf(tag) + tag.length
  const entries = body.slice(start, end)
  let grown = body.slice(0, start)
  for (let round = 1; grown.length < SIZE; round += 1)
    grown += entries.replaceAll('story-', `story-${round}-`).replace(/(?<=\D)41(?=\d\d\D)/g, String(round))
  return Buffer.from(grown + body.slice(end))
}

const SHAPES = [
  'WordPress',
  'Drupal',
  'Arc Publishing',
  'Hugo',
  'Blogger',
  'Jekyll',
  'Movable Type, xhtml',
  'a Japanese portal in RSS 1.0',
]

const nothing = (): void => {}
const SILENT: TokenizerCallbacks = {
  onattribdata: nothing,
  onattribentity: nothing,
  onattribend: nothing,
  onattribname: nothing,
  oncdata: nothing,
  onclosetag: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onopentagend: nothing,
  onopentagname: nothing,
  onprocessinginstruction: nothing,
  onselfclosingtag: nothing,
  ontext: nothing,
  ontextentity: nothing,
}

const CONTENDERS: readonly (readonly [string, (bytes: Buffer) => Promise<unknown>])[] = [
  [
    'floor: bare tokenizer',
    async (bytes) => {
      const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, SILENT)
      tokenizer.write(bytes.toString('utf8'))
      tokenizer.end()
    },
  ],
  ['rss-parser alone', (bytes) => new Parser().parseString(bytes.toString('utf8'))],
  ['parseFeed', (bytes) => parseFeed(bytes, OPTIONS)],
]

/** Median milliseconds of each; they take turns, so that a busy machine is busy for all. */
async function race(bytes: Buffer): Promise<Map<string, number>> {
  const times = new Map(CONTENDERS.map(([name]): [string, number[]] => [name, []]))
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [name, run] of CONTENDERS) {
      globalThis.gc?.()
      const start = performance.now()
      await run(bytes)
      // The first round is for the compiler.
      if (round > 0) times.get(name)?.push(performance.now() - start)
    }
  return new Map([...times].map(([name, list]) => [name, list.sort((a, b) => a - b)[list.length >> 1] ?? 0]))
}

const sums = new Map<string, number>()
for (const shape of SHAPES) {
  const bytes = grown(shape)
  const medians = await race(bytes)
  const alone = medians.get('rss-parser alone') ?? 1
  console.log(`${shape}: ${(bytes.length / MEGABYTE).toFixed(1)} MB`)
  for (const [name, time] of medians) sums.set(name, (sums.get(name) ?? 0) + time)
  for (const [name, time] of medians)
    console.log(
      `  ${name.padEnd(22)} ${time.toFixed(0).padStart(5)} ms ${(bytes.length / MEGABYTE / (time / 1e3)).toFixed(0).padStart(5)} MB/s  time of rss-parser × ${(time / alone).toFixed(2)}`,
    )
}
const alone = sums.get('rss-parser alone') ?? 1
console.log(`all together: ${[...sums].map(([name, time]) => `${name} × ${(time / alone).toFixed(2)}`).join(', ')}`)
console.log(`peak memory of the process, all of it in one: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)

// ── Attacks ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const rss = (inner: string): string => `<rss version="2.0"><channel><title>t</title>${inner}</channel></rss>`
const cdata = (text: string): string => `<![CDATA[${text}]]>`
const item = (description: string): string =>
  rss(`<item><title>t</title><guid>1</guid><description>${description}</description></item>`)
const bomb = Array.from(
  { length: 10 },
  (_, level) => `<!ENTITY e${level} "${level === 0 ? 'ha' : `&e${level - 1};`.repeat(10)}">`,
).join('')
const attributes = (): string => Array.from({ length: 200_000 }, (_, index) => `a${index}="x"`).join(' ')

const ATTACKS: readonly (readonly [string, () => string])[] = [
  ['entity bomb', () => `<!DOCTYPE x [${bomb}]>${item('&e9;')}`],
  ['entities, 12 MB of one', () => `<!DOCTYPE x [<!ENTITY a "${'A'.repeat(250)}">]>${item('&a;'.repeat(4_000_000))}`],
  ['external entity', () => `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${item('&f;')}`],
  ['100,000 nested tags', () => rss(`<item><guid>1</guid>${'<a>'.repeat(100_000)}`)],
  ['100,000 nested in a text', () => item('<a>'.repeat(100_000) + '</a>'.repeat(100_000))],
  ['50 MB text', () => item('a'.repeat(50 * MEGABYTE))],
  ['50 MB CDATA, unclosed', () => item(`<![CDATA[${'a<'.repeat(25 * MEGABYTE)}`)],
  ['200 kB of <, escaped', () => item('&lt;'.repeat(200_000))],
  ['200 kB of <, in CDATA', () => item(cdata('<'.repeat(200_000)))],
  ['200 kB of <, raw', () => item('<'.repeat(200_000))],
  ['200,000 attributes', () => rss(`<item ${attributes()}><guid ${attributes()}>1</guid></item>`)],
  ['500,000 empty items', () => rss('<item/>'.repeat(500_000))],
  [
    '500,000 items',
    () => rss(Array.from({ length: 500_000 }, (_, index) => `<item><guid>${index}</guid></item>`).join('')),
  ],
  [
    '500,000 JSON items',
    () => `{"items":[${Array.from({ length: 500_000 }, (_, index) => `{"id":${index}}`).join()}]}`,
  ],
  ['a million open brackets', () => `{"items":${'['.repeat(1_000_000)}`],
  ['NUL bytes', () => item('a\0b'.repeat(1_000_000))],
  ['__proto__', () => rss('<item><guid>1</guid><__proto__><polluted>1</polluted></__proto__></item>')],
  ['4 million stray end tags', () => item('x') + '</x>'.repeat(4_000_000)],
  ['500,000 categories', () => rss(`<item><guid>1</guid>${'<category>a</category>'.repeat(500_000)}</item>`)],
  ['300,000 pictures', () => item(cdata('<img src="/a.png">'.repeat(300_000)))],
  ['10 MB of spaces', () => item(`x${' '.repeat(10 * MEGABYTE)}y`)],
]

console.log('\nattacks: body, time, longest block of the event loop, result')
for (const [name, make] of ATTACKS) {
  const bytes = Buffer.from(make())
  globalThis.gc?.()
  await sleep(20)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await sleep(5)
  delay.reset()
  const start = performance.now()
  const result = await parseFeed(bytes, OPTIONS).then(
    ({ items }) => `${items.length} items, ${items[0]?.content.length ?? 0} characters`,
    (error: unknown) => String(error),
  )
  const time = performance.now() - start
  await sleep(5)
  delay.disable()
  console.log(
    `  ${name.padEnd(26)} ${(bytes.length / MEGABYTE).toFixed(1).padStart(5)} MB ${time.toFixed(0).padStart(5)} ms ${(delay.max / 1e6).toFixed(0).padStart(4)} ms  ${result}`,
  )
}
