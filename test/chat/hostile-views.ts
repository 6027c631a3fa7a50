import fc from 'fast-check'
import type { Block, Button, CommandCall, Language, Span, StoryCard, View } from '../../src/types/index.ts'

/** Views as no command of ours makes them: hostile words in every place, far more and far longer than fits. */

const ATTACKS = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '</privacy:123456789012345678>',
  '<:smile:123456789012345678>',
  '<t:1700000000:R>',
  '<id:customize>',
  '<!channel>',
  '<!here|here>',
  '<!subteam^S123>',
  '<@U0123456789>',
  '<#C0123456789>',
  '<https://evil.example|Security.NL>',
  '](https://evil.example)',
  '[Security.NL](https://evil.example)',
  'https://evil.example/phish',
  'http://user:pw@evil.example',
  '<https://evil.example>',
  '**bold**',
  '__under__',
  '~~struck~~',
  '||spoiler||',
  '`code`',
  '```\nblock\n```',
  '> quote',
  '>>> all the rest',
  '# heading',
  '-# small',
  '- item',
  '1. item',
  '\\',
  '\\\\',
  '\\*',
  '*_*',
  '&lt;!channel&gt;',
  '&amp;',
  ':tada:',
  '\u202Eevil\u202C',
  '\u2066\u2067',
  '\u0000\u0007\u001b[31m',
  '\uD800',
  `א${'ב'.repeat(5)}`,
  'مرحبا بالعالم',
  `e${'\u0301'.repeat(50)}`,
  '👩‍👩‍👧‍👦',
  '\n\n\n',
  '```',
  '\u200b@everyone',
  '@\u200deveryone',
]

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string(), fc.constant(' ')), { maxLength: 6 })
      .map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...ATTACKS, 'x')
      .chain((part) => fc.constant(part.repeat(Math.ceil(10_000 / part.length)))),
  },
)

/** Where links may lead; anything else in a rendered link is forged. */
export const GOOD_HOST = 'good.example'
const goodUrl = fc
  .oneof(
    fc.stringMatching(/^[a-z0-9/_*~|()-]{0,30}$/),
    fc.constantFrom(
      'a)b',
      'a](https://evil.example)',
      '?q=<script>',
      '|Security.NL',
      'x'.repeat(3_000),
      ' ',
      '"',
      "'",
      '\\',
      '`',
    ),
  )
  .map((path) => `https://${GOOD_HOST}/${path}`)
const anyUrl = fc.oneof(
  { weight: 5, arbitrary: goodUrl },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a:b@evil.example',
      'not a url',
      '',
      '//evil.example',
      'discord://x',
    ),
  },
)

const language: fc.Arbitrary<Language> = fc.constantFrom('en', 'fr', 'ar', 'ja')
const span: fc.Arbitrary<Span> = fc.record(
  { text: hostileText, style: fc.constantFrom('strong', 'emphasis', 'code'), url: anyUrl },
  { requiredKeys: ['text'] },
)
const spans = fc.array(span, { maxLength: 3 })

const call: fc.Arbitrary<CommandCall> = fc.record({
  name: fc.constantFrom('company', 'story', 'feeds add'),
  options: fc.dictionary(fc.constantFrom('name', 'page', 'query'), fc.oneof(hostileText, fc.string()), { maxKeys: 3 }),
})
const button: fc.Arbitrary<Button> = fc.record(
  {
    label: hostileText,
    action: fc.oneof(
      call.map((made) => ({ call: made })),
      anyUrl.map((url) => ({ url })),
    ),
    style: fc.constantFrom('primary', 'danger'),
  },
  { requiredKeys: ['label', 'action'] },
)

let stories = 0
/** A mark that no escaping touches, to count the stories that are shown. */
const mark = () => `Story${++stories}End`
export const MARK = /Story\d+End/g

export const storyCard: fc.Arbitrary<StoryCard> = fc
  .record({
    kind: fc.constant('story' as const),
    id: fc.stringMatching(/^[a-z0-9]{8,20}$/),
    number: fc.option(fc.integer({ min: 1, max: 500 })),
    gist: fc.array(hostileText, { maxLength: 4 }),
    remarks: fc.array(hostileText, { maxLength: 2 }),
    headline: fc.record({ text: hostileText, url: anyUrl, language }),
    byline: hostileText,
    buttons: fc.array(button, { maxLength: 4 }),
  })
  .map((card) => ({ ...card, gist: [mark(), ...card.gist] }))

const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 3, arbitrary: storyCard },
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const),
    text: hostileText,
  }),
  fc.record({ kind: fc.constant('text' as const), spans, tone: fc.constantFrom('normal' as const, 'muted' as const) }),
  fc.record({
    kind: fc.constant('notice' as const),
    tone: fc.constantFrom('info' as const, 'warning' as const, 'error' as const, 'success' as const),
    spans,
  }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(spans, { maxLength: 30 }), ordered: fc.boolean() }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ name: hostileText, value: spans }), { maxLength: 30 }),
  }),
  fc.record({ kind: fc.constant('figure' as const), value: hostileText, caption: hostileText }),
  fc.record({
    kind: fc.constant('chart' as const),
    title: hostileText,
    description: hostileText,
    type: fc.constantFrom('bar' as const, 'line' as const),
    labels: fc.array(hostileText, { maxLength: 30 }),
    series: fc.array(fc.record({ name: hostileText, values: fc.array(fc.double(), { maxLength: 30 }) }), {
      maxLength: 3,
    }),
  }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 40 }) }),
  fc.record({
    kind: fc.constant('select' as const),
    label: hostileText,
    options: fc.array(fc.record({ label: hostileText, call }), { maxLength: 150 }),
  }),
  fc.record({
    kind: fc.constant('pager' as const),
    page: fc.integer({ min: 1, max: 99 }),
    pages: fc.constant(99),
    label: hostileText,
    previous: fc.option(call),
    next: fc.option(call),
  }),
  fc.record({
    kind: fc.constant('form' as const),
    title: hostileText,
    submitLabel: hostileText,
    call,
    fields: fc.constant([]),
  }),
  fc.constant({ kind: 'divider' as const }),
)

export const hostileView: fc.Arbitrary<View> = fc.record(
  {
    blocks: fc.oneof(
      { weight: 4, arbitrary: fc.array(block, { maxLength: 12 }) },
      { weight: 1, arbitrary: fc.array(block, { minLength: 40, maxLength: 60 }) },
      { weight: 1, arbitrary: fc.array(storyCard, { minLength: 150, maxLength: 200 }) },
    ),
    audience: fc.constantFrom('channel', 'private'),
    summary: hostileText,
    locale: fc.constantFrom('en', 'fr', 'ja'),
  },
  { requiredKeys: ['blocks', 'audience', 'summary'] },
)

export const storiesIn = (view: View): number => view.blocks.filter(({ kind }) => kind === 'story').length

/** What the line about things left out says, in the languages used here. */
export const leftOut = (text: string): number => {
  const found = /(?:and|et) (\d+) (?:more|de plus)|ほか(\d+)件/.exec(text)
  return Number(found?.[1] ?? found?.[2] ?? 0)
}
