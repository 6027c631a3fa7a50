/** Where answers are posted to. */
export const ANSWERS = /^hooks\.slack(?:-gov)?\.com$/
/** Where files are sent to. */
export const FILES = /^(?:[a-z0-9-]+\.)*slack(?:-gov|-files)?\.com$/

/**
 * Whether an address that came from outside (in a modal's metadata, in an answer) leads to Slack: nothing else is ever called.
 *
 * @param hosts Slack's hosts for this purpose
 * @param apiUrl where Slack's API is, if not at its usual place
 */
export function isSlackOrigin(address: string, hosts: RegExp, apiUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, origin, port } = new URL(address)
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true
  return protocol === 'https:' && port === '' && hosts.test(hostname)
}
