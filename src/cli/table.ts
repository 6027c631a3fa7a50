import stringWidth from 'string-width'
import { plain } from '../views/index.ts'

export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string
  /** Columns of the terminal; null takes what is left of the line and more. */
  readonly width: number | null
  readonly right?: boolean
}

/** Rows in aligned columns, for people. Values from outside are made plain. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const line = (cells: readonly string[]) =>
    columns
      .map(({ width, right }, index) => cell(cells[index] ?? '', width, right === true))
      .join('  ')
      .trimEnd()
  return [
    line(columns.map(({ title }) => title)),
    ...rows.map((row) => line(columns.map(({ value }) => plain(value(row))))),
  ].join('\n')
}

function cell(text: string, width: number | null, right: boolean): string {
  if (width === null) return text
  const cut = stringWidth(text) <= width ? text : `${[...text].slice(0, width - 1).join('')}…`
  const padding = ' '.repeat(Math.max(0, width - stringWidth(cut)))
  return right ? padding + cut : cut + padding
}
