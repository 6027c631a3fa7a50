export type Child = Node | string | null

type Attributes = Readonly<Record<string, string | boolean | null | undefined>>

/** An element with attributes and children. Strings become text nodes, never markup. False, null and undefined leave one out. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  setAttributes(element, attributes)
  element.append(...children.filter((child) => child !== null))
  return element
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    element.setAttribute(name, value === true ? '' : value)
  }
}

/** A link that opens beside the chat and tells the other side nothing; the text alone where the address is not http(s). */
export function link(url: string, attributes: Attributes, ...children: readonly Child[]): HTMLElement {
  if (!isWebAddress(url)) return el('span', attributes, ...children)
  return el('a', { ...attributes, href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children)
}

export function isWebAddress(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol } = new URL(url)
  return protocol === 'https:' || protocol === 'http:'
}

let ids = 0
/** For what has to be named by an id. */
export const freshId = (what: string): string => `${what}-${++ids}`

/** An element of the page's own shell. */
export function part<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`The page has no #${id}`)
  return found
}
