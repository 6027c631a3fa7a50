import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * The way of one news item through the house, left to right. A stage may import from the stages left of it.
 * Whatever stands in one place (`[...]`) are siblings that know nothing of one another.
 */
const STAGES: readonly (string | readonly string[])[] = [
  'types',
  ['knowledge', 'i18n'],
  ['config', 'feeds', 'language'],
  'classify',
  'stories',
  'evaluate',
  'store',
  'digest',
  'views',
  'charts',
  'commands',
  'delivery',
  ['chat/discord', 'chat/slack', 'chat/web', 'chat/terminal'],
  'schedule',
  'samples',
]

/** Stages that are pure: what they answer depends on what they are given, and on nothing else. */
const PURE = ['types', 'language', 'classify', 'stories', 'views']

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const stageOf = (file: string) =>
  file
    .split('/')
    .slice(0, file.startsWith('chat/') && file.split('/').length > 2 ? 2 : 1)
    .join('/')
const rankOf = (stage: string) =>
  STAGES.findIndex((entry) => (typeof entry === 'string' ? entry === stage : entry.includes(stage)))

const imports = files.flatMap((file) => {
  const text = readFileSync(join('src', file), 'utf8')
  const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
  return targets.map((target) => ({
    file,
    target,
    inside: target.startsWith('.') ? relative('src', join('src', dirname(file), target)) : null,
  }))
})

/** Files that stand beside the stages: the composition roots, and what all chat platforms share. */
const isRoot = (file: string) => !file.includes('/') || file.startsWith('cli/')
const isShared = (file: string) => /^chat\/[^/]+\.ts$/.test(file)

describe('imports', () => {
  it('point to the left', () => {
    const wrong = imports.filter(({ file, inside }) => {
      if (inside === null || isRoot(file) || stageOf(file) === stageOf(inside)) return false
      if (isShared(inside)) return !file.startsWith('chat/')
      const from = isShared(file) ? rankOf('chat/web') : rankOf(stageOf(file))
      return isRoot(inside) || rankOf(stageOf(inside)) >= from
    })
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('know every stage: a new folder is given its place here', () => {
    const unknown = files.filter((file) => !isRoot(file) && !isShared(file) && rankOf(stageOf(file)) < 0)
    expect(unknown).toEqual([])
  })

  it('enter another stage by its front door', () => {
    const wrong = imports.filter(({ file, inside }) => {
      if (inside === null || isRoot(inside) || stageOf(file) === stageOf(inside)) return false
      const door = inside.slice(stageOf(inside).length + 1)
      return !isShared(inside) && door !== 'index.ts' && inside !== 'store/store.ts'
    })
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('of pure stages bring in no clock, network or database, and no file but their own data', () => {
    const forbidden =
      /^(node:(?!util$|buffer$|fs$|zlib$|crypto$)|undici|kysely|better-sqlite3(-napi)?$|pg$|node-cron|discord\.js|@slack\/)/
    const pure = imports.filter(({ file }) => PURE.includes(stageOf(file)))
    expect(
      pure.filter(({ target }) => forbidden.test(target)).map(({ file, target }) => `${file} imports ${target}`),
    ).toEqual([])
    const readers = pure.filter(({ target }) => target === 'node:fs').map(({ file }) => file)
    const calls = readers.flatMap((file) =>
      [...readFileSync(join('src', file), 'utf8').matchAll(/\b(?!gzip|gunzip)\w+Sync\(.*/g)].map(
        ([call]) => `${file}: ${call}`,
      ),
    )
    expect(
      calls.filter(
        (call) => !/: readFileSync\(new URL\(['`]\.(\.\/knowledge)?\/[^']*['`], import\.meta\.url\)/.test(call),
      ),
    ).toEqual([])
    const clocks = files.filter(
      (file) =>
        PURE.includes(stageOf(file)) &&
        /Date\.now\(|new Date\(\)|Math\.random\(|\bfetch\(/.test(readFileSync(join('src', file), 'utf8')),
    )
    expect(clocks).toEqual([])
  })

  it('of a chat library stay in its own folder', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        (target === 'discord.js' && !file.startsWith('chat/discord/')) ||
        (target.startsWith('@slack/') && !file.startsWith('chat/slack/')),
    )
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })
})
