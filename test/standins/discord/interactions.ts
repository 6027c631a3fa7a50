import { z } from 'zod'
import type { Reply, UploadedFile } from '../http.ts'
import { attach, checkAttachments } from './attachments.ts'
import { error } from './rest.ts'
import { checkMessage, checkModal, checkShape, isEphemeral, isJson, type Shape, type Violation } from './rules.ts'
import { type Message, messageOf, snowflake } from './world.ts'

export interface Modal {
  readonly custom_id: string
  readonly title: string
  readonly components: readonly unknown[]
}

/** What a person sees after using a command or a component. */
export interface Answer {
  readonly kind: 'message' | 'update' | 'modal' | 'completion'
  readonly ephemeral: boolean
  /** Told to wait before the answer came. */
  readonly deferred: boolean
  readonly message: Message | null
  readonly modal: Modal | null
  readonly choices: readonly { name: string; value: string | number }[]
}

const callbackSchema = z.object({ type: z.number(), data: z.record(z.string(), z.unknown()).nullish() })

/** Limits of an interaction. @see https://docs.discord.com/developers/interactions/receiving-and-responding */
const FIRST_RESPONSE_MS = 3_000
const TOKEN_MS = 15 * 60_000

/** One interaction: its first response within 3 s and once, then edits and follow-ups for 15 minutes. */
export class Exchange {
  readonly id = snowflake()
  readonly token = `interaction-token-${this.id}`
  readonly answer: Promise<Answer>
  readonly followUps: Message[] = []
  message: Message | null = null
  readonly #now: () => number
  readonly #startedAt: number
  readonly #channelId: string
  readonly #target: Message | null
  readonly #uploads: Map<string, Buffer>
  readonly #report: (violations: readonly Violation[], body: unknown) => void
  #settle: (answer: Answer) => void = () => {}
  #acknowledged = false
  #deferred = false
  #ephemeral = false
  #updates = false

  constructor(options: {
    now: () => number
    channelId: string
    /** The message whose component was used. */
    target: Message | null
    /** The bytes of attachments, by their ids. */
    uploads: Map<string, Buffer>
    report: (violations: readonly Violation[], body: unknown) => void
  }) {
    this.#now = options.now
    this.#startedAt = options.now()
    this.#channelId = options.channelId
    this.#target = options.target
    this.#uploads = options.uploads
    this.#report = options.report
    this.answer = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  respond(body: unknown, files: readonly UploadedFile[]): Reply {
    if (this.#acknowledged) return error(400, 40060, 'Interaction has already been acknowledged.')
    if (this.#now() - this.#startedAt > FIRST_RESPONSE_MS) return error(404, 10062, 'Unknown interaction')
    const callback = callbackSchema.safeParse(body)
    if (!callback.success) return error(400, 50035, 'Invalid Form Body')
    const { type, data } = callback.data
    const shape = SHAPES[type]
    if (shape === undefined) return error(400, 50035, 'Invalid Form Body')
    const violations = [
      ...checkShape(shape, body),
      ...(type === 4 || type === 7 ? checkMessage(data ?? {}, type === 7 ? (this.#target?.flags ?? 0) : 0) : []),
      ...(type === 4 || type === 7 ? checkAttachments(data ?? {}, files, type === 7 ? this.#target : null) : []),
      ...(type === 9 ? checkModal(data ?? {}) : []),
    ]
    if (violations.length > 0) return this.#refuse(violations, body)
    this.#acknowledged = true
    switch (type) {
      case 4:
        this.message = this.#store(data ?? {}, files)
        this.#ephemeral = isEphemeral(data ?? {})
        this.#done('message')
        break
      case 5:
        this.#deferred = true
        this.#ephemeral = isEphemeral(data ?? {})
        break
      case 6:
        this.#deferred = true
        this.#updates = true
        break
      case 7:
        if (this.#target) {
          const attachments = attach(data ?? {}, files, this.#target, this.#uploads)
          // A private message stays private, whatever flags an update sets.
          const flags = Number(data?.flags ?? 0) | (this.#target.flags & 64)
          this.message = Object.assign(this.#target, data, { attachments, flags })
        }
        this.#updates = true
        this.#done('update')
        break
      case 8:
        this.#settle({ ...this.#base('completion'), choices: choicesOf(data) })
        break
      case 9:
        this.#settle({ ...this.#base('modal'), modal: modalSchema.parse(data) })
    }
    return { status: 204 }
  }

  edit(body: unknown, files: readonly UploadedFile[]): Reply {
    const refused = this.#webhookProblem()
    if (refused) return refused
    if (!isJson(body)) return error(400, 50035, 'Invalid Form Body')
    const previous = this.#updates ? this.#target : this.message
    const flags = Number(previous?.flags ?? 0)
    const violations = [
      ...checkShape('edit', body),
      ...checkMessage(body, flags),
      ...checkAttachments(body, files, previous),
    ]
    if (violations.length > 0) return this.#refuse(violations, body)
    const merged = { ...body, flags: flags | Number(body.flags ?? 0) | (this.#ephemeral ? 64 : 0) }
    const attachments = attach(body, files, previous, this.#uploads)
    this.message = previous ? Object.assign(previous, merged, { attachments }) : this.#store(merged, files)
    this.#done(this.#updates ? 'update' : 'message')
    return { status: 200, body: this.message }
  }

  followUp(body: unknown, files: readonly UploadedFile[]): Reply {
    const refused = this.#webhookProblem()
    if (refused) return refused
    if (!isJson(body)) return error(400, 50035, 'Invalid Form Body')
    const violations = [...checkShape('followUp', body), ...checkMessage(body), ...checkAttachments(body, files, null)]
    if (violations.length > 0) return this.#refuse(violations, body)
    const message = this.#store(body, files)
    this.followUps.push(message)
    return { status: 200, body: message }
  }

  #webhookProblem(): Reply | null {
    if (this.#now() - this.#startedAt > TOKEN_MS) return error(401, 50027, 'Invalid Webhook Token')
    if (!this.#acknowledged) return error(404, 10015, 'Unknown Webhook')
    return null
  }

  #refuse(violations: readonly Violation[], body: unknown): Reply {
    this.#report(violations, body)
    return error(400, 50035, 'Invalid Form Body', violations)
  }

  #store(body: Record<string, unknown>, files: readonly UploadedFile[]): Message {
    const { allowed_mentions: _, ...kept } = body
    return messageOf(snowflake(), this.#channelId, kept, attach(body, files, null, this.#uploads))
  }

  #done(kind: 'message' | 'update'): void {
    this.#settle({ ...this.#base(kind), message: this.message })
  }

  #base(kind: Answer['kind']): Answer {
    return { kind, ephemeral: this.#ephemeral, deferred: this.#deferred, message: null, modal: null, choices: [] }
  }
}

const SHAPES: Readonly<Record<number, Shape>> = {
  4: 'reply',
  5: 'reply',
  6: 'update',
  7: 'update',
  8: 'completion',
  9: 'modal',
}

const modalSchema = z.object({ custom_id: z.string(), title: z.string(), components: z.array(z.unknown()) })

const choicesOf = (data: unknown) =>
  z.object({ choices: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })) }).parse(data)
    .choices
