import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeMarkdown, renderMarkdown } from '../../../src/chat/terminal/index.ts'
import { editionViews } from '../../../src/views/index.ts'
import { edition, freeLeak, knowledge, NOW } from '../../views/stories.ts'
import { anyView, HOSTILE_TEXTS } from '../views.ts'

describe('a digest in Markdown', () => {
  it('is a list of linked headlines under headings', () => {
    const views = editionViews(edition({ stories: [['breaches', [freeLeak]]] }), { now: NOW, knowledge })
    expect(views.map(renderMarkdown)).toEqual([
      [
        '# Privacy digest · Wednesday 25 November',
        '1 story · 2 reports · 1 language',
        '## Leaks',
        '1. **Free** · leak · bank and payment details, contact details · 19.2M people  \n   [“Free : les IBAN de millions d’abonnés dans la nature”](<https://numerama.example/free-les-iban-de-millions-d-abonn-s-dans-la-nature>) fr · Numerama and 1 more (fr) · 9h ago',
        'Look closer: `/privacy why 1 · /privacy company free · /privacy help`',
      ].join('\n\n'),
    ])
  })

  it.each([
    ['[bank](http://evil.example)', '\\[bank\\](http&#58;//evil.example)'],
    ['www.evil.example', 'www&#46;evil.example'],
    ['@everyone', '&#64;everyone'],
    ['<b>&amp;</b>', '&lt;b&gt;&amp;amp;&lt;/b&gt;'],
    ['# not a heading', '\\# not a heading'],
    ['1. not a list', '1\\. not a list'],
    ['- not a list', '\\- not a list'],
    ['a_b *c* `d` ~e~', 'a\\_b \\*c\\* \\`d\\` \\~e\\~'],
    ['19.2 million', '19.2 million'],
  ])('shows %j as it is', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })

  it('links nowhere that the view does not, and mentions nobody', () => {
    for (const text of HOSTILE_TEXTS) {
      const escaped = escapeMarkdown(text)
      expect(escaped).not.toMatch(/(?<!\\)[[\]`*_~<>]|@|:\/\/|www\./)
    }
    fc.assert(
      fc.property(anyView, (view) => {
        const text = renderMarkdown(view)
        for (const [, target] of text.matchAll(/(?<!\\)\]\(<([^>]*)>\)/g)) expect(target).toMatch(/^https?:\/\//)
      }),
      { numRuns: 60 },
    )
  })
})
