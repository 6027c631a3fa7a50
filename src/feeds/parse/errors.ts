/** The body is no feed that can be read. The message says what it is instead, in plain words, for the admin. */
export class FeedParseError extends Error {
  override readonly name = 'FeedParseError'
}
