export { cleanText } from './clean.ts'
export { canonicalUrl, cleanUrl } from './urls.ts'
