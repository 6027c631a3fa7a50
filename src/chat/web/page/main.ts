import type { CommandCall } from '../../../types/index.ts'
import type { AskRequest, ChannelId, WebMessage } from '../protocol.ts'
import { ask, complete, loadChat, timeZone } from './api.ts'
import { part } from './dom.ts'
import { startLog } from './log.ts'
import { startPreferences } from './preferences.ts'
import { startPrompt } from './prompt.ts'
import { listen } from './stream.ts'
import { setWords, word } from './words.ts'

/** A wait longer than this is told. */
const PATIENCE_MS = 400
const RETRY_MS = 2_000

startPreferences()
const trouble = part('trouble', HTMLParagraphElement)
const log = startLog({ use, type: send })
const prompt = startPrompt({
  send,
  suggest: (text) => complete({ channel: log.channel(), timeZone: timeZone(), text }),
})

function send(text: string): void {
  void tell({ channel: log.channel(), timeZone: timeZone(), text }, false)
}

function use(call: CommandCall, replaces: WebMessage | null): void {
  const channel: ChannelId = log.channel()
  void tell({ channel, timeZone: timeZone(), call, replaces: replaces?.id ?? null }, true)
}

/** @param follow moves the focus to the answer: what was used may be far from it */
async function tell(request: AskRequest, follow: boolean): Promise<void> {
  const waiting = window.setTimeout(() => say(word('waiting')), PATIENCE_MS)
  try {
    const message = await ask(request)
    say('')
    log.show(message, { mine: true, follow })
  } catch {
    say(word('failed'))
    if ('text' in request) prompt.type(request.text)
  } finally {
    window.clearTimeout(waiting)
  }
}

function say(text: string): void {
  trouble.textContent = text
}

async function load(): Promise<string> {
  const chat = await loadChat()
  setWords(chat.words)
  log.fill(chat.messages)
  return chat.lastEventId
}

/** The server may be starting again just now. */
async function loadAtLast(): Promise<string> {
  for (;;) {
    try {
      const lastEventId = await load()
      say('')
      return lastEventId
    } catch {
      say(trouble.dataset.lost ?? '')
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

const after = await loadAtLast()
// On a phone that would bring the keyboard up before anything is read.
if (!window.matchMedia('(pointer: coarse)').matches) prompt.focus()
listen(after, {
  message: (message) => log.show(message, { mine: false, follow: false }),
  reset: () => void loadAtLast(),
  connected: (is) => say(is ? '' : word('lost')),
})
