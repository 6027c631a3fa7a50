import { describe, expect, it } from 'vitest'
import { Room } from '../../../src/chat/web/room.ts'
import { view } from '../scripted-book.ts'

const at = new Date('2026-11-25T08:00:00Z')
const say = (room: Room, id: string, session: string | null = null) =>
  room.add({ id, channel: 'lookups', at, asked: null, view: view(id), session })

describe('what a window missed', () => {
  it('is told event by event, without what is for others', () => {
    const room = new Room()
    const start = room.lastEventId
    say(room, 'a')
    say(room, 'b', 'somebody')
    say(room, 'c', 'me')
    const missed = room.since(start, 'me')
    expect(missed.map((event) => event.kind === 'message' && event.message.id)).toEqual(['a', 'c'])
    expect(room.since(missed[1]?.id ?? '', 'me')).toEqual([])
  })

  it('is told by a reset when it was too much, or of another process, or no event at all', () => {
    const room = new Room()
    const start = room.lastEventId
    for (let n = 0; n < 501; n++) say(room, `m${n}`)
    for (const id of [start, new Room().lastEventId, '', 'x', `${start}999`, `${start.split('.')[0]}.`, '.1e9'])
      expect(room.since(id, 'me'), id).toEqual([{ kind: 'reset', id: room.lastEventId }])
  })
})

describe('a message with a known id', () => {
  it('takes the place of the old one, with its time', () => {
    const room = new Room()
    say(room, 'a', 'me')
    room.add({
      id: 'a',
      channel: 'lookups',
      at: new Date(),
      asked: '/privacy latest page:2',
      view: view('new'),
      session: 'me',
    })
    expect(room.list('me')).toMatchObject([{ id: 'a', at: at.toISOString(), view: { summary: 'new' } }])
    expect(room.list('somebody')).toEqual([])
  })
})
