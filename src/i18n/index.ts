export { INTL_TAGS, type MessageId, readCatalog } from './catalog.ts'
export { COUNTRIES, countryOfZone, homeOf, isTimeZone, TIME_ZONES } from './places.ts'
export { inEveryLanguage, type MessageValues, type SpanValues, type Translator, translator } from './translator.ts'
