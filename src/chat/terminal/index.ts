export { escapeMarkdown, renderMarkdown } from './markdown.ts'
export { chatPrompt, type PromptOptions } from './prompt.ts'
export { renderTerminal } from './render.ts'
export { PLAIN_STYLE, type TerminalStyle, terminalStyle } from './style.ts'
