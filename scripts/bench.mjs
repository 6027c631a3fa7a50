// npm run bench [NAME…]: runs bench/NAME.ts one after the other, each in a process of its own; all of them without a name.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const all = readdirSync('bench')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${all.join(', ')}`)
  process.exit(2)
}
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n== ${name}`)
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', `bench/${name}.ts`], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
