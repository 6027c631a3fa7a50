import { z } from 'zod'
import { FEED_KINDS, type FeedSource } from '../types/index.ts'
import { ConfigError, type ConfigProblem } from './errors.ts'
import { problemsOf } from './problems.ts'

const httpUrl = z.url({ protocol: /^https?$/, error: 'an absolute http or https address' })

const feedSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
      .meta({ description: 'Stable and unique: what the database knows the feed by.' }),
    title: z.string().min(1, 'the name readers know the outlet by').max(120),
    url: httpUrl.meta({ description: 'Address of the feed itself.' }),
    homepage: httpUrl.nullish(),
    language: z
      .string()
      .regex(/^([a-z]{2}|mul)$/, 'an ISO 639-1 code such as "fr", or "mul" for several languages')
      .meta({ description: 'A hint for the language detector, not a promise.' }),
    country: z.string().regex(/^([A-Z]{2}|INT)$/, 'an ISO 3166-1 code such as "FR", or "EU" or "INT"'),
    kind: z.enum(FEED_KINDS),
    interval: z
      .number()
      .int('a whole number of minutes')
      .min(5, 'at least 5 minutes')
      .max(10_080, 'at most a week (10080 minutes)')
      .optional()
      .meta({ description: 'Minutes between two polls. Without it Vigie follows how often the feed publishes.' }),
    disabled: z.boolean().optional().meta({ description: 'Kept in the list, but not polled.' }),
  })
  .meta({ id: 'feed' })

const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  feeds: z.array(feedSchema).min(1, 'at least one feed'),
})

/** JSON Schema of feeds.json, for editors; `feeds.schema.json` is this, written out. */
export function feedsJsonSchema(): unknown {
  return { ...z.toJSONSchema(fileSchema, { io: 'input' }), title: 'Sources that Vigie pulls' }
}

/**
 * Reads the text of a feeds.json.
 *
 * @throws ConfigError with every mistake: syntax, unknown keys, wrong values, ids or addresses that stand twice
 */
export function parseSources(text: string, file: string): FeedSource[] {
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch (error) {
    throw new ConfigError([
      {
        where: file,
        key: '',
        found: error instanceof Error ? error.message : String(error),
        expected: 'a JSON document',
      },
    ])
  }
  const parsed = fileSchema.safeParse(input)
  if (!parsed.success) throw new ConfigError(problemsOf(parsed.error, file, input, feedLabel(input)))
  const problems = [...duplicates(parsed.data.feeds, 'id', file), ...duplicates(parsed.data.feeds, 'url', file)]
  if (problems.length > 0) throw new ConfigError(problems)
  return parsed.data.feeds.map(({ interval, homepage, disabled, ...feed }) => ({
    ...feed,
    homepage: homepage ?? null,
    intervalMinutes: interval ?? null,
    disabled: disabled ?? false,
  }))
}

/** A list index means little to a person: the feed's id is told beside it. */
const feedLabel = (input: unknown) => (path: readonly PropertyKey[]) => {
  const [list, index] = path
  if (list !== 'feeds' || typeof index !== 'number') return ''
  const id = z.object({ feeds: z.array(z.unknown()) }).safeParse(input).data?.feeds[index]
  const named = z.object({ id: z.string() }).safeParse(id)
  return named.success ? ` (feed "${named.data.id}")` : ''
}

function duplicates(
  feeds: readonly { readonly id: string; readonly url: string }[],
  key: 'id' | 'url',
  file: string,
): ConfigProblem[] {
  const first = new Map<string, number>()
  return feeds.flatMap((feed, index) => {
    const before = first.get(feed[key])
    if (before === undefined) {
      first.set(feed[key], index)
      return []
    }
    return [
      {
        where: file,
        key: `feeds[${index}].${key}`,
        found: JSON.stringify(feed[key]),
        expected: `a value that no other feed has (feeds[${before}] has it)`,
      },
    ]
  })
}
