// Discord on loopback, to use by hand: node test/standins/discord/run.mjs [port]
// It prints the variables to start Vigie with, then every message as JSON, and takes commands line by line.
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const file = fileURLToPath(new URL('./standin.ts', import.meta.url))
const { module } = await runnerImport(file)
const { startDiscord, textOf, CHANNEL_ID, MANAGER } = module

const discord = await startDiscord({ port: Number(process.argv[2] ?? 0) })
console.error(`Discord stands in at ${discord.apiUrl}. Start Vigie with
  DISCORD_TOKEN=${discord.token} VIGIE_DISCORD_API_URL=${discord.apiUrl} npm start
Then type commands here: company name=netflix · subscribe time=08:30 · exit. Channel: ${CHANNEL_ID}`)

let shown = 0
let refused = 0
setInterval(() => {
  for (const message of discord.posted().slice(shown)) {
    shown += 1
    console.log(JSON.stringify({ posted: message }))
    console.error(`\n--- posted ---\n${textOf(message)}\n`)
  }
  for (const violation of discord.violations.slice(refused)) {
    refused += 1
    console.log(JSON.stringify({ refused: violation }))
  }
}, 200).unref()

/** `feeds add url=https://…`: words without `=` name the command, the others are its options. */
function read(line) {
  const words = line.match(/\S+=(?:"[^"]*"|\S*)|\S+/g) ?? []
  const path = words.filter((word) => !word.includes('=')).join(' ')
  const options = words
    .filter((word) => word.includes('='))
    .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1).replace(/^"|"$/g, '')])
  return { path, options: Object.fromEntries(options) }
}

const lines = createInterface({ input: process.stdin })
for await (const line of lines) {
  if (line.trim() === 'exit') {
    await discord.stop()
    process.exit(0)
  }
  if (line.trim() === '') continue
  try {
    const { path, options } = read(line)
    const answer = await discord.command(path, options, { as: MANAGER })
    console.log(JSON.stringify({ command: line, answer }))
    if (answer.message)
      console.error(`\n--- answer${answer.ephemeral ? ' (private)' : ''} ---\n${textOf(answer.message)}\n`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}
// When nobody types any more it keeps serving until it is stopped.
