import { html } from 'hono/html'
import { translator } from '../../i18n/index.ts'
import type { InterfaceLanguage } from '../../types/index.ts'
import { CHANNELS } from './protocol.ts'
import { LANGUAGE_CHOICES } from './words.ts'

const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const themeOf = (chosen: string | undefined): Theme => THEMES.find((theme) => theme === chosen) ?? 'auto'

/** The page without its messages: landmarks, labels and controls, in the reader's language; its scripts bring the rest. */
export function shell(locale: InterfaceLanguage, theme: Theme, sample: boolean) {
  const t = translator(locale)
  const themeNames = {
    auto: t.text('web.theme.auto'),
    light: t.text('web.theme.light'),
    dark: t.text('web.theme.dark'),
  }
  const topics = { 'privacy-news': t.text('web.topic.digest'), lookups: t.text('web.topic.lookups') }
  const selected = (is: boolean) => (is ? html` selected` : '')
  return html`<!doctype html>
<html lang="${locale}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>Vigie</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
<script type="module" src="/assets/main.js"></script>
</head>
<body>
<a class="skip" href="#prompt">${t.text('web.skip')}</a>
<header class="side">
  <p class="brand"><img src="/assets/icon.svg" alt="" width="28" height="28"> Vigie</p>
  <nav aria-label="${t.text('web.channels')}">
    <ul class="channels">
      ${CHANNELS.map(
        (id) => html`<li><a href="#${id}" data-channel="${id}"><span aria-hidden="true">#</span> ${id}
        <span class="unread" hidden></span></a></li>`,
      )}
    </ul>
  </nav>
  <form class="preferences" aria-label="${t.text('web.preferences')}">
    <label for="language">${t.text('web.language')}</label>
    <select id="language" name="language" autocomplete="off">
      ${LANGUAGE_CHOICES.map(
        ({ id, name }) => html`<option value="${id}" lang="${id}"${selected(id === locale)}>${name}</option>`,
      )}
    </select>
    <label for="theme">${t.text('web.theme')}</label>
    <select id="theme" name="theme" autocomplete="off">
      ${THEMES.map((id) => html`<option value="${id}"${selected(id === theme)}>${themeNames[id]}</option>`)}
    </select>
  </form>
</header>
<main>
  <div class="channel-head">
    <h1><span aria-hidden="true">#</span> <span id="channel-name">${CHANNELS[0]}</span></h1>
    ${CHANNELS.map((id) => html`<p class="topic" data-topic="${id}">${topics[id]}</p>`)}
    ${sample ? html`<p class="sample">${t.text('sample.tag')}</p>` : ''}
  </div>
  <div id="log" class="log" role="log" aria-live="polite" aria-busy="true" tabindex="0" aria-label="${t.text('web.messages')}"></div>
  <p id="trouble" class="trouble" role="status" data-lost="${t.text('web.lost')}"></p>
  <form id="composer" class="composer" autocomplete="off">
    <div class="above">
      <ul id="suggestions" class="suggestions" role="listbox" aria-label="${t.text('web.suggestions')}" hidden></ul>
      <div id="usage" class="usage" hidden></div>
    </div>
    <label class="unseen" for="prompt">${t.text('web.prompt')}</label>
    <input id="prompt" type="text" role="combobox" aria-autocomplete="list" aria-expanded="false"
      aria-controls="suggestions" aria-describedby="usage" placeholder="${t.text('web.prompt')}" maxlength="2000"
      autocapitalize="off" autocomplete="off" spellcheck="false" enterkeyhint="send">
    <button type="submit">${t.text('web.send')}</button>
    <p id="count" class="unseen" role="status"></p>
  </form>
</main>
<noscript><p class="noscript">${t.text('web.noscript')}</p></noscript>
</body>
</html>`
}
