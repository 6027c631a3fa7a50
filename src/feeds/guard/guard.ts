import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { parseNetwork, refuseAddress } from './address.ts'

/** Ports that web servers listen on. */
export const WEB_PORTS: readonly number[] = [80, 443, 8080, 8443]

export interface GuardOptions {
  /** Networks in CIDR notation that may be asked although they are not public. */
  readonly allowNetworks?: readonly string[]
  readonly allowPorts?: readonly number[] | 'any'
  /** How names become addresses: the system's way unless told otherwise. */
  readonly lookup?: LookupFunction
}

/** Keeps requests for other people's URLs on the public web. */
export interface Guard {
  /** Why this URL may not be asked for, judged by what it says alone; null when it may. */
  refuseUrl(url: URL): string | null
  /** Why this address may not be dialled; null when it may. */
  refuseAddress(address: string): string | null
  /** Name to addresses, without those that may not be dialled. */
  readonly lookup: LookupFunction
}

/** What a refused lookup or connection fails with. */
export class BlockedError extends Error {
  override readonly name = 'BlockedError'
  readonly code = 'VIGIE_BLOCKED'
}

/** @throws TypeError when a network of the options is none */
export function createGuard(options: GuardOptions = {}): Guard {
  const networks = (options.allowNetworks ?? []).map(parseNetwork)
  const ports = options.allowPorts ?? WEB_PORTS
  const resolve = options.lookup ?? systemLookup
  const refuse = (address: string) => refuseAddress(address, networks)
  return {
    refuseAddress: refuse,
    refuseUrl(url) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        return `only http and https are asked for, not ${url.protocol.slice(0, -1)}`
      const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
      if (ports !== 'any' && !ports.includes(port)) return `port ${port} is not on the list of allowed ports`
      // The URL parser has already turned decimal, octal and hexadecimal forms into dotted ones.
      const host = url.hostname.replace(/^\[|\]$/g, '')
      return isIP(host) === 0 ? null : refuse(host)
    },
    lookup: (hostname, lookupOptions, callback) => {
      resolve(hostname, { ...lookupOptions, all: true }, (error, found) => {
        if (error !== null) return callback(error, [])
        const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }]
        const allowed = addresses.filter(({ address }) => refuse(address) === null)
        const [first] = allowed
        if (first === undefined) return callback(blocked(hostname, addresses, refuse), [])
        return lookupOptions.all === true ? callback(null, allowed) : callback(null, first.address, first.family)
      })
    },
  }
}

function blocked(
  hostname: string,
  addresses: readonly { readonly address: string }[],
  refuse: Guard['refuseAddress'],
): NodeJS.ErrnoException {
  const [first] = addresses
  if (first === undefined) return Object.assign(new Error(`no address is known for ${hostname}`), { code: 'ENOTFOUND' })
  return new BlockedError(`${hostname} leads off the public web: ${refuse(first.address) ?? first.address}`)
}

/**
 * Opens undici's connections under the guard: the address checked is the address dialled, in one step, so that a name whose
 * answer changes in between (DNS rebinding) gains nothing.
 */
export function guardedConnector(guard: Guard, timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ lookup: guard.lookup, timeout: timeoutMs })
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    // Node looks up names only: an address in the URL goes straight to the socket.
    const reason = isIP(host) === 0 ? null : guard.refuseAddress(host)
    if (reason !== null) callback(new BlockedError(reason), null)
    else connect(options, callback)
  }
}
