import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { renderTerminal, type TerminalStyle } from '../../../src/chat/terminal/index.ts'
import type { View } from '../../../src/types/index.ts'
import { editionViews } from '../../../src/views/index.ts'
import { edition, knowledge, NOW } from '../../views/stories.ts'
import { anyView, HOSTILE_TEXTS } from '../views.ts'

const digest = editionViews(edition(), { now: NOW, knowledge })[0] as View
const plainStyle: TerminalStyle = { width: 80, color: false, links: 'none' }
const ESC = '\u001b'

describe('a digest in the terminal', () => {
  it('reads well at 80 columns, without colour', () => {
    expect(renderTerminal(digest, plainStyle)).toBe(
      [
        'Privacy digest · Wednesday 25 November',
        '4 stories · 9 reports · 4 languages',
        '',
        'FINES AND RULINGS',
        ' 1  Netflix · fine €4.75M · viewing and listening, contact details',
        '    “AP legt Netflix boete van 4,75 miljoen op” nl · Security.NL and 4 more',
        '    (nl fr de en) · 3h ago',
        ' 2  Clearview AI · legal action, surveillance · biometrics, photos and video',
        '    (follow-up to 3 Sept)',
        '    “Clearview : un tribunal confirme l’interdiction” fr · Next · 7h ago',
        '',
        'LEAKS',
        ' 3  Free · leak · bank and payment details, contact details · 19.2M people',
        '    “Free : les IBAN de millions d’abonnés dans la nature” fr · Numerama and 1',
        '    more (fr) · 9h ago',
        '',
        'RULES',
        ' 4  CNIL · consent, rules',
        '    “La CNIL publie sa recommandation sur le « payer ou consentir »” fr · Next ·',
        '    20h ago',
        '',
        'Look closer: /privacy why 1 · /privacy company netflix · /privacy help',
      ].join('\n'),
    )
  })

  it('says the same with colour and links as without', () => {
    const rich = renderTerminal(digest, { width: 80, color: true, links: 'osc8' })
    expect(rich).toContain(`${ESC}]8;;https://securitynl.example/`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: takes the escape sequences away
    const stripped = rich.replace(/\u001b\]8;;.*?\u001b\\|\u001b\[\d+m/g, '')
    expect(stripped).toBe(renderTerminal(digest, plainStyle))
  })

  it('writes URLs out where that is asked for', () => {
    expect(renderTerminal(digest, { ...plainStyle, links: 'bare' })).toContain(
      '\n    https://next.example/clearview-un-tribunal-confirme-l-interdiction\n',
    )
  })

  it('stays within narrow and wide terminals', () => {
    for (const width of [32, 60, 80, 100]) {
      for (const line of renderTerminal(digest, { ...plainStyle, width }).split('\n')) {
        expect(stringWidth(line)).toBeLessThanOrEqual(width)
      }
    }
  })
})

describe('hostile views in the terminal', () => {
  it.each(HOSTILE_TEXTS)('steers nothing with %j', (text) => {
    const view: View = {
      audience: 'channel',
      summary: '',
      blocks: [
        {
          kind: 'story',
          id: 'x',
          number: 1,
          gist: [text],
          remarks: [text],
          headline: { text, url: `https://example.org/${text}`, language: 'en' },
          byline: text,
          buttons: [],
        },
      ],
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
    expect(renderTerminal(view, plainStyle)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })

  it('holds the width, loses no story and writes no control character, whatever the view', () => {
    fc.assert(
      fc.property(anyView, fc.integer({ min: 40, max: 100 }), (view, width) => {
        const text = renderTerminal(view, { width, color: false, links: 'none' })
        for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
        for (const block of view.blocks) {
          if (block.kind === 'story' && block.number !== null)
            expect(text).toMatch(new RegExp(`^ *${block.number}  `, 'm'))
        }
      }),
      { numRuns: 60 },
    )
  })
})
