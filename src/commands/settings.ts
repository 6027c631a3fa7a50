import { noPermissionView, settingsView } from '../views/index.ts'
import { readersCountry } from './company.ts'
import { countryOption, interfaceLanguageOption, zoneOption } from './options.ts'
import { defineCommand, WrongInput } from './types.ts'
import { saveSettings } from './workspace.ts'

export const settings = defineCommand({
  name: 'settings',
  description: 'command.settings',
  options: { country: countryOption, zone: zoneOption, language: interfaceLanguageOption },
  example: '/privacy settings country:BE zone:Europe/Brussels',
  run: async ({ country, zone, language }, context) => {
    const { deps, caller, now, view } = context
    const changes = country !== undefined || zone !== undefined || language !== undefined
    if (changes && !caller.canManage) throw new WrongInput(noPermissionView(view))
    const next = {
      country: country ?? context.settings.country,
      timeZone: zone ?? context.settings.timeZone,
      locale: language ?? context.settings.locale,
    }
    if (changes) await saveSettings(deps.store, caller.channel, next, now)
    const guess = { country: readersCountry(context), timeZone: view.timeZone, locale: caller.locale }
    return settingsView({ settings: next, guess, saved: changes }, view)
  },
})
