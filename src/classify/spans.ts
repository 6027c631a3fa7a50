import type { Language } from '../types/index.ts'

/** A place in the source text that may be a name. */
export interface Span {
  readonly from: number
  readonly to: number
}

const MAX_WORDS = 160
/** Lower-case words that join the parts of one name. */
const JOINERS = new Set(
  'de|du|des|d|la|le|les|del|della|di|dei|delle|degli|da|do|das|dos|of|the|and|&|et|y|e|i|und|für|van|voor|der|den|og|och|ja|a|v|w|na|för|for|dla|pro|l|dell|dello|al|el|los|las|in|im|på|ved|vid|zu|zum|am|te|ten|à|aux|en|ve'.split(
    '|',
  ),
)
const CAPS_WORD =
  /[\p{Lu}\p{Lt}][\p{L}\p{N}]*(?:[.&’'@+-](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*\+?|\p{Ll}+\p{Lu}[\p{L}\p{N}]*|\p{N}+(?:[&.]?[\p{Lu}][\p{L}\p{N}]*)+|\p{N}+&\p{N}+|[\p{Ll}\p{N}-]+\.(?:com|net|org|de|fr|nl|it|es|pl|cz|se|dk|no|fi|be|pt|ru|ua|ai|io|me|app|co|eu|ch|at|uk|br|jp|kr|tv)(?![\p{L}\p{N}])/gu
const ELISION = /^(?:[dlDLcCsSnN]|[dD]ell|[aA]ll|[nN]ell|[sS]ull|[qQ]u|[uU]n)['’]/
const GENITIVE =
  /['’](?:s|e|a|i|ı|u|ü|in|ın|un|ün|nin|nın|nun|nün|de|da|den|dan|te|ta|ten|tan|ya|ye|yi|yı|yu|yü|na|ne|nda|nde|ndan|nden|la|le|yla|yle)$/i
/** German and its kin write `Doctolib-Nutzer`: the name ends at the hyphen. */
const COMPOUNDING = new Set<Language>(['de', 'nl', 'sv', 'da', 'nb', 'fi'])

/** Runs of capitalised words, joined by small words where the next one is capitalised too; each with the joints inside it. */
export function capitalised(source: string, language: Language): (Span & { joints: readonly Span[] })[] {
  const runs: { from: number; to: number; joints: Span[] }[] = []
  let count = 0
  for (const match of source.matchAll(CAPS_WORD)) {
    if (++count > MAX_WORDS) break
    let from = match.index
    let to = from + match[0].length
    const elision = ELISION.exec(match[0])
    if (elision) from += elision[0].length
    if (COMPOUNDING.has(language)) {
      const hyphen = source.slice(from, to).lastIndexOf('-')
      const tail = source.slice(from + hyphen + 1, to)
      if (hyphen > 1 && (tail.length > 3 || /^\p{Ll}/u.test(tail))) to = from + hyphen
    }
    const genitive = GENITIVE.exec(source.slice(from, to))
    if (genitive) to -= genitive[0].length
    const last = runs.at(-1)
    // In German every noun is capitalised: a run of two nouns is rarely a name, but the scorer may judge.
    const between = last ? source.slice(last.to, from) : ''
    if (last && to - last.from < 60 && joins(between)) {
      if (between !== ' ') last.joints.push({ from: last.to, to: from })
      last.to = to
    } else runs.push({ from, to, joints: [] })
  }
  return runs
}

function joins(between: string): boolean {
  if (between === ' ' || between === ' & ') return true
  const words = /^ ((?:[\p{L}&]+['’ ]){1,2})$/u.exec(between)
  return (
    !!words &&
    (words[1] ?? '')
      .split(/['’ ]/)
      .filter(Boolean)
      .every((word) => JOINERS.has(word))
  )
}

/**
 * The ways to cut a run: at its joints ("Corner Telecom in Cork"), without the capitalised word before the name
 * ("Leverandøren DigiOmsorg"), without the genitive of Nordic names. The scorer decides between them.
 */
export function cuts(source: string, language: Language, run: Span & { joints: readonly Span[] }): Span[] {
  const result: Span[] = [{ from: run.from, to: run.to }]
  const add = (from: number, to: number) => {
    if (to - from > 1 && result.length < 9 && !result.some((one) => one.from === from && one.to === to))
      result.push({ from, to })
  }
  for (const joint of run.joints.slice(0, 3)) {
    add(run.from, joint.from)
    add(joint.to, run.to)
  }
  const first = /^[\p{L}]+(?:-[\p{L}]+)? (?=\p{Lu})/u
  for (const { from, to } of [...result]) {
    const head = first.exec(source.slice(from, to))
    if (head) add(from + head[0].length, to)
  }
  if (NORDIC.has(language))
    for (const { from, to } of [...result])
      if (source[to - 1] === 's' && to - from > 4 && !/s\p{Lu}?s$/u.test(source.slice(to - 3, to))) add(from, to - 1)
  if (language === 'fi')
    for (const { from, to } of [...result])
      if (/[aeiouyäö]n$/.test(source.slice(from, to)) && to - from > 4) add(from, to - 1)
  return result
}

const NORDIC = new Set<Language>(['sv', 'da', 'nb'])

/** Endings of the names of institutions in scripts without capitals. */
const EASTERN: Partial<Record<Language, readonly RegExp[]>> = {
  ja: [
    /(?:株式会社|\(株\))?[\p{Script=Katakana}ー・]{3,}(?:株式会社|銀行|生命|証券|電機|製菓|大学|病院|グループ|ホールディングス)?/gu,
    /[\p{Script=Han}々ヶ]{1,8}(?:市|県|区|町|村|大学|病院|銀行|省|庁|署|県警|府警|道警|警視庁|学校|小学校|中学校|高校|協会|連盟|機構|生命|証券|電力|保険|電鉄|鉄道|航空|交通|製薬|自動車|放送|図書館|組合|公社|公庫|会社|ホテル|グループ|ホールディングス|府|都|医療センター|センター|教育委員会|振興会|財団|学園|商工会)/gu,
    /株式会社[\p{Script=Han}\p{Script=Katakana}ー]{2,10}/gu,
    /[「『][^「」『』、。]{2,14}[」』]/gu,
    // A noun with its particle at the start of a clause.
    /(?<=^|[\n、。「」…!?!? ])[\p{Script=Han}\p{Script=Katakana}ーA-Za-z0-9&]{2,14}(?=[がにではをの、])/gu,
  ],
  zh: [
    /[\p{Script=Han}]{2,6}(?:公司|集团|集團|银行|銀行|大学|大學|医院|醫院|航空|酒店|警方|公安局|政府|法院|学校|學校|保险|保險|电信|電信|科技|网络|快递|地铁|機場|机场|幼儿园|平台|中学|小学|药店|大药房|超市|市府|县政府|教育局|卫生局|監理所|健保署)/gu,
    /[“「《『][^“”「」《》『』,。,]{2,10}[”」》』]/gu,
    // Whoever opens a clause and is said to do or suffer something.
    /(?<=^|[\n,,。!?:: ])[\p{Script=Han}A-Za-z0-9]{2,8}?(?=泄露|洩|外泄|外洩|被|遭|回应|回應|承认|承認|证实|證實|否认|否認|致歉|道歉|称|稱|宣布|因|违规|違規|涉|收集|采集|蒐集|用户|用戶|客户|客戶|会员|會員|个资|個資|App|APP|数据|資料|偷|拟|擬|将|將|推出|修改|更新|上线)/gu,
    /(?<=对|對|向|约谈|約談|起诉|起訴|控告|通报|通報|处罚|罚款|重罚|開罰)[\p{Script=Han}A-Za-z0-9]{2,8}?(?=处以|處以|罚|罰|提起|提出|开|開|等|[,。,、]|$)/gu,
  ],
  ko: [
    /[\p{Script=Hangul}A-Z]{1,8}(?:은행|카드|보험|생명|증권|병원|의료원|대학교|대학|시청|구청|도청|경찰청|경찰|교육청|공단|공사|전자|텔레콤|통신|그룹|항공|백화점|마트|몰|면세점|호텔|저축은행|캐피탈|부|청|시|군|학교|유플러스|모빌리티|페이|뱅크|재단|협회|센터|법원|학원)(?![\p{Script=Hangul}]{3})/gu,
    /[‘'“"「][^‘’'“”"「」,.]{2,12}[’'”"」]/gu,
    /(?<=^|\n|[…,·] ?)[\p{Script=Hangul}A-Za-z0-9]{2,10}(?=[,에은는이가·… ])/gu,
    /(?<=^|[\s‘'“"])[\p{Script=Hangul}A-Za-z0-9]{2,9}(?=(?:에|에서|이|가|은|는|의)? ?(?:개인정보|고객|회원|가입자|이용자|과징금|과태료|해킹|유출|서버|홈페이지|앱|시정|직원))/gu,
  ],
  ar: [
    /(?:شركة|مستشفى|بنك|مصرف|وزارة|جامعة|بلدية|هيئة|تطبيق|منصة|مجموعة|مدرسة|شرطة|حكومة|متجر|خطوط|عيادة|مختبر|مؤسسة|جمعية|موقع)\s+[\p{Script=Arabic}A-Za-z]+(?:\s+ال[\p{Script=Arabic}]+)?/gu,
    /[«"“][^«»"“”،.]{2,24}[»"”]/gu,
  ],
}
const LATIN_NAMES = /[A-Z][A-Za-z0-9]*(?:[.&-][A-Za-z0-9]+)*(?: [A-Z][A-Za-z0-9]+)*/g

/** Names in scripts without capitals, or null where the language has capitals. */
export function eastern(source: string, language: Language): Span[] | null {
  const patterns = EASTERN[language]
  if (!patterns) return null
  const spans: Span[] = []
  for (const pattern of [...patterns, LATIN_NAMES])
    for (const match of source.matchAll(pattern)) {
      const span = { from: match.index, to: match.index + match[0].length }
      if (!spans.some((one) => one.from === span.from && one.to === span.to)) spans.push(span)
      if (spans.length >= MAX_WORDS) return spans
    }
  return spans
}
