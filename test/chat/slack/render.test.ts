import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createActionCodec } from '../../../src/chat/action.ts'
import { render } from '../../../src/chat/slack/render.ts'
import type { StoryCard, View } from '../../../src/types/index.ts'
import { checkMessage, readMessage } from '../../standins/slack/rules.ts'
import { elementsOf, textOf } from '../../standins/slack/standin.ts'
import { GOOD_HOST, hostileView, leftOut, MARK, storiesIn, storyCard } from '../hostile-views.ts'
import { view } from '../scripted-book.ts'

const draw = (shown: View) => {
  const { text, blocks } = readMessage(render(shown, createActionCodec()))
  return { text: text ?? '', blocks: blocks ?? [] }
}

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

describe('a view', () => {
  it('is drawn as a reader expects it', () => {
    const drawn = draw(
      view('Privacy digest: 6 stories', {
        blocks: [
          { kind: 'heading', level: 1, text: 'Privacy digest · Wednesday 25 November' },
          { kind: 'text', tone: 'muted', spans: [{ text: '6 stories · 14 reports' }] },
          { kind: 'heading', level: 2, text: 'Fines and rulings' },
          card,
        ],
      }),
    )
    expect(drawn).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "Privacy digest · Wednesday 25 November",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "elements": [
              {
                "emoji": false,
                "text": "6 stories · 14 reports",
                "type": "plain_text",
              },
            ],
            "type": "context",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "style": {
                      "bold": true,
                    },
                    "text": "Fines and rulings",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "style": {
                      "bold": true,
                    },
                    "text": "1 Netflix",
                    "type": "text",
                  },
                  {
                    "text": " · ",
                    "type": "text",
                  },
                  {
                    "text": "fine €4.75M · viewing and listening",
                    "type": "text",
                  },
                  {
                    "text": " · ",
                    "type": "text",
                  },
                  {
                    "style": {
                      "italic": true,
                    },
                    "text": "follow-up to 3 Sep",
                    "type": "text",
                  },
                  {
                    "text": "
      ",
                    "type": "text",
                  },
                  {
                    "text": "AP legt Netflix boete van 4,75 miljoen op",
                    "type": "link",
                    "url": "https://www.security.nl/1",
                  },
                  {
                    "text": "
      ",
                    "type": "text",
                  },
                  {
                    "text": "nl · Security.NL and 5 more (nl fr de en) · 3h ago",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "action_id": "vigie-0",
                "text": {
                  "emoji": false,
                  "text": "Details",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "rstory?id=s1",
              },
            ],
            "type": "actions",
          },
        ],
        "text": "Privacy digest: 6 stories",
      }
    `)
  })

  it('gives many stories one menu instead of buttons', () => {
    const cards = Array.from({ length: 30 }, (_, index) => ({ ...card, number: index + 1 }))
    const drawn = draw(view('', { blocks: cards }))
    expect(elementsOf(drawn).map(({ type }) => type)).toEqual(['static_select'])
  })

  it('never loses a story without a word', () => {
    fc.assert(
      fc.property(fc.array(storyCard, { minLength: 1, maxLength: 200 }), (cards) => {
        const said = textOf(draw(view('', { blocks: cards })))
        const shown = new Set(said.match(MARK)).size
        expect(shown + leftOut(said)).toBe(cards.length)
        expect(shown).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('any view, however hostile', () => {
  it('stays within every limit of Slack, mentions nobody, forges no link and loses no story silently', () => {
    fc.assert(
      fc.property(hostileView, (shown) => {
        const message = render(shown, createActionCodec())
        expect(checkMessage(message)).toEqual([])
        const drawn = draw(shown)
        const said = textOf(drawn)
        expect(new Set(said.match(MARK)).size + leftOut(said)).toBeGreaterThanOrEqual(storiesIn(shown))
        // No bare address is left that Slack could make a link of; links lead where the view's do.
        expect(`${said} ${drawn.text}`).not.toContain('://')
        for (const host of linkHosts(drawn.blocks)) expect(host).toBe(GOOD_HOST)
      }),
      { numRuns: 60 },
    )
  })
})

/** The hosts of everything that is a link. */
const linkHosts = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(linkHosts)
  if (typeof value !== 'object' || value === null) return []
  const own = 'url' in value && typeof value.url === 'string' ? [new URL(value.url).hostname] : []
  return [...own, ...Object.values(value).flatMap(linkHosts)]
}
