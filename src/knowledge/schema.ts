import { z } from 'zod'
import { DATA_TYPES, LANGUAGES, TOPICS } from '../types/index.ts'

/** What the data files of this folder must look like. Every file is checked when it is loaded. */

const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
const url = z.url({ protocol: /^https?$/ })
const text = z.string().trim().min(1)

/** A way to write a name. The long form is for names that are also words: `near` or the case decide. */
export const AliasSchema = z.union([
  text,
  z.strictObject({
    text,
    caseSensitive: z.boolean().default(false),
    /** One of these must stand in the text for the name to count. Empty: no such condition. */
    near: z.array(text).default([]),
    /** Phrases in which the name means something else. */
    notIn: z.array(text).default([]),
    /** Languages in whose texts the name counts; without any, all. `politiet` is Denmark's police in Danish only. */
    languages: z.array(z.enum(LANGUAGES)).default([]),
  }),
])

export const CompanySchema = z.strictObject({
  id,
  name: text,
  /** ISO 3166-1 alpha-2, or EU, INT. */
  country: z.string().regex(/^[A-Z]{2,3}$/),
  sector: id,
  homepage: url.nullable(),
  parent: id.nullable(),
  aliases: z.array(AliasSchema),
  brands: z.array(
    z.strictObject({
      name: text,
      aliases: z.array(AliasSchema),
      /** Others' apps run on it, so that it is often named for that alone. */
      platform: z.boolean().optional(),
    }),
  ),
  /** Where a person asks for the data that the company holds. */
  dataRequest: z.strictObject({ url: url.nullable(), email: z.email().nullable() }).nullable(),
})

export const RegulatorSchema = z.strictObject({
  id,
  name: text,
  country: z.string().regex(/^[A-Z]{2,3}$/),
  homepage: url.nullable(),
  complaintUrl: url.nullable(),
  aliases: z.array(AliasSchema),
})

export const LawSchema = z.strictObject({ id, name: text, aliases: z.array(AliasSchema) })

export const LanguageSchema = z.strictObject({
  id: z.enum(LANGUAGES),
  /** ISO 639-3 code that franc answers with. */
  franc: z.string().length(3),
  name: text,
  native: text,
  script: z.enum(['Latin', 'Cyrillic', 'Arabic', 'Japanese', 'Hangul', 'Han']),
  direction: z.enum(['ltr', 'rtl']),
  /** Countries (ISO 3166-1 alpha-2) whose news is written in it. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)),
  /** Letters that few of the other languages of the same script have. */
  letters: z.string(),
  /** Frequent words of headlines, lower case. */
  words: z.array(text),
  /** What may be glued to a foreign name: genitive and case endings. */
  nameEndings: z.array(text),
})

export const CurrenciesSchema = z.strictObject({
  date: z.iso.date(),
  note: text,
  currencies: z.array(
    z.strictObject({
      code: z.string().regex(/^[A-Z]{3}$/),
      /** Euros for one unit. */
      eur: z.number().positive(),
      words: z.array(text),
      /** Words that mean this currency only in texts of that language (`kr`). */
      local: z.partialRecord(z.enum(LANGUAGES), z.array(text)).optional(),
    }),
  ),
})

/**
 * Words that count only together with others: what the learned part reads, language by language the same.
 * `at` and `by` stand before an organisation ("leak at …", "fined by …"); `institution` is part of its name.
 */
export const CUES = [
  'privacy',
  'personal',
  'data',
  'people',
  'collect',
  'share',
  'change',
  'policy',
  'listen',
  'staff',
  'leak',
  'attack',
  'pay',
  'court',
  'authority',
  'probe',
  'law',
  'state',
  'watch',
  'machine',
  'train',
  'permit',
  'refuse',
  'howto',
  'erase',
  'shield',
  'business',
  'launch',
  'outage',
  'antitrust',
  'technical',
  'leisure',
  'institution',
  'source',
  'compare',
  'attacker',
  'at',
  'by',
] as const
export type Cue = (typeof CUES)[number]

/**
 * Everyday notions that by themselves label nothing: a school, a lens, to copy, to switch off. Named alike in all languages, so
 * that the learned part carries over from one language to the others what it learned of them.
 */
