import type { MessageId } from '../i18n/index.ts'
import type { QueryProblem } from '../store/index.ts'
import { isDataType, isTopic, LANGUAGES, type View } from '../types/index.ts'
import { didYouMeanView } from '../views/index.ts'
import type { CommandContext } from './types.ts'

const SAID: Readonly<Record<string, MessageId>> = {
  company: 'wrong.no-company',
  data: 'wrong.no-data',
  topic: 'wrong.no-topic',
  since: 'wrong.since',
  until: 'wrong.since',
  lang: 'wrong.language',
}

/** A filter of a search that could not be applied: what was wrong with it, and the search with the nearest one in its place. */
export function searchProblemView(
  { field, value, suggestions }: QueryProblem,
  query: string,
  context: CommandContext,
): View {
  const { t, call } = context
  const said = t.text(SAID[field] ?? 'wrong.no-filter', { typed: value, codes: LANGUAGES.join(', ') })
  const guesses = suggestions.map((suggestion) => ({
    label: isDataType(suggestion) ? t.dataType(suggestion) : isTopic(suggestion) ? t.topic(suggestion) : suggestion,
    call: { name: call.name, options: { ...call.options, query: query.replace(value, suggestion) } },
  }))
  return didYouMeanView(said, guesses, context)
}
