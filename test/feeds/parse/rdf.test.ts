import { describe, expect, it } from 'vitest'
import { only, parse, rdf } from './helpers.ts'

const item = (elements: string, about = 'https://news.example.org/a'): string =>
  `<item rdf:about="${about}"><title>t</title>${elements}</item>`

describe('RSS 1.0 and 0.90 (RDF)', () => {
  it('has its items beside the channel', async () => {
    const feed = await parse(
      rdf(
        item(
          '<link>https://news.example.org/a</link><description>d</description><dc:date>2026-01-02T03:04+09:00</dc:date>',
        ),
      ),
    )
    expect(feed).toMatchObject({
      format: 'rdf',
      title: 'Channel',
      homepage: 'https://news.example.org/',
      items: [
        {
          id: 'https://news.example.org/a',
          url: 'https://news.example.org/a',
          summary: 'd',
          publishedAt: new Date('2026-01-01T18:04:00Z'),
        },
      ],
    })
  })
  it('has a page where only rdf:about names it', async () => {
    expect((await only(rdf(item('')))).url).toBe('https://news.example.org/a')
  })
  it('has subjects, creators and a language of Dublin Core', async () => {
    const elements =
      '<dc:creator>山田</dc:creator><dc:subject>プライバシー</dc:subject><dc:subject>法律</dc:subject><dc:language>ja</dc:language>'
    expect(await only(rdf(item(elements)))).toMatchObject({
      authors: ['山田'],
      categories: ['プライバシー', '法律'],
      language: 'ja',
    })
  })
  it('takes the language of the channel', async () => {
    const body =
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>c</title><dc:language>ja</dc:language></channel><item><title>t</title></item></rdf:RDF>'
    expect((await only(body)).language).toBe('ja')
  })
  it('has full texts by the content module, the old form with rdf:value too', async () => {
    expect((await only(rdf(item('<content:encoded><![CDATA[<p>Full</p>]]></content:encoded>')))).content).toBe('Full')
    const bag =
      '<content:items><rdf:Bag><rdf:li><content:item><content:format rdf:resource="http://www.w3.org/1999/xhtml"/><rdf:value><![CDATA[<em>Very</em> old]]></rdf:value></content:item></rdf:li></rdf:Bag></content:items>'
    expect((await only(rdf(item(bag)))).content).toBe('Very old')
  })
  it('may call the root by another prefix, or none', async () => {
    const body =
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>c</title></channel><item><title>t</title><link>https://news.example.org/x</link></item></r:RDF>'
    expect(await parse(body)).toMatchObject({ format: 'rdf', items: [{ url: 'https://news.example.org/x' }] })
    expect(await parse('<RDF xmlns="http://purl.org/rss/1.0/"><item><title>t</title></item></RDF>')).toMatchObject({
      format: 'rdf',
    })
  })
  it('may list its items inside the channel too', async () => {
    const list =
      '<channel><title>c</title><items><rdf:Seq><rdf:li rdf:resource="https://news.example.org/a"/></rdf:Seq></items></channel>'
    expect((await parse(rdf(list + item('')))).items).toHaveLength(1)
  })
})
