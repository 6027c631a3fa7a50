import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { harmless } from '../../../src/chat/web/harmless.ts'
import type { View } from '../../../src/types/index.ts'
import { hostileView } from '../hostile-views.ts'

const CALLS = ['call', 'previous', 'next']

/** Everything that is shown, with the key it stands under; calls are sent back, not shown. */
function shown(value: unknown, key = ''): { readonly key: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ key, text: value }]
  if (Array.isArray(value)) return value.flatMap((one) => shown(one, key))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (CALLS.includes(name) ? [] : shown(inner, name)))
}

describe('a view for the page', () => {
  it('holds no character that steers or hides, no endless text and no address but http(s), whatever it is made of', () => {
    fc.assert(
      fc.property(hostileView, (view) => {
        for (const { key, text } of shown(harmless(view))) {
          if (key === 'url') expect(text === '' || /^https?:\/\/[^@\s]+$/.test(text), text).toBe(true)
          else {
            expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u)
            expect(text).not.toMatch(/\p{Surrogate}/u)
            expect(text.length).toBeLessThanOrEqual(1_502)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('loses no block, and leaves our own answers as they are', () => {
    fc.assert(
      fc.property(hostileView, (view) => {
        expect(harmless(view).blocks.map(({ kind }) => kind)).toEqual(view.blocks.map(({ kind }) => kind))
      }),
      { numRuns: 40 },
    )
    const view: View = {
      audience: 'private',
      locale: 'fr',
      summary: 'Netflix : 14 affaires',
      blocks: [
        {
          kind: 'text',
          spans: [{ text: 'Par ' }, { text: 'Next', url: 'https://next.example/a' }, { text: ' · 3 h' }],
        },
        { kind: 'buttons', buttons: [{ label: 'Détails', action: { call: { name: 'story', options: { id: '3' } } } }] },
        { kind: 'divider' },
      ],
    }
    expect(harmless(view)).toEqual(view)
  })
})
