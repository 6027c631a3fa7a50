import { z } from 'zod'
import { isTimeZone } from '../i18n/index.ts'
import type { Store } from '../store/store.ts'
import { type ChannelRef, INTERFACE_LANGUAGES } from '../types/index.ts'

/** What admins set for their whole workspace. Absent means: as each reader's own client tells. */
const settingsSchema = z.object({
  /** Where its readers live, for "what can I do": ISO 3166-1 alpha-2. */
  country: z.string().length(2).nullable().default(null),
  /** The zone that digests and dates are in unless a subscription says otherwise. */
  timeZone: z.string().refine(isTimeZone).nullable().default(null),
  /** The language of digests unless a subscription says otherwise. */
  locale: z.enum(INTERFACE_LANGUAGES).nullable().default(null),
})

export type WorkspaceSettings = z.infer<typeof settingsSchema>

const NONE: WorkspaceSettings = { country: null, timeZone: null, locale: null }

/** Settings that were stored by another version and can't be read any more count as not set. */
export async function readSettings(store: Store, { platform, workspaceId }: ChannelRef): Promise<WorkspaceSettings> {
  const stored = await store.workspaces.settings({ platform, workspaceId })
  return settingsSchema.safeParse(stored).data ?? NONE
}

export const saveSettings = (
  store: Store,
  { platform, workspaceId }: ChannelRef,
  settings: WorkspaceSettings,
  now: Date,
): Promise<void> => store.workspaces.saveSettings({ platform, workspaceId }, settings, now)
