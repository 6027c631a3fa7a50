import { INTL_TAGS } from '../i18n/index.ts'
import { INTERFACE_LANGUAGES, type Weekday } from '../types/index.ts'
import { wrongInputView } from '../views/index.ts'
import { nameKey } from './match.ts'
import { type CommandContext, type Option, WrongInput } from './types.ts'

/** `08:30`, `8:30`, `8h30`, `8.30`, `8 am`, `20h`, `8時30分` → `HH:MM`; null for anything else. */
export function parseTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:\s*[:.h時]\s*(\d{2})?\s*分?)?\s*(am|pm)?$/i.exec(typed.trim().normalize('NFKC'))
  if (match === null) return null
  const [, hours = '', minutes = '00', half] = match
  const hour = Number(hours)
  const afternoon = half?.toLowerCase() === 'pm'
  if (half !== undefined && (hour < 1 || hour > 12)) return null
  const exact = half === undefined ? hour : (hour % 12) + (afternoon ? 12 : 0)
  if (exact > 23 || Number(minutes) > 59) return null
  return `${String(exact).padStart(2, '0')}:${minutes}`
}

export const timeOption: Option<string> = {
  type: 'string',
  description: 'option.time',
  required: false,
  complete: async (typed) =>
    ['07:00', '08:00', '08:30', '09:00', '12:00', '17:00', '18:00']
      .filter((time) => time.includes(typed.trim()))
      .map((time) => ({ label: time, value: time })),
  read: (typed, context) => {
    const time = parseTime(typed)
    if (time === null) throw new WrongInput(wrongInputView('wrong.time', { typed }, context))
    return time
  },
}

export const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5]
const WEEKEND: readonly Weekday[] = [6, 7]

const GROUPS: ReadonlyMap<string, readonly Weekday[]> = new Map([
  ...[
    'daily',
    'everyday',
    'all',
    'quotidien',
    'taglich',
    'dagelijks',
    'diario',
    'giornaliero',
    'codziennie',
    '毎日',
  ].map((word) => [word, EVERY_DAY] as const),
  ...['weekdays', 'weekday', 'workdays', 'werktags', 'werkdagen', 'laborables', 'feriali', '平日'].map(
    (word) => [word, WEEKDAYS] as const,
  ),
  ...['weekend', 'weekends'].map((word) => [word, WEEKEND] as const),
])

/** The names of the days in every language of the interface, long and short. */
const DAY_NAMES: ReadonlyMap<string, Weekday> = new Map(
  EVERY_DAY.flatMap((day) =>
    INTERFACE_LANGUAGES.flatMap((locale) =>
      (['long', 'short'] as const).map((weekday) => {
        const format = new Intl.DateTimeFormat(INTL_TAGS[locale], { weekday, timeZone: 'UTC' })
        // 1 January 2024 was a Monday.
        return [nameKey(format.format(new Date(Date.UTC(2024, 0, day)))), day] as const
      }),
    ),
  ),
)

/** `weekdays`, `daily`, `mon,wed`, `mon-fri`, `lundi et jeudi`; null where a word is no day. Sorted, each once. */
export function parseDays(typed: string): Weekday[] | null {
  const days = new Set<Weekday>()
  const words = typed
    .split(/[\s,;、+&]+|(?<=\p{L})[-–](?=\p{L})/u)
    .filter((word) => word !== '' && !/^(and|et|und|en|y|e|i)$/i.test(word))
  const isRange = /\p{L}[-–]\p{L}/u.test(typed) && words.length === 2
  for (const word of words) {
    const group = GROUPS.get(nameKey(word))
    const day = DAY_NAMES.get(nameKey(word))
    if (group === undefined && day === undefined) return null
    for (const one of group ?? []) days.add(one)
    if (day !== undefined) days.add(day)
  }
  const sorted = [...days].sort((a, b) => a - b)
  const [first, last] = sorted
  if (isRange && first !== undefined && last !== undefined)
    return EVERY_DAY.filter((day) => day >= first && day <= last)
  return sorted.length === 0 ? null : sorted
}

export const daysOption: Option<Weekday[]> = {
  type: 'string',
  description: 'option.days',
  required: false,
  complete: async (typed, { t }) =>
    [
      { value: 'weekdays', label: t.text('days.weekdays') },
      { value: 'daily', label: t.text('days.daily') },
      { value: 'mon', label: t.weekday(1, 'long') },
      { value: 'fri', label: t.weekday(5, 'long') },
    ].filter(({ value, label }) => value.startsWith(typed.trim()) || nameKey(label).startsWith(nameKey(typed))),
  read: (typed, context: CommandContext) => {
    const days = parseDays(typed)
    if (days === null) throw new WrongInput(wrongInputView('wrong.days', { typed }, context))
    return days
  },
}
