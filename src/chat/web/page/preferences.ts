import { part } from './dom.ts'

/** Language and appearance: cookies, so that the page comes in the right language and colours at once. */
export function startPreferences(): void {
  const language = part('language', HTMLSelectElement)
  const theme = part('theme', HTMLSelectElement)
  theme.addEventListener('change', () => {
    remember('vigie-theme', theme.value)
    document.documentElement.dataset.theme = theme.value
  })
  language.addEventListener('change', () => {
    remember('vigie-locale', language.value)
    window.location.reload()
  })
}

function remember(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=strict`
}
