import type { CommandBook, CommandDefinition, Localised, OptionDefinition } from '../../src/commands/index.ts'
import type { Caller, CommandCall, View } from '../../src/types/index.ts'

/** A few commands with answers that the adapters' tests know beforehand, and a record of who called what. */
export interface ScriptedBook extends CommandBook {
  readonly calls: { call: CommandCall; caller: Caller }[]
  /** Answers by command name; missing ones say what was called. */
  readonly answers: Map<string, (call: CommandCall, caller: Caller) => View | Promise<View>>
}

const said = (en: string, fr: string): Localised => ({ en, fr, de: en, nl: en, es: en, it: en, pt: en, pl: en, ja: en })

const option = (name: string, more: Partial<OptionDefinition> = {}): OptionDefinition => ({
  name,
  type: 'string',
  description: said(`The ${name}`, `Option ${name}`),
  required: false,
  choices: null,
  autocomplete: false,
  ...more,
})

const definitions: CommandDefinition[] = [
  {
    name: 'latest',
    description: said('Latest stories', 'Dernières nouvelles'),
    permission: 'everyone',
    options: [option('since'), option('page', { type: 'integer' })],
  },
  {
    name: 'company',
    description: said('Stories about a company', 'Nouvelles d’une entreprise'),
    permission: 'everyone',
    options: [option('name', { required: true, autocomplete: true }), option('page', { type: 'integer' })],
  },
  {
    name: 'subscribe',
    description: said('Set up a digest', 'Régler un digest'),
    permission: 'manage',
    options: [option('time')],
  },
  {
    name: 'feeds add',
    description: said('Add a feed', 'Ajouter un flux'),
    permission: 'manage',
    options: [option('url', { required: true })],
  },
  { name: 'feeds list', description: said('List feeds', 'Lister les flux'), permission: 'everyone', options: [] },
  {
    name: 'settings',
    description: said('Settings', 'Réglages'),
    permission: 'everyone',
    options: [
      option('language', { choices: [{ value: 'fr', label: said('French', 'français') }] }),
      option('quiet', { type: 'boolean' }),
    ],
  },
]

export const view = (text: string, more: Partial<View> = {}): View => ({
  audience: 'private',
  summary: text,
  blocks: [{ kind: 'text', spans: [{ text }] }],
  ...more,
})

export function scriptedBook(): ScriptedBook {
  const calls: ScriptedBook['calls'] = []
  const answers: ScriptedBook['answers'] = new Map()
  return {
    calls,
    answers,
    definitions,
    async run(call, caller) {
      calls.push({ call, caller })
      const answer = answers.get(call.name)
      return answer ? answer(call, caller) : view(`${call.name} ${JSON.stringify(call.options)}`)
    },
    async complete(_call, optionName, typed) {
      return [
        { label: `${optionName} ${typed}: Netflix · 14 stories`, value: 'netflix' },
        { label: 'too long to be a value', value: 'x'.repeat(101) },
      ]
    },
    completeLine: async (text) => ({ start: text.length, completions: [] }),
    parse(text) {
      const [name = '', ...words] = text.trim().split(/\s+/)
      const options = words.map((word): [string, string] => {
        const [key = '', value] = word.split(':')
        return value === undefined ? ['name', key] : [key, value]
      })
      return { name: name || 'help', options: Object.fromEntries(options) }
    },
  }
}
