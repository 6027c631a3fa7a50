/** What speaks for and against an article and a story reporting one event. Most are 0 or 1. */
export interface Signals {
  readonly sameCompany: number
  /** Logarithm of the number of recent stories about that organisation: of a busy one, a shared name says little. */
  readonly busyCompany: number
  /** Two organisations and more in common. */
  readonly severalCompanies: number
  readonly otherCompany: number
  /** One names an organisation and the other none. */
  readonly missingCompany: number
  /** Neither names one. */
  readonly noCompany: number
  readonly sameBrand: number
  readonly otherBrand: number
  /** Shared part of what happened, 0 to 1. */
  readonly topics: number
  /** How much the shared topics tell: of rare ones more. */
  readonly topicWeight: number
  readonly otherTopics: number
  /** One is about a penalty and the other is not. */
  readonly fineOnlyOne: number
  readonly suitOnlyOne: number
  readonly probeOnlyOne: number
  readonly policyOnlyOne: number
  readonly reviewOnlyOne: number
  readonly rightsOnlyOne: number
  /** Shared part of the kinds of data, 0 to 1. */
  readonly data: number
  /** Kinds of data in common, up to 3. */
  readonly dataCount: number
  readonly otherData: number
  readonly sameRegulator: number
  readonly otherRegulator: number
  /** The same large or odd number, a sum included; rounded alike counts. */
  readonly sameFigure: number
  /** A second number in common. */
  readonly moreFigures: number
  /** Both name sums, and no two are alike. */
  readonly otherMoney: number
  /** Both are about a sum, and not about the same. */
  readonly otherMainSum: number
  readonly names: number
  readonly sameDate: number
  readonly samePlace: number
  readonly otherPlace: number
  /** Both name days, and none is the same. */
  readonly otherDate: number
  /** Both count people, and not as many. */
  readonly otherPeople: number
  /** Logarithm of the share of all stories that the shared organisation has: of a prominent one, a shared name says little. */
  readonly prominence: number
  /** Tens of bits that the shared words tell, in one language. */
  readonly words: number
  /** The same of words that both have in the headline. */
  readonly titleWords: number
  /** Tens of bits that the shared words tell, where an organisation is shared too. */
  readonly companyWords: number
  /** Part of what the words of the shorter tell that is shared, in one language. */
  readonly wordPart: number
  /** In one language, and with texts long enough to expect it: no telling word in common. */
  readonly noWords: number
  /** Nothing but labels in common: no figure, name, date, or word. */
  readonly bare: number
  /** The same, and no organisation in common. */
  readonly bareNobody: number
  /** The same, by the prominence of the shared organisation. */
  readonly bareBusy: number
  /** Tens of bits that the shared things, people and steps tell, in one language. */
  readonly concepts: number
  /** The same between languages. */
  readonly foreignConcepts: number
  /** Part of what those of the article tell that is shared. */
  readonly conceptPart: number
  /** Both speak of several, and not of the same. */
  readonly noConcepts: number
  /** Steps of an affair that both tell. */
  readonly sameStage: number
  /** Later steps of an affair that one tells and the other does not. */
  readonly newStage: number
  /** Logarithm of the number of reports that the story has: of many, any text shares something. */
  readonly reports: number
  /** Between languages: tens of bits in shared stems, names among them. */
  readonly foreignWords: number
}

export const SIGNALS = [
  'sameCompany',
  'busyCompany',
  'severalCompanies',
  'otherCompany',
  'missingCompany',
  'noCompany',
  'sameBrand',
  'otherBrand',
  'topics',
  'topicWeight',
  'otherTopics',
  'fineOnlyOne',
  'suitOnlyOne',
  'probeOnlyOne',
  'policyOnlyOne',
  'reviewOnlyOne',
  'rightsOnlyOne',
  'data',
  'dataCount',
  'otherData',
  'sameRegulator',
  'otherRegulator',
  'sameFigure',
  'moreFigures',
  'otherMoney',
  'otherMainSum',
  'names',
  'sameDate',
  'samePlace',
  'otherPlace',
  'otherDate',
  'otherPeople',
  'prominence',
  'words',
  'titleWords',
  'companyWords',
  'wordPart',
  'noWords',
  'bare',
  'bareNobody',
  'bareBusy',
  'concepts',
  'foreignConcepts',
  'conceptPart',
  'noConcepts',
  'sameStage',
  'newStage',
  'reports',
  'foreignWords',
] as const satisfies readonly (keyof Signals)[]
