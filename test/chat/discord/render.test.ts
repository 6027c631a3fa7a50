import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createActionCodec } from '../../../src/chat/action.ts'
import { render } from '../../../src/chat/discord/render.ts'
import type { Block, StoryCard, View } from '../../../src/types/index.ts'
import { checkMessage, checkShape } from '../../standins/discord/rules.ts'
import { componentsOf, textOf } from '../../standins/discord/standin.ts'
import { GOOD_HOST, hostileText, hostileView, leftOut, MARK, storiesIn, storyCard } from '../hostile-views.ts'
import { view } from '../scripted-book.ts'

const draw = (shown: View) => ({ components: render(shown, createActionCodec()) })
const text = (blocks: readonly Block[]) => textOf(draw(view('', { blocks })))

describe('a view', () => {
  it('is drawn as a reader expects it', () => {
    const card: StoryCard = {
      kind: 'story',
      id: 's1',
      number: 1,
      gist: ['Netflix', 'fine €4.75M', 'viewing and listening'],
      remarks: ['follow-up to 3 Sep'],
      headline: { text: 'AP legt Netflix boete van 4,75 miljoen op', url: 'https://www.security.nl/1', language: 'nl' },
      byline: 'nl · Security.NL and 5 more (nl fr de en) · 3h ago',
      buttons: [{ label: 'Details', action: { call: { name: 'story', options: { id: 's1' } } } }],
    }
    const drawn = draw(
      view('', {
        blocks: [
          { kind: 'heading', level: 1, text: 'Privacy digest · Wednesday 25 November' },
          { kind: 'text', tone: 'muted', spans: [{ text: '6 stories · 14 reports' }] },
          { kind: 'heading', level: 2, text: 'Fines and rulings' },
          card,
          { kind: 'list', ordered: false, items: [[{ text: 'one' }], [{ text: 'two', style: 'strong' }]] },
          { kind: 'figure', value: '€4.75M', caption: 'fines this year' },
          {
            kind: 'chart',
            type: 'bar',
            title: 'By month',
            description: 'Most in May',
            labels: ['Apr', 'May'],
            series: [{ name: 'stories', values: [1, 8] }],
          },
        ],
      }),
    )
    expect(textOf(drawn)).toMatchInlineSnapshot(`
      "## Privacy digest · Wednesday 25 November
      -# 6 stories · 14 reports

      ### Fines and rulings
      **1 Netflix** · fine €4.75M · viewing and listening · *follow-up to 3 Sep*
      [AP legt Netflix boete van 4,75 miljoen op](https://www.security.nl/1)
      -# nl · Security.NL and 5 more (nl fr de en) · 3h ago
      - one
      - **two**

      **€4.75M**  fines this year

      **By month**
      -# Most in May
      \`\`\`
      Apr ██ 1
      May ████████████████ 8
      \`\`\`"
    `)
    expect(componentsOf(drawn).filter(({ type }) => type === 9)).toHaveLength(1)
  })

  it.each([
    ['@everyone look', '@\u200beveryone'],
    ['<@123>', '\\<\\@123\\>'],
    ['[a](https://evil.example)', '\\[a\\](https\\://evil.example)'],
    ['# 1. big', '\\# 1. big'],
    ['1. item', '1\\. item'],
    ['- item', '\\- item'],
    ['**bold** _it_ ~~no~~ ||hide|| `code`', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\|\\|hide\\|\\| \\`code\\`'],
  ])('shows %j as it stands', (typed, shown) => {
    expect(text([{ kind: 'text', spans: [{ text: typed }] }])).toContain(shown)
  })

  it('never loses a story without a word', () => {
    fc.assert(
      fc.property(fc.array(storyCard, { minLength: 1, maxLength: 200 }), (cards) => {
        const said = text(cards)
        const shown = new Set(said.match(MARK)).size
        expect(shown + leftOut(said)).toBe(cards.length)
        expect(shown).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('any view, however hostile', () => {
  const everyView = (check: (shown: View, drawn: ReturnType<typeof draw>) => void) =>
    fc.assert(
      fc.property(hostileView, (shown) => check(shown, draw(shown))),
      { numRuns: 60 },
    )

  it('stays within every limit of Discord', () => {
    everyView((_shown, drawn) => {
      const body = { ...drawn, flags: 1 << 15, allowed_mentions: { parse: [] } }
      expect([...checkShape('message', body), ...checkMessage(body)]).toEqual([])
    })
  })

  it('loses no story silently', () => {
    everyView((shown, drawn) => {
      const said = textOf(drawn)
      expect(new Set(said.match(MARK)).size + leftOut(said)).toBeGreaterThanOrEqual(storiesIn(shown))
    })
  })

  it('mentions nobody, and links to nowhere but where its links lead', () => {
    everyView((_shown, drawn) => {
      const said = withoutCode(textOf(drawn))
      expect(said).not.toMatch(/@(everyone|here)/i)
      const bare = withoutEscapes(said)
      const links = [...bare.matchAll(/\[[^\]]*\]\(([^)\s]*)\)/g)].map(([, url]) => new URL(url ?? '').hostname)
      expect(links.filter((host) => host !== GOOD_HOST)).toEqual([])
      const rest = bare.replace(/\[[^\]]*\]\([^)\s]*\)/g, '')
      expect(rest).not.toMatch(/[<>]|\]\(|:\/\//)
      for (const button of componentsOf(drawn)) {
        const url = button.url
        if (typeof url === 'string') expect(new URL(url).hostname).toBe(GOOD_HOST)
      }
    })
  })

  it('is not formatted by what it shows', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (first, second) => {
        const said = text([
          { kind: 'heading', level: 1, text: first },
          { kind: 'text', spans: [{ text: second }, { text: ' ' }, { text: first }] },
          { kind: 'figure', value: 'x', caption: first },
        ])
        const bare = withoutEscapes(said)
        expect(bare.replace('**x**', '').match(/[*_~|`]/g)).toBeNull()
        for (const line of said.split('\n'))
          expect(line.replace(/^## /, '')).not.toMatch(/^(#{1,3} |-# |[-*+] |\d+\. |>)/)
      }),
      { numRuns: 300 },
    )
  })
})

const withoutEscapes = (said: string) => said.replace(/\\[^0-9A-Za-z\s]/g, '')
const withoutCode = (said: string) => said.replace(/```[^`]*```/g, '').replace(/(?<!\\)`[^`]*`/g, '')
