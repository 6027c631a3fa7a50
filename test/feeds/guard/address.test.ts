import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseNetwork, refuseAddress } from '../../../src/feeds/guard/address.ts'

const refuse = (address: string) => refuseAddress(address, [])

describe('addresses that feeds are asked for at', () => {
  test.each(['93.184.215.14', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4007:80e::200e', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => expect(refuse(address)).toBeNull(),
  )

  test('a public IPv4 address behind NAT64 is reachable from an IPv6-only network', () => {
    expect(refuse('64:ff9b::8.8.8.8')).toBeNull()
  })
})

describe('addresses that are refused', () => {
  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.1.2', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['::', 'unspecified'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['fd00::1', 'private'],
    ['fd00:ec2::254', 'private'],
    ['169.254.169.254', 'metadata'],
    ['fe80::1', 'link-local'],
    ['100.64.0.1', 'inner network'],
    ['100.100.100.200', 'inner network'],
    ['168.63.129.16', 'metadata'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['192.0.0.192', 'special-purpose'],
    ['192.0.2.1', 'special-purpose'],
    ['198.18.0.1', 'special-purpose'],
    ['198.51.100.1', 'special-purpose'],
    ['203.0.113.1', 'special-purpose'],
    ['240.0.0.1', 'special-purpose'],
    ['192.88.99.1', 'special-purpose'],
    ['2001:db8::1', 'special-purpose'],
    ['fec0::1', 'special-purpose'],
    ['100::1', 'special-purpose'],
    ['2002:7f00:1::', 'special-purpose'],
    ['2002:808:808::', 'special-purpose'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'special-purpose'],
    ['::7f00:1', 'special-purpose'],
    ['::ffff:0:127.0.0.1', 'special-purpose'],
    ['64:ff9b:1::7f00:1', 'special-purpose'],
  ])('%s: %s', (address, word) => expect(refuse(address)).toContain(word))

  test('a zone does not hide a link-local address', () => {
    expect(refuse('fe80::1%eth0')).toContain('link-local')
  })

  test('an address that is none', () => {
    expect(refuse('example.org')).toBe('"example.org" is not an address')
  })

  const octet = fc.nat(255)
  const inner = fc.oneof(
    fc.tuple(fc.constant(10), octet, octet, octet),
    fc.tuple(fc.constant(127), octet, octet, octet),
    fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
    fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  )
  test('whatever it is wrapped in', () => {
    fc.assert(
      fc.property(inner, fc.constantFrom('', '::ffff:', '64:ff9b::', '::'), (octets, prefix) => {
        expect(refuse(prefix + octets.join('.'))).not.toBeNull()
      }),
    )
  })
})

describe('networks that the admin allows', () => {
  const allowed = ['10.1.0.0/16', 'fd12::/16', '192.168.7.7'].map(parseNetwork)

  test.each(['10.1.2.3', 'fd12::1', '192.168.7.7', '::ffff:10.1.2.3'])('%s lies in one', (address) =>
    expect(refuseAddress(address, allowed)).toBeNull(),
  )
  test.each(['10.2.0.1', 'fd13::1', '192.168.7.8', '127.0.0.1'])('%s does not', (address) =>
    expect(refuseAddress(address, allowed)).not.toBeNull(),
  )
  test('a mistake is told', () => {
    expect(() => parseNetwork('10.1.0.0/33')).toThrow('"10.1.0.0/33" is not a network')
  })
})
