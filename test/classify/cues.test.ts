import { describe, expect, it } from 'vitest'
import { CUE_NAMES, CueReader } from '../../src/classify/cues.ts'
import { foldTerm } from '../../src/classify/fold.ts'
import { loadKnowledge, ROLES } from '../../src/knowledge/index.ts'
import { LANGUAGES, type Language } from '../../src/types/index.ts'

const knowledge = loadKnowledge()

/** What the words around a name say of it. */
function around(language: Language, text: string, name: string): string[] {
  const folded = foldTerm(text)
  const start = folded.indexOf(foldTerm(name))
  const bits = new CueReader(knowledge, language).read(folded, start, start + foldTerm(name).length)
  return CUE_NAMES.filter((_, bit) => bits & (1 << bit))
}

describe('cues around a name', () => {
  it.each<[Language, string, string, string]>([
    ['en', 'Data breach at Acme', 'Acme', 'blamed before'],
    ['en', 'Acme admits the leak', 'Acme', 'blamed after'],
    ['fr', 'Fuite de données chez Durand', 'Durand', 'blamed before'],
    ['nl', 'Datalek bij de Bakker', 'Bakker', 'blamed before'],
    ['de', 'Datenleck bei Müller', 'Müller', 'blamed before'],
    ['es', 'Multa a Naranja', 'Naranja', 'blamed before'],
    ['it', 'Attacco hacker a Bianchi', 'Bianchi', 'blamed before'],
    ['pt', 'Vazamento de dados da Padaria', 'Padaria', 'blamed before'],
    ['pl', 'Wyciek danych z Apteki', 'Apteki', 'blamed before'],
    ['sv', 'Dataläcka hos Bageriet', 'Bageriet', 'blamed before'],
    ['da', 'Datalæk hos Bageren', 'Bageren', 'blamed before'],
    ['nb', 'Datainnbrudd hos Bakeren', 'Bakeren', 'blamed before'],
    ['fi', 'Leipomo myöntää tietovuodon', 'Leipomo', 'blamed after'],
    ['cs', 'Únik dat z Lékárny', 'Lékárny', 'blamed before'],
    ['ru', 'Утечка из Пекарни', 'Пекарни', 'blamed before'],
    ['uk', 'Витік із Пекарні', 'Пекарні', 'blamed before'],
    ['tr', 'Fırın veri sızıntısı', 'Fırın', 'blamed after'],
    ['ja', '山田屋に行政指導', '山田屋', 'blamed after'],
    ['ko', '한빛 개인정보 유출', '한빛', 'blamed after'],
    ['zh', '面包房泄露', '面包房', 'blamed after'],
    ['ar', 'هجوم إلكتروني على المخبز', 'المخبز', 'blamed before'],
  ])('%s: "%s" blames %s', (language, text, name, cue) => {
    expect(around(language, text, name)).toContain(cue)
  })

  it.each<[Language, string, string, string]>([
    ['en', 'Acme collects data, like Facebook before it', 'Facebook', 'compared before'],
    ['en', 'According to Bloomberg, staff listened', 'Bloomberg', 'source before'],
    ['en', 'A former Acme engineer', 'Acme', 'past before'],
    ['en', 'Owned by Acme', 'Acme', 'related before'],
    ['fr', 'À l’instar de Facebook', 'Facebook', 'compared before'],
    ['fr', 'Selon Le Monde', 'Le Monde', 'source before'],
    ['de', 'Ähnlich wie Facebook', 'Facebook', 'compared before'],
    ['de', 'wie die Zeit berichtet', 'Zeit', 'source after'],
    ['nl', 'Net als Facebook', 'Facebook', 'compared before'],
    ['pl', 'Podobnie jak Facebook', 'Facebook', 'compared before'],
    ['uk', 'Як і Facebook', 'Facebook', 'compared before'],
    ['tr', 'Facebook gibi rakipler', 'Facebook', 'compared after'],
    ['fi', 'Facebookin tavoin', 'Facebookin', 'compared after'],
    ['ja', 'フェイスブックと同様', 'フェイスブック', 'compared after'],
    ['ko', '페이스북처럼', '페이스북', 'compared after'],
    ['zh', '脸书一样', '脸书', 'compared after'],
    ['ar', 'على غرار فيسبوك', 'فيسبوك', 'compared before'],
  ])('%s: "%s" names %s for another reason', (language, text, name, cue) => {
    expect(around(language, text, name)).toContain(cue)
  })

  it('stay within the clause', () => {
    expect(around('en', 'According to Bloomberg. Acme sells data', 'Acme')).not.toContain('near source before')
  })

  it('tell what stands right beside the name from what is a few words away', () => {
    expect(around('en', 'Data breach at bakery chain Acme', 'Acme')).toContain('near blamed before')
  })

  it.each(LANGUAGES)('%s has words for every role', (language) => {
    const roles = knowledge.roles(language)
    for (const role of ROLES) expect(roles[role].before.length + roles[role].after.length).toBeGreaterThan(5)
  })
})
