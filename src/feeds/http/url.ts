export function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null
}

export function withoutCredentials(url: URL): string {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  return bare.href
}

/** Names of query parameters that give access to a private feed. */
const SECRET = /^(.*[_-])?(token|key|apikey|secret|password|passwd|pwd|auth|signature|sig|session|sid)$/i

/**
 * A URL as it may be shown and logged: user name and password gone, the values of parameters that look like secrets starred.
 * Of what is no web address, nothing before an `@` is shown.
 */
export function showUrl(text: string): string {
  const url = parseUrl(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return text.replace(/^.*@/s, '…@').slice(0, 200)
  for (const name of [...url.searchParams.keys()]) if (SECRET.test(name)) url.searchParams.set(name, '***')
  return withoutCredentials(url)
}
