import { el, link } from './dom.ts'

/** Discord's markdown, as its client reads it: blocks by line, then what stands inside a line. */
export function drawMarkdown(source: string): Node[] {
  // Odd parts stand between fences.
  return source.split(/```(?:[a-z]*\n)?/).flatMap((part, index) => {
    if (index % 2 === 1) return [el('pre', {}, el('code', {}, part.replace(/\n$/, '')))]
    return part.split('\n').map(drawLine)
  })
}

function drawLine(line: string): HTMLElement {
  const heading = /^(#{1,3}) (.*)$/s.exec(line)
  if (heading) return el('p', { class: `dc-h${heading[1]?.length ?? 3}` }, ...drawInline(heading[2] ?? ''))
  if (line.startsWith('-# ')) return el('p', { class: 'dc-small' }, ...drawInline(line.slice(3)))
  if (/^[-*] /.test(line)) return el('p', { class: 'dc-item' }, '• ', ...drawInline(line.slice(2)))
  const number = /^(\d+\. )(.*)$/s.exec(line)
  if (number) return el('p', { class: 'dc-item' }, number[1] ?? '', ...drawInline(number[2] ?? ''))
  if (line.startsWith('> ')) return el('blockquote', {}, ...drawInline(line.slice(2)))
  return line.trim() === '' ? el('div', { class: 'dc-gap' }) : el('p', {}, ...drawInline(line))
}

const MARKS = [
  ['**', 'strong'],
  ['__', 'u'],
  ['~~', 's'],
  ['||', 'mark'],
  ['*', 'em'],
  ['_', 'em'],
] as const

function drawInline(text: string): Node[] {
  const nodes: Node[] = []
  let literal = ''
  let at = 0
  const flush = () => {
    if (literal !== '') nodes.push(document.createTextNode(literal))
    literal = ''
  }
  while (at < text.length) {
    const found = escaped(text, at) ?? code(text, at) ?? marked(text, at) ?? linked(text, at) ?? bare(text, at)
    if (found === null) {
      literal += text[at] ?? ''
      at += 1
      continue
    }
    if (typeof found.shown === 'string') literal += found.shown
    else {
      flush()
      nodes.push(found.shown)
    }
    at = found.end
  }
  flush()
  return nodes
}

type Found = { readonly shown: Node | string; readonly end: number } | null

/** A backslash takes the meaning of the character after it. */
function escaped(text: string, at: number): Found {
  const next = text[at + 1]
  return text[at] === '\\' && next !== undefined && /[!-/:-@[-`{-~]/.test(next) ? { shown: next, end: at + 2 } : null
}

function code(text: string, at: number): Found {
  if (text[at] !== '`') return null
  const end = text.indexOf('`', at + 1)
  return end <= at + 1 ? null : { shown: el('code', {}, text.slice(at + 1, end)), end: end + 1 }
}

function marked(text: string, at: number): Found {
  for (const [mark, tag] of MARKS) {
    if (!text.startsWith(mark, at)) continue
    const end = closing(text, at + mark.length, mark)
    if (end > at + mark.length)
      return { shown: el(tag, {}, ...drawInline(text.slice(at + mark.length, end))), end: end + mark.length }
  }
  return null
}

function linked(text: string, at: number): Found {
  if (text[at] !== '[') return null
  const middle = closing(text, at + 1, '](')
  const end = middle < 0 ? -1 : text.indexOf(')', middle)
  if (end < 0) return null
  return { shown: link(text.slice(middle + 2, end), {}, ...drawInline(text.slice(at + 1, middle))), end: end + 1 }
}

function bare(text: string, at: number): Found {
  const url = /^https?:\/\/[^\s<>]+/.exec(text.slice(at, at + 2_000))?.[0]
  return url === undefined ? null : { shown: link(url, {}, url), end: at + url.length }
}

/** Where a mark stands that no backslash takes away; -1 for nowhere. */
function closing(text: string, from: number, mark: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text.startsWith(mark, at)) return at
  }
  return -1
}
