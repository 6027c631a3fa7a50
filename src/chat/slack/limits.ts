import type { types } from '@slack/bolt'

/** Slack's limits for messages and modals of Block Kit. @see https://docs.slack.dev/reference/block-kit/blocks */
export const LIMITS = {
  blocks: 50,
  /** Characters of all blocks as JSON: Slack refuses messages near 13,200 (`msg_blocks_too_long`), which it does not document. */
  json: 12_000,
  /** The text beside the blocks, for notifications and screen readers; Slack recommends no more. */
  fallbackText: 3000,
  text: 3000,
  header: 150,
  contextText: 2000,
  buttonText: 75,
  buttonUrl: 3000,
  buttonsInRow: 5,
  /** Of a button, as we use it: Slack takes 2000, but twenty of those would fill a message. */
  buttonValue: 255,
  selectOptions: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  /** Slack takes 2000; a chart says less. */
  altText: 1000,
  modalTitle: 24,
  modalButton: 24,
  modalFields: 100,
  label: 2000,
  privateMetadata: 3000,
} as const

/** Slack doesn't tell whose window is dark; most are light, and the card of a picture can be read in either. */
export const PICTURE_THEME = 'light'

/** Whether blocks are within the limits of one message. */
export const fitsMessage = (blocks: readonly types.KnownBlock[]): boolean =>
  blocks.length >= 1 && blocks.length <= LIMITS.blocks && JSON.stringify(blocks).length <= LIMITS.json
