import pc from 'picocolors'

/** How a terminal is written to. */
export interface TerminalStyle {
  /** Columns. */
  readonly width: number
  /** ANSI colour and weight, as a second signal only: the text says the same without. */
  readonly color: boolean
  /** `osc8`: clickable text; `bare`: the URL is written out; `none`: no URL. */
  readonly links: 'osc8' | 'bare' | 'none'
}

/** 80 columns, no colour, no links: what a pipe gets. */
export const PLAIN_STYLE: TerminalStyle = { width: 80, color: false, links: 'none' }

const MOST_COLUMNS = 100
const FEWEST_COLUMNS = 32

interface Output {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/**
 * Reads from the stream and the environment what the terminal can do. Colour follows NO_COLOR (no-color.org), FORCE_COLOR and
 * TERM=dumb; a pipe gets none. Lines longer than 100 columns are hard to read, so wider terminals don't get wider text.
 */
export function terminalStyle(
  output: Output,
  env: Readonly<Record<string, string | undefined>>,
  bareLinks = false,
): TerminalStyle {
  const terminal = output.isTTY === true && env.TERM !== 'dumb'
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0'
  return {
    width: Math.max(FEWEST_COLUMNS, Math.min(output.columns ?? PLAIN_STYLE.width, MOST_COLUMNS)),
    color: !env.NO_COLOR && (terminal || forced),
    links: bareLinks ? 'bare' : terminal && knowsLinks(env) ? 'osc8' : 'none',
  }
}

/** Terminals known to draw OSC 8 links; the others may show the escape sequence's remains. */
function knowsLinks(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.CI !== undefined) return false
  const { TERM, TERM_PROGRAM, VTE_VERSION, WT_SESSION, KONSOLE_VERSION, DOMTERM } = env
  return (
    ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'rio', 'zed', 'Tabby'].includes(TERM_PROGRAM ?? '') ||
    /^(?:xterm-kitty|xterm-ghostty|alacritty|foot|contour|wezterm)/.test(TERM ?? '') ||
    Number(VTE_VERSION ?? 0) >= 5000 ||
    Number(KONSOLE_VERSION ?? 0) >= 201200 ||
    WT_SESSION !== undefined ||
    DOMTERM !== undefined
  )
}

export type Colors = ReturnType<typeof pc.createColors>
export const colorsOf = ({ color }: TerminalStyle): Colors => pc.createColors(color)

/** OSC 8 with ST as terminator. The URL must be a checked one: it carries no control character. */
export const hyperlink = (text: string, url: string): string => `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`
