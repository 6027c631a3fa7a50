import { z } from 'zod'
import { PROFILE_VERSION, type StoryProfile } from '../stories/index.ts'

/** Dozens are read for every article, and only this code writes them: the version stands for their shape. */
const profileSchema = z.custom<StoryProfile>(
  (value) => typeof value === 'object' && value !== null && 'version' in value && value.version === PROFILE_VERSION,
)

/** Null for a profile that another version wrote: the story is left as it is, and nothing joins it any more. */
export function readProfile(json: string): StoryProfile | null {
  const profile = profileSchema.safeParse(JSON.parse(json))
  return profile.success ? profile.data : null
}
