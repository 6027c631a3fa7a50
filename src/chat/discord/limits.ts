import { type APIMessageTopLevelComponent, ComponentType } from 'discord.js'

/** Discord's limits for messages made of components (version 2). @see https://docs.discord.com/developers/components/reference */
export const LIMITS = {
  /** Components of a message, nested ones included. */
  components: 40,
  /** Characters over all text displays of a message. */
  text: 4000,
  buttonLabel: 80,
  buttonUrl: 512,
  buttonsInRow: 5,
  customId: 100,
  selectOptions: 25,
  optionLabel: 100,
  placeholder: 150,
  modalTitle: 45,
  modalFields: 5,
  modalLabel: 45,
  modalText: 4000,
  mediaDescription: 1024,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  /** Names, descriptions and values of a command with all its options, in its longest language. */
  commandTotal: 8000,
} as const

/** Discord doesn't tell whose window is light; most are dark, and the card of a picture can be read in either. */
export const PICTURE_THEME = 'dark'

/** Whether components are within the limits of one message. */
export function fitsMessage(components: readonly APIMessageTopLevelComponent[]): boolean {
  const { count, text } = measure(components)
  return count >= 1 && count <= LIMITS.components && text <= LIMITS.text
}

type Measured = { readonly count: number; readonly text: number }

/** Counts components and the characters of their texts, nested ones included. */
export function measure(components: readonly object[]): Measured {
  let count = 0
  let text = 0
  for (const component of components) {
    count += 1
    if ('type' in component && component.type === ComponentType.TextDisplay && 'content' in component) {
      text += String(component.content).length
    }
    const nested = [
      ...('components' in component && Array.isArray(component.components) ? component.components : []),
      ...('accessory' in component && component.accessory ? [component.accessory] : []),
    ]
    const inside = measure(nested)
    count += inside.count
    text += inside.text
  }
  return { count, text }
}
