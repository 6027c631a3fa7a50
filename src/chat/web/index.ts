export { createWebChat, type WebBackend, type WebChat, type WebChatOptions } from './chat.ts'
export { CHANNELS } from './protocol.ts'
export { WORKSPACE } from './routes.ts'
