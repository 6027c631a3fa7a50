/** Hits and mistakes by name, printed as precision, recall and F1. */
export class Tally {
  private readonly lines = new Map<string, { hit: number; extra: number; missed: number }>()

  count(name: string, wanted: boolean, said: boolean): void {
    const line = this.lines.get(name) ?? { hit: 0, extra: 0, missed: 0 }
    if (wanted && said) line.hit++
    else if (said) line.extra++
    else if (wanted) line.missed++
    this.lines.set(name, line)
  }

  print(): void {
    const percent = (part: number, whole: number) => ((100 * part) / whole || 0).toFixed(1).padStart(5)
    for (const [name, { hit, extra, missed }] of [...this.lines].sort((a, b) => (a[0] < b[0] ? -1 : 1)))
      console.log(
        `${name.padEnd(34)} F1 ${percent(2 * hit, 2 * hit + extra + missed)}  precision ${percent(hit, hit + extra)}  recall ${percent(hit, hit + missed)}  n=${hit + missed}`,
      )
  }
}
