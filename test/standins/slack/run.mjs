// Slack on loopback, to use by hand: node test/standins/slack/run.mjs [port]
// It prints the variables to start Vigie with, then every message as JSON, and takes commands line by line.
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const file = fileURLToPath(new URL('./standin.ts', import.meta.url))
const { module } = await runnerImport(file)
const { startSlack, textOf, CHANNEL_ID, MANAGER } = module

// With the address of the app's receiver, HTTP mode: node test/standins/slack/run.mjs 4102 http://127.0.0.1:3000/slack/events
const [port = '0', requestUrl] = process.argv.slice(2)
const slack = await startSlack({ port: Number(port), ...(requestUrl === undefined ? {} : { requestUrl }) })
const tokens =
  requestUrl === undefined ? `SLACK_APP_TOKEN=${slack.appToken}` : `SLACK_SIGNING_SECRET=${slack.signingSecret}`
console.error(`Slack stands in at ${slack.apiUrl}. Start Vigie with
  SLACK_BOT_TOKEN=${slack.botToken} ${tokens} VIGIE_SLACK_API_URL=${slack.apiUrl} npm start
Then type commands here as after /privacy: company netflix since:30d · exit. Channel: ${CHANNEL_ID}`)

let shown = 0
let refused = 0
setInterval(() => {
  for (const message of slack.posted().slice(shown)) {
    shown += 1
    console.log(JSON.stringify({ posted: message }))
    console.error(`\n--- posted ---\n${textOf(message)}\n`)
  }
  for (const violation of slack.violations.slice(refused)) {
    refused += 1
    console.log(JSON.stringify({ refused: violation }))
  }
}, 200).unref()

const lines = createInterface({ input: process.stdin })
for await (const line of lines) {
  if (line.trim() === 'exit') {
    await slack.stop()
    process.exit(0)
  }
  if (line.trim() === '') continue
  try {
    const answer = await slack.command(line, { as: MANAGER })
    console.log(JSON.stringify({ command: line, answer }))
    if (answer.message)
      console.error(`\n--- answer${answer.message.ephemeral ? ' (private)' : ''} ---\n${textOf(answer.message)}\n`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}
// When nobody types any more it keeps serving until it is stopped.
