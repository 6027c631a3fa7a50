/** What all the feeds of this folder tell, each in the manner of its publishing system. Invented. */
export interface Article {
  readonly number: number
  readonly slug: string
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly author: string
  readonly tags: readonly string[]
  readonly date: Date
}

const TOLD: readonly (readonly [title: string, first: string, author: string, ...tags: string[]])[] = [
  [
    'Regulator fines Lumen & Co over location data',
    'The authority says that the app sent its users’ whereabouts to forty firms.',
    'Ada Verne',
    'Privacy',
    'Fines',
  ],
  [
    'Breach at Northwind Clinics exposes 1.2 million records',
    'Names, diagnoses and insurance numbers were found on an open server.',
    'Bo Lindqvist',
    'Security',
  ],
  [
    '“Just say no”: a parent’s guide to school apps',
    'Twelve apps were tested; nine of them asked for contacts & calendars.',
    'Chiara Rossi',
    'Children',
    'R&D',
  ],
  [
    'Wie Versicherer Fahrdaten auswerten – und was §15 dazu sagt',
    'Drei Anbieter lesen die Bremsvorgänge aus, ohne danach zu fragen.',
    'Dörte Groß',
    'Verkehr',
    'Datenschutz',
  ],
  [
    'La CNIL ouvre une enquête sur « Voix d’Or »',
    'Des enregistrements auraient été écoutés par des sous-traitants à l’étranger.',
    'Élodie Noël',
    'Enquêtes',
  ],
  ['個人情報保護法の改正案、国会で審議入り', '事業者に漏えいの報告を三日以内に求める内容だ。', '山田 花子', '法律'],
  [
    'How 5 < 6 broke a consent banner',
    'A comparison in the script let the tracking start before anyone had agreed.',
    'Finn O’Shea',
    'Consent',
    'Code',
  ],
  [
    'Sąd: kamera sąsiada narusza prywatność',
    'Wyrok jest prawomocny, a nagrania muszą zostać usunięte.',
    'Grażyna Żuk',
    'Sądy',
  ],
  [
    'Утечка данных службы доставки: что известно',
    'В открытый доступ попали адреса и телефоны покупателей.',
    'Иван Петров',
    'Утечки',
  ],
  [
    'Smart TV maker settles for $4.5m',
    'Owners get a button that turns the viewing reports off, and it stays off.',
    'Hana Kim',
    'Settlements',
    'Television',
  ],
  [
    'Two years on, who has asked for their data?',
    'Fewer than one in a hundred customers, and most of them got a PDF.',
    'Ines Duarte',
    'Rights',
  ],
  [
    'Opinion: the cheapest data are those nobody collects',
    'It is a dull rule, and it has never once leaked.',
    'Jan de Vries',
    'Opinion',
  ],
]

const SECOND =
  'The company answered that it takes privacy seriously; it did not say since when. Campaigners had asked for months.'
const THIRD = 'What happens next is for the court to say, and the date of the hearing is open.'

export const ARTICLES: readonly Article[] = TOLD.map(([title, first, author, ...tags], index) => ({
  number: 4_100 + index,
  slug: `story-${index + 1}-${title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30)
    .replace(/^-|-$/g, '')}`,
  title,
  paragraphs: [first, SECOND, THIRD],
  author,
  tags,
  date: new Date(Date.UTC(2026, 10, 24 - index, 6 + index, 15, 30)),
}))

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
export const cdata = (text: string): string => `<![CDATA[${text}]]>`

/** The story as HTML: a picture, paragraphs, links, entities. */
export const html = (article: Article): string =>
  article.paragraphs
    .map((paragraph, index) =>
      index === 0
        ? `<p><img width="600" height="400" src="https://cdn.example.net/${article.number}.jpg" alt="" />${escaped(paragraph)}</p>`
        : `<p>${escaped(paragraph)} <a href="https://example.net/${article.number}#${index}">&#8230;</a></p>`,
    )
    .join('\n')

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number): string => String(number).padStart(2, '0')

/** RFC 822 in a zone that is so many hours east of UTC. */
export function rfc822(date: Date, hours = 0, zone = `${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}00`): string {
  const local = new Date(date.getTime() + hours * 3_600_000)
  const day = `${WEEKDAYS[local.getUTCDay()]}, ${two(local.getUTCDate())} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`
  return `${day} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())} ${zone}`.trim()
}

/** W3CDTF in a zone that is so many hours east of UTC. */
export function w3c(date: Date, hours = 0): string {
  const local = new Date(date.getTime() + hours * 3_600_000).toISOString().slice(0, 19)
  return `${local}${hours === 0 ? 'Z' : `${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}:00`}`
}
