export { BlockedError, createGuard, type Guard, type GuardOptions, guardedConnector, WEB_PORTS } from './guard.ts'
