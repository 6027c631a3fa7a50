import fc from 'fast-check'
import type { Block, Span, View } from '../../src/types/index.ts'

/** Views to try renderers on: hostile, extreme and random. */

export const HOSTILE_TEXTS = [
  '@everyone <@123> <!channel> @here',
  '[bank](http://evil.example) <http://evil.example|bank> ](http://evil.example)',
  '`code` ```block``` **bold** _under_ ~~gone~~ ||spoiler||',
  '# heading\n> quote\n- list\n1. one',
  '\u001b[31mred\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007 \u009b2J',
  'user\u202Egpj.exe \u2066\u200F',
  'تسريب بيانات العملاء',
  '個人情報の漏えいについてのお知らせ'.repeat(20),
  'a'.repeat(10_000),
  'Z\u0301\u0302\u0303\u0304\u0305\u0306algo',
  '<script>alert(1)</script> &amp; http://evil.example www.evil.example evil@example.org',
  '\uD800 lone',
] as const

const text = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.lorem({ maxCount: 12 }),
)
const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom('javascript:alert(1)', 'http://a b', '', 'https://u:p@evil.example/)'),
)
const call = fc.record({
  name: fc.constantFrom('latest', 'company', 'story'),
  options: fc.dictionary(fc.constantFrom('name', 'since', 'page'), text, { maxKeys: 3 }),
})
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ text }),
  fc.record({ text, url }),
  fc.record({ text, style: fc.constantFrom('strong', 'emphasis', 'code') }),
)
const spans = fc.array(span, { maxLength: 5 })
const button = fc.record({
  label: text,
  action: fc.oneof(fc.record({ call }), fc.record({ url })),
})

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), level: fc.constantFrom(1 as const, 2 as const), text }),
  fc.record({ kind: fc.constant('text' as const), spans, tone: fc.constantFrom('normal', 'muted') }),
  fc.record({
    kind: fc.constant('notice' as const),
    tone: fc.constantFrom('info', 'warning', 'error', 'success'),
    spans,
  }),
  fc.record({
    kind: fc.constant('story' as const),
    id: fc.stringMatching(/^[a-z0-9]{10}$/),
    number: fc.option(fc.integer({ min: 1, max: 200 })),
    gist: fc.array(text, { maxLength: 4 }),
    remarks: fc.array(text, { maxLength: 2 }),
    headline: fc.record({ text, url, language: fc.constantFrom('en', 'fr', 'ar', 'ja') }),
    byline: text,
    buttons: fc.array(button, { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(spans, { maxLength: 6 }), ordered: fc.boolean() }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ name: text, value: spans }), { maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant('figure' as const), value: text, caption: text }),
  fc.record({
    kind: fc.constant('chart' as const),
    title: text,
    description: text,
    type: fc.constantFrom('bar', 'line'),
    labels: fc.array(text, { minLength: 1, maxLength: 12 }),
    series: fc.array(fc.record({ name: text, values: fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }) }), {
      maxLength: 3,
    }),
  }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 6 }) }),
  fc.record({
    kind: fc.constant('select' as const),
    label: text,
    options: fc.array(fc.record({ label: text, call }), { maxLength: 30 }),
  }),
  fc.record({
    kind: fc.constant('pager' as const),
    page: fc.nat(9),
    pages: fc.nat(9),
    label: text,
    previous: fc.option(call),
    next: fc.option(call),
  }),
  fc.record({
    kind: fc.constant('form' as const),
    title: text,
    submitLabel: text,
    call,
    fields: fc.array(
      fc.record({
        option: fc.constantFrom('time', 'zone'),
        label: text,
        value: fc.option(text),
        choices: fc.option(fc.array(fc.record({ label: text, value: text }), { maxLength: 5 })),
        required: fc.boolean(),
      }),
      { maxLength: 5 },
    ),
  }),
  fc.record({ kind: fc.constant('divider' as const) }),
) as fc.Arbitrary<Block>

export const anyView: fc.Arbitrary<View> = fc.record({
  blocks: fc.array(block, { maxLength: 12 }),
  audience: fc.constantFrom('channel', 'private'),
  summary: text,
})
