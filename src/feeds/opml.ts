import { readTags } from './tags.ts'

/** One feed of an OPML file, as other readers export and import them. */
export interface OpmlFeed {
  readonly title: string
  readonly url: string
  readonly homepage: string | null
  readonly language: string | null
  /** Names of the folders around it, the outermost first. */
  readonly folders: readonly string[]
}

export interface OpmlReading {
  readonly title: string | null
  /** In the file's order, each address once. */
  readonly feeds: readonly OpmlFeed[]
  /** What could not be taken over, in plain words. */
  readonly problems: readonly string[]
}

const MAX_CHARACTERS = 5_000_000
const MAX_FEEDS = 5_000
const MAX_DEPTH = 32
const MAX_PROBLEMS = 50
const MAX_TEXT = 300

/**
 * Reads an OPML file of any version: attribute names in any case, outlines in folders of any depth. Forgiving, for what readers
 * export is seldom quite in order; never throws.
 */
export function readOpml(text: string): OpmlReading {
  const feeds = new Map<string, OpmlFeed>()
  const problems: string[] = []
  const problem = (words: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push(words)
  }
  const folders: string[] = []
  /** One entry an open outline: whether it is a folder. */
  const open: boolean[] = []
  let root: string | null = null
  let title: string | null = null
  let inTitle = false

  const outline = (attributes: ReadonlyMap<string, string>) => {
    const name = oneLine(attributes.get('title') ?? attributes.get('text') ?? '')
    const isRss = attributes.get('type')?.toLowerCase() === 'rss'
    const address = (attributes.get('xmlurl') ?? (isRss ? attributes.get('url') : undefined) ?? '').trim()
    const isFolder = address === '' && name !== '' && folders.length < MAX_DEPTH
    open.push(isFolder)
    if (isFolder) folders.push(name)
    if (address === '') return
    const url = webUrl(address)
    if (url === null) return problem(`"${name || address.slice(0, 80)}" has no http address: left out`)
    if (feeds.has(url)) return
    if (feeds.size >= MAX_FEEDS) return problem(`more than ${MAX_FEEDS} feeds: the rest is left out`)
    feeds.set(url, {
      title: name || new URL(url).hostname,
      url,
      homepage: webUrl(attributes.get('htmlurl') ?? ''),
      language: attributes.get('language')?.trim().toLowerCase() || null,
      folders: [...folders],
    })
  }

  if (text.length > MAX_CHARACTERS) problem(`longer than ${MAX_CHARACTERS} characters: the rest is left out`)
  readTags(text.slice(0, MAX_CHARACTERS), 'xml', {
    open(tag, attributes) {
      root ??= tag
      if (tag === 'outline') outline(attributes)
      inTitle = tag === 'title'
    },
    text(data) {
      if (inTitle) title = oneLine(`${title ?? ''}${data}`)
    },
    close(tag) {
      inTitle = false
      if (tag === 'outline' && open.pop()) folders.pop()
    },
  })

  if (root !== 'opml')
    problem(
      root === null ? 'this is no OPML: there is no tag in it' : `this is no OPML: it begins with <${oneLine(root)}>`,
    )
  else if (feeds.size === 0 && problems.length === 0) problem('there is no feed in it')
  return { title: title || null, feeds: [...feeds.values()], problems }
}

/** Writes OPML 2.0. Feeds of the same folders stand together, in the order in which their folder first appears. */
export function writeOpml(feeds: readonly OpmlFeed[], head: { readonly title: string; readonly date?: Date }): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escapeXml(head.title)}</title>`,
    ...(head.date === undefined ? [] : [`    <dateCreated>${head.date.toUTCString()}</dateCreated>`]),
    '  </head>',
    '  <body>',
    ...outlines(feeds, 0),
    '  </body>',
    '</opml>',
  ]
  return `${lines.join('\n')}\n`
}

function outlines(feeds: readonly OpmlFeed[], depth: number): string[] {
  const indent = '  '.repeat(depth + 2)
  const folders = new Map<string, OpmlFeed[]>()
  const lines: string[] = []
  for (const feed of feeds) {
    const folder = feed.folders[depth]
    if (folder === undefined || depth >= MAX_DEPTH) lines.push(indent + feedOutline(feed))
    else folders.set(folder, [...(folders.get(folder) ?? []), feed])
  }
  for (const [folder, inside] of folders)
    lines.push(`${indent}<outline${attribute('text', folder)}>`, ...outlines(inside, depth + 1), `${indent}</outline>`)
  return lines
}

const feedOutline = ({ title, url, homepage, language }: OpmlFeed): string =>
  `<outline type="rss"${attribute('text', title)}${attribute('title', title)}${attribute('xmlUrl', url)}` +
  `${attribute('htmlUrl', homepage)}${attribute('language', language)}/>`

const attribute = (name: string, value: string | null): string =>
  value === null ? '' : ` ${name}="${escapeXml(value)}"`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters and lone surrogates, which XML can't hold, are dropped. */
function escapeXml(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ').replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
}

function webUrl(text: string): string | null {
  const address = text
    .trim()
    .replace(/^feed:(\/\/)?(?=https?:)/i, '')
    .replace(/^feed:/i, 'http:')
  if (address.length > 2_048 || !URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}

const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT)