export const IDEAS = [
  // What is done.
  'take',
  'publish',
  'visible',
  'anyone',
  'mistake',
  'sell',
  'buy',
  'pass',
  'partner',
  'abroad',
  'demand',
  'off',
  'on',
  'secret',
  'find',
  'researcher',
  'admit',
  'deny',
  'campaigner',
  'verdict',
  'forbid',
  'crime',
  'vote',
  'plan',
  'keep',
  'match',
  'infer',
  'score',
  'advert',
  'tailor',
  'insurer',
  'record',
  'scan',
  'forced',
  'button',
  'reply',
  'begin',
  'stop',
  // To whom, where.
  'school',
  'child',
  'parent',
  'student',
  'doctor',
  'work',
  'applicant',
  'courier',
  'shop',
  'home',
  'place',
  'travel',
  'transport',
  'police',
  'prison',
  'border',
  'army',
  'government',
  'politics',
  'faith',
  'origin',
  'love',
  'union',
  'woman',
  'journalist',
  'sport',
  // With what.
  'medicine',
  'illness',
  'body',
  'pregnancy',
  'mind',
  'feeling',
  'gene',
  'face',
  'hand',
  'voice',
  'microphone',
  'camera',
  'photo',
  'screen',
  'television',
  'music',
  'book',
  'game',
  'search',
  'website',
  'browser',
  'mail',
  'chat',
  'call',
  'friend',
  'name',
  'identity',
  'password',
  'bank',
  'money',
  'order',
  'car',
  'plate',
  'wearable',
  'toy',
  'household',
  'glasses',
  'drone',
  'phone',
  'app',
  'post',
  'file',
  'server',
  'usage',
] as const
export type Idea = (typeof IDEAS)[number]

/** `one | two words | stem* | *inside*`, so that a long list stays readable. */
const Terms = z.string().transform((list) =>
  list
    .split('|')
    .map((term) => term.trim())
    .filter((term) => term !== ''),
)

/**
 * The words of one language. A term is one or more words; case and accents don't matter, a space also matches a hyphen or
 * an apostrophe. `word*` also matches longer words, `*word` also stands inside a word, which compounds need.
 */
export const LexiconSchema = z.strictObject({
  /** Words that name a kind of data (ids of the taxonomy). */
  data: z.partialRecord(z.enum(DATA_TYPES), Terms),
  /** Words that by themselves tell what happened. */
  topics: z.partialRecord(z.enum(TOPICS), Terms),
  cues: z.partialRecord(z.enum(CUES), Terms),
  ideas: z.partialRecord(z.enum(IDEAS), Terms).default({}),
  /** Phrases in which the words inside them mean something else; what they cover is not read any further. */
  cancel: Terms,
  /** Words before, or after, which say that the data named beside them were spared. */
  negation: z.strictObject({ before: Terms, after: Terms }),
  /** Number words and their factor. */
  numbers: z.record(text, z.number().positive()),
})

/**
 * What the words right before or after a name make of it: `blamed` is whom the story is about; `source` tells it,
 * `compared` and `past` are other cases, `related` owns, carries or supplies, `authority` judges or complains.
 */
export const ROLES = ['blamed', 'source', 'compared', 'past', 'related', 'authority'] as const
export type Role = (typeof ROLES)[number]

const Sides = z.strictObject({ before: Terms, after: Terms })

/** The roles of one language, in terms as {@link LexiconSchema} writes them. */
export const RolesSchema = z.strictObject({
  blamed: Sides,
  source: Sides,
  compared: Sides,
  past: Sides,
  related: Sides,
  authority: Sides,
})

export type Roles = z.infer<typeof RolesSchema>
export type Alias = z.infer<typeof AliasSchema>
export type Company = z.infer<typeof CompanySchema>
export type Regulator = z.infer<typeof RegulatorSchema>
export type Law = z.infer<typeof LawSchema>
export type LanguageInfo = z.infer<typeof LanguageSchema>
export type Currencies = z.infer<typeof CurrenciesSchema>
export type Lexicon = z.infer<typeof LexiconSchema>
