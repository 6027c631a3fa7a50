import type { Chart } from '../../src/types/index.ts'

/** Charts as the commands make them. */
export const months = (changes: Partial<Chart> = {}): Chart => ({
  kind: 'chart',
  type: 'bar',
  axis: 'time',
  title: 'Stories by month',
  description: 'Netflix: 36 stories in 13 months; most in March 2026 (12).',
  labels: 'Nov 25,Dec 25,Jan 26,Feb 26,Mar 26,Apr 26,May 26,Jun 26,Jul 26,Aug 26,Sept 26,Oct 26,Nov 26'.split(','),
  series: [{ name: 'Netflix', values: [1, 2, 0, 4, 12, 3, 1, 1, 0, 2, 5, 3, 2] }],
  ...changes,
})

export const compared = (changes: Partial<Chart> = {}): Chart =>
  months({
    type: 'line',
    description: 'Netflix 36, Clearview AI 17.',
    series: [
      { name: 'Netflix', values: [1, 2, 0, 4, 12, 3, 1, 1, 0, 2, 5, 3, 2] },
      { name: 'Clearview AI', values: [0, 1, 1, 2, 3, 3, 0, 1, 2, 0, 1, 1, 2] },
    ],
    ...changes,
  })

export const fined = (changes: Partial<Chart> = {}): Chart => ({
  kind: 'chart',
  type: 'bar',
  axis: 'names',
  title: 'Fines by company',
  description: 'Fines by company: Meta 9, TikTok 5, Clearview AI 4, Criteo 1',
  labels: ['Meta', 'TikTok', 'Clearview AI', 'Criteo'],
  series: [{ name: 'Fines by company', values: [9, 5, 4, 1] }],
  ...changes,
})

export const rising = (changes: Partial<Chart> = {}): Chart => ({
  kind: 'chart',
  type: 'bar',
  axis: 'names',
  title: 'Companies',
  description: 'Stories now and in the period before: Meta 14 (6), TikTok 9 (11), Free 7 (0).',
  labels: ['Meta', 'TikTok', 'Free', 'Commission nationale de l’informatique et des libertés'],
  series: [
    { name: 'since 26 Oct', values: [14, 9, 7, 2] },
    { name: 'the 30 days before', values: [6, 11, 0, 2] },
  ],
  ...changes,
})

export const japanese = (): Chart =>
  months({
    title: '月ごとの記事数',
    description: 'LINEヤフー：13か月で36件。最多は2026年3月（12件）。',
    labels:
      '25年11月,25年12月,26年1月,26年2月,26年3月,26年4月,26年5月,26年6月,26年7月,26年8月,26年9月,26年10月,26年11月'.split(
        ',',
      ),
    series: [{ name: 'LINEヤフー', values: [1, 2, 0, 4, 12, 3, 1, 1, 0, 2, 5, 3, 2] }],
  })
