import { createActionCodec } from '../src/chat/action.ts'
import { render as discord } from '../src/chat/discord/render.ts'
import { render as slack } from '../src/chat/slack/render.ts'
import type { StoryCard, View } from '../src/types/index.ts'

/** How long a view takes to draw for each chat platform: a digest message as it is, and one that doesn't fit. */

const card = (number: number): StoryCard => ({
  kind: 'story',
  id: `story-${number}`,
  number,
  gist: ['Netflix', 'fine €4.75M', 'viewing and listening, contact details'],
  remarks: [],
  headline: {
    text: 'AP legt Netflix boete van 4,75 miljoen op wegens onduidelijke privacyverklaring',
    url: `https://www.security.nl/posting/${number}/AP+legt+Netflix+boete+op`,
    language: 'nl',
  },
  byline: 'nl · Security.NL and 5 more (nl fr de en) · 3h ago',
  buttons: [{ label: 'Details', action: { call: { name: 'story', options: { id: `story-${number}` } } } }],
})

const digest = (stories: number): View => ({
  audience: 'channel',
  summary: 'Privacy digest',
  blocks: [
    { kind: 'heading', level: 1, text: 'Privacy digest · Wednesday 25 November' },
    ...Array.from({ length: stories }, (_, index) => card(index + 1)),
  ],
})

for (const [platform, render] of Object.entries({ discord, slack })) {
  for (const stories of [8, 200]) {
    const view = digest(stories)
    const actions = createActionCodec()
    const times: number[] = []
    for (let run = 0; run < 200; run++) {
      const start = performance.now()
      render(view, actions)
      times.push(performance.now() - start)
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2)
    console.log(`${platform}, ${stories} stories: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)
  }
}
