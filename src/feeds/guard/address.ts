import ipaddr from 'ipaddr.js'

/** A network in CIDR notation, parsed. A single address counts as a network of one. */
export type Network = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** @throws TypeError naming the entry that is not a network */
export function parseNetwork(text: string): Network {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (ipaddr.isValid(text)) {
    const address = ipaddr.parse(text)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  }
  throw new TypeError(`"${text}" is not a network; expected CIDR notation such as 10.1.0.0/16 or fd00::/8`)
}

/**
 * Addresses inside the public space that are not the public's: cloud platforms answer there with the machine's secrets.
 * The others (169.254.169.254, fd00:ec2::254, 100.100.100.200, 192.0.0.192) already lie in special ranges.
 */
const METADATA: readonly Network[] = [parseNetwork('168.63.129.16/32')]

/** RFC 4291 section 2.4: all unicast addresses that the registries give out begin with 001. */
const GLOBAL_UNICAST = parseNetwork('2000::/3')
/** RFC 6052: the well-known prefix through which an IPv6-only network reaches IPv4; it ends in the IPv4 address. */
const NAT64 = parseNetwork('64:ff9b::/96')

const WORDS: Readonly<Record<string, string>> = {
  loopback: 'a loopback address (this machine itself)',
  private: 'a private address',
  uniqueLocal: 'a private address',
  linkLocal: 'a link-local address, where cloud metadata is served',
  carrierGradeNat: "an address of a provider's inner network",
  multicast: 'a multicast address',
  broadcast: 'the broadcast address',
  unspecified: 'an unspecified address',
}

/**
 * Why no feed may be asked for at this address, in plain words, or null for an address of the public internet.
 * What is not known to be public is refused, by the IANA registries of special-purpose addresses (RFC 6890) as ipaddr.js holds
 * them. Addresses that carry an IPv4 address (mapped, NAT64) are judged by it; 6to4 and Teredo, both retired, are refused.
 *
 * @param allowed networks that the admin opens; they win over everything
 */
export function refuseAddress(text: string, allowed: readonly Network[]): string | null {
  if (!ipaddr.isValid(text)) return `"${text}" is not an address`
  const address = unwrap(ipaddr.parse(text))
  if (allowed.some((network) => within(address, network))) return null
  const shown = address.toString()
  if (METADATA.some((network) => within(address, network))) return `${shown} serves cloud metadata`
  const range = address.range()
  if (range === 'unicast' && (address.kind() === 'ipv4' || within(address, GLOBAL_UNICAST))) return null
  return `${shown} is ${WORDS[range] ?? 'a special-purpose address'}`
}

/** An IPv4 address in IPv6 clothing is that IPv4 address. */
function unwrap(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address
  if (address.isIPv4MappedAddress()) return address.toIPv4Address()
  if (within(address, NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(12))
  return address
}

function within(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, bits)
}
