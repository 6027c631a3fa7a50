/** Chat windows are light or dark; a picture brings a background of its own, so that it can be read in either. */
export const CHART_THEMES = ['light', 'dark'] as const
export type ChartTheme = (typeof CHART_THEMES)[number]

export interface Palette {
  readonly card: string
  readonly border: string
  /** At least 4.5:1 on the card, as WCAG 2.2 asks of text (1.4.3). */
  readonly text: string
  readonly muted: string
  /** Lines that only help the eye. */
  readonly grid: string
  /** At least 3:1 on the card, as WCAG 2.2 asks of marks (1.4.11); series differ in brightness too, and in shape or pattern. */
  readonly series: readonly [string, string, string, string]
}

export const PALETTES: Readonly<Record<ChartTheme, Palette>> = {
  light: {
    card: '#ffffff',
    border: '#c9d1d9',
    text: '#1f2328',
    muted: '#57606a',
    grid: '#e3e7eb',
    series: ['#1f5fd0', '#b4540a', '#1a7f4b', '#8250c8'],
  },
  dark: {
    card: '#1e2126',
    border: '#454b54',
    text: '#eceff3',
    muted: '#b3bac4',
    grid: '#363b43',
    series: ['#6cb0ff', '#ffb066', '#5fd39a', '#cba6ff'],
  },
}
