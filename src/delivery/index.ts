export * from './dispatcher.ts'
export * from './messenger.ts'
export { MAX_AGE_HOURS, MAX_ATTEMPTS, retryDelay } from './retry.ts'
