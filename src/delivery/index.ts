export * from './dispatcher.ts'
export * from './messenger.ts'
export { MAX_AGE_HOURS, retryDelay } from './retry.ts'
