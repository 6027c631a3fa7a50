import { performance } from 'node:perf_hooks'
import { chartPng } from '../src/charts/index.ts'
import type { Chart, InterfaceLanguage } from '../src/types/index.ts'

/**
 * How long a chart takes to become a picture, and how long it keeps the process from doing anything else: the first one, which
 * loads what drawing needs, and then many that no cache knows. Shall be at most 500 ms each. On a busy
 * machine the time on the processor, over all threads, tells more than the clock.
 */

const MONTHS = ['Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov']
const RUNS = 60

const values = (seed: number): number[] => MONTHS.map((_, index) => ((seed + 1) * (index + 3)) % (11 + (seed % 17)))

const KINDS: Readonly<Record<string, (seed: number) => readonly [Chart, InterfaceLanguage]>> = {
  months: (seed) => [
    chart({
      axis: 'time',
      labels: MONTHS.map((month) => `${month} 26`),
      series: [{ name: 'Netflix', values: values(seed) }],
    }),
    'en',
  ],
  compare: (seed) => [
    chart({
      type: 'line',
      axis: 'time',
      labels: MONTHS.map((month) => `${month} 26`),
      series: ['Netflix', 'Meta'].map((name, nth) => ({ name, values: values(seed + nth) })),
    }),
    'fr',
  ],
  trends: (seed) => [
    chart({
      labels: ['Meta', 'TikTok', 'Free', 'Clearview AI', 'Criteo', 'Google'],
      series: ['this period', 'the period before'].map((name, nth) => ({
        name,
        values: values(seed + nth).slice(0, 6),
      })),
    }),
    'de',
  ],
  Japanese: (seed) => [
    chart({
      axis: 'time',
      title: '月別のニュース数',
      labels: MONTHS.map((_, index) => `26年${index + 1}月`),
      series: [{ name: 'LINEヤフー', values: values(seed) }],
    }),
    'ja',
  ],
}

const chart = (parts: Pick<Chart, 'labels' | 'series'> & Partial<Chart>): Chart => ({
  kind: 'chart',
  type: 'bar',
  title: 'Stories by month',
  description: '',
  ...parts,
})

interface Timing {
  readonly ms: number
  readonly cpuMs: number
  /** The longest time within which nothing else was served. */
  readonly blockedMs: number
  readonly bytes: number
}

async function timed(work: () => Promise<Uint8Array>): Promise<Timing> {
  let last = performance.now()
  let blockedMs = 0
  let on = true
  const beat = (): void => {
    const now = performance.now()
    blockedMs = Math.max(blockedMs, now - last)
    last = now
    if (on) setTimeout(beat, 1)
  }
  setTimeout(beat, 1)
  const start = performance.now()
  const cpu = process.cpuUsage()
  const { length } = await work()
  const ms = performance.now() - start
  const used = process.cpuUsage(cpu)
  beat()
  on = false
  return { ms, cpuMs: (used.user + used.system) / 1000, blockedMs, bytes: length }
}

const draw = ([drawn, locale]: readonly [Chart, InterfaceLanguage]) =>
  timed(() => chartPng(drawn, { locale, theme: 'light' }))

const first = await draw(KINDS.months?.(1000) ?? [chart({ labels: [], series: [] }), 'en'])
const rounded = (ms: number): string => `${ms.toFixed(0)} ms`
console.log(
  `first of a process: ${rounded(first.ms)} (processor ${rounded(first.cpuMs)}), at one stretch ${rounded(first.blockedMs)}`,
)

for (const [kind, make] of Object.entries(KINDS)) {
  const runs: Timing[] = []
  for (let run = 0; run < RUNS; run += 1) runs.push(await draw(make(run)))
  const at = (key: keyof Timing, share: number): number => {
    const sorted = runs.map((run) => run[key]).sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  }
  const times = (key: keyof Timing): string => `p50 ${rounded(at(key, 0.5))}, p99 ${rounded(at(key, 0.99))}`
  console.log(
    `${kind}: ${times('ms')}; processor ${times('cpuMs')}; at one stretch ${times('blockedMs')}; up to ${at('bytes', 1)} bytes`,
  )
}
