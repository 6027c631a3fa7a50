import { describe, expect, it } from 'vitest'
import { bestMatches, nameKey } from '../../src/commands/match.ts'

const items = [
  ['netflix', 'Netflix', 14],
  ['netease', 'NetEase', 2],
  ['netlog', 'Netlog', 0],
  ['internet-archive', 'Internet Archive', 3],
  ['next', 'NEXT', 1],
  ['meta', 'Meta', 40],
].map(([id, label, weight]) => ({
  id: String(id),
  label: String(label),
  keys: [nameKey(String(label))],
  weight: Number(weight),
}))

const guesses = (typed: string) => bestMatches(typed, items, 10).map(({ item }) => item.id)

describe('the best matches', () => {
  it('begin as typed, the ones with more stories first; then come those that hold it', () => {
    expect(guesses('net')).toEqual(['netflix', 'netease', 'netlog', 'internet-archive'])
    expect(guesses('')).toEqual(['meta', 'netflix', 'internet-archive', 'netease', 'next', 'netlog'])
  })

  it('forgive case, accents, spaces, a wrong letter and two that changed places', () => {
    expect(guesses('NÉT FLIX')[0]).toBe('netflix')
    expect(guesses('netflux')[0]).toBe('netflix')
    expect(guesses('nteflix')[0]).toBe('netflix')
    expect(guesses('internet archve')[0]).toBe('internet-archive')
  })

  it('say whether a guess is certain', () => {
    expect(bestMatches('meta', items, 1)[0]).toMatchObject({ exact: true, fuzzy: false })
    expect(bestMatches('netf', items, 1)[0]).toMatchObject({ exact: false, fuzzy: false })
    expect(bestMatches('netflx', items, 1)[0]).toMatchObject({ exact: false, fuzzy: true })
  })

  it('are none for what resembles nothing', () => {
    expect(guesses('xyz')).toEqual([])
    expect(guesses('zz')).toEqual([])
  })
})
