import type { Logger } from '../types/index.ts'

/** A logger that never writes a secret, wherever in a message or a field it turns up. */
export function withoutSecrets(logger: Logger, secrets: readonly (string | undefined)[]): Logger {
  const known = secrets.filter((secret): secret is string => secret !== undefined && secret !== '')
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), value)
    if (value instanceof Date) return value
    if (value instanceof Error) return clean(describeError(value))
    if (Array.isArray(value)) return value.map(clean)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]))
  }
  const writer = (level: keyof Logger) => (fields: object, message: string) => {
    logger[level](Object(clean(fields)), String(clean(message)))
  }
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') }
}

/**
 * What of an error may be logged: not its URL (those of interactions and response URLs hold tokens), not the request body
 * (what people typed).
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  const described: Record<string, unknown> = { name: error.name, message: error.message }
  if ('code' in error) described.code = error.code
  if ('status' in error) described.status = error.status
  if (error.cause instanceof Error) described.cause = error.cause.message
  return described
}

/** A failure before anything was sent: the request can be made again without any doubt. */
export function neverSent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && NEVER_SENT.has(cause.code)) return true
    if (cause instanceof AggregateError && cause.errors.length > 0 && cause.errors.every(neverSent)) return true
    if ('original' in cause && neverSent(cause.original)) return true
  }
  return false
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
])
