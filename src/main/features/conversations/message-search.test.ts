import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FoundMessage } from '#shared/contract/conversations.ts'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { findWords, searchWords } from '#shared/domain/text-search.ts'
import type { Viewer } from '../../rpc/context.ts'
import { openTestInbox, type TestInbox } from './testing/test-inbox.ts'

let inbox: TestInbox
let ayla: Viewer
let bora: Viewer
beforeEach(() => {
  inbox = openTestInbox()
  ayla = inbox.hire('consultant')
  bora = inbox.hire('consultant')
})
afterEach(() => inbox.close())

const peerOf = (person: number) => ({ phone: `+90533${1_000_000 + person}`, lid: null })

/** Somebody writes all of that; whose lead they are. */
async function says(person: number, bodies: readonly string[], owner: Viewer | null = null): Promise<ConversationId> {
  for (const body of bodies) inbox.receive(inbox.text(body, { peer: peerOf(person), pushName: `Kişi ${person}` }))
  const conversation = inbox.all.conversations().find(({ id }) => id === inbox.all.messages().at(-1)?.conversationId)
  if (!conversation) throw new Error('they did not write')
  if (owner) await inbox.leads.assign(inbox.admin, conversation.leadId, owner.id)
  return conversation.id
}

async function find(
  query: string,
  { viewer = inbox.admin, limit = 50, conversationId = null as ConversationId | null },
) {
  const items: FoundMessage[] = []
  let cursor: string | null = null
  do {
    const page = await inbox.messages.search(viewer, { query, conversationId, cursor, limit })
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

/** Many messages of one conversation at once, with that expression of `n` as their text. */
function addMany(count: number, conversationId: ConversationId | undefined, body: string): void {
  inbox.database.sqlite.exec(`with recursive n (n) as (select 1 union all select n + 1 from n where n < ${count})
    insert into messages
    (id, conversation_id, lead_id, channel, direction, kind, body, status, external_id, sort_at, created_at, updated_at)
    select 'm' || n, id, lead_id, 'whatsapp', 'in', 'text', ${body}, 'read', 'E' || n, n, 0, 0
    from n, conversations where id = '${conversationId}'`)
}

const marked = ({ excerpt: { text, marks } }: FoundMessage) => marks.map(({ start, end }) => text.slice(start, end))

describe('words of any spelling', () => {
  const texts = {
    istanbul: 'Yarın İstanbul’a geliyorum',
    isik: 'Adım Işık',
    sahin: 'Doktor ŞAHİN orada mı?',
    igdir: 'Iğdır ve Diyarbakır’dan iki kişi',
  }
  const cases: [string, keyof typeof texts | null, string][] = [
    ['istanbul', 'istanbul', 'İstanbul'],
    ['İSTANBUL', 'istanbul', 'İstanbul'],
    ['ISTANBUL', 'istanbul', 'İstanbul'],
    ['ıstanbul', 'istanbul', 'İstanbul'],
    ['ışık', 'isik', 'Işık'],
    ['IŞIK', 'isik', 'Işık'],
    ['isik', 'isik', 'Işık'],
    ['İŞİK', 'isik', 'Işık'],
    ['şahin', 'sahin', 'ŞAHİN'],
    ['sahin', 'sahin', 'ŞAHİN'],
    ['ŞAHİN', 'sahin', 'ŞAHİN'],
    ['SAHIN', 'sahin', 'ŞAHİN'],
    ['iğdır', 'igdir', 'Iğdır'],
    ['IGDIR', 'igdir', 'Iğdır'],
    ['diyarbakir', 'igdir', 'Diyarbakır'],
    ['DİYARBAKIR', 'igdir', 'Diyarbakır'],
    ['istanb', 'istanbul', 'İstanb'],
    ['diy', 'igdir', 'Diy'],
    // Words are found from their beginning on.
    ['stanb', null, ''],
  ]

  it.each(cases)('%s', async (query, expected, mark) => {
    const conversationId = await says(1, Object.values(texts))
    const everywhere = await find(query, {})
    expect(await find(query, { conversationId })).toEqual(everywhere)
    expect(everywhere.map(({ excerpt }) => excerpt.text)).toEqual(expected ? [texts[expected]] : [])
    expect(everywhere.flatMap(marked)).toEqual(expected ? [mark] : [])
  })

  it('are found in any order, all of them, whatever stands between', async () => {
    const conversationId = await says(1, ['Saç ekimi için fiyat', 'Fiyat?', 'fiyat: 100 €, saç dahil'])
    for (const of of [{}, { conversationId }]) {
      expect((await find('fiyat saç', of)).map(marked)).toEqual([
        ['fiyat', 'saç'],
        ['Saç', 'fiyat'],
      ])
      expect(await find('"fiyat" OR saç*', of)).toEqual([])
      for (const nothing of ['', '   ', '?!', '""']) expect(await find(nothing, of)).toEqual([])
    }
  })
})

describe('everywhere', () => {
  it('the newest first, page by page, and of nobody else’s leads', async () => {
    await says(1, ['merhaba bir', 'merhaba iki'], ayla)
    await says(2, ['merhaba üç'], bora)
    await says(3, ['merhaba dört'])
    for (const limit of [1, 2, 50]) {
      const texts = async (viewer: Viewer) => (await find('mer', { viewer, limit })).map(({ excerpt }) => excerpt.text)
      expect(await texts(inbox.admin)).toEqual(['merhaba dört', 'merhaba üç', 'merhaba iki', 'merhaba bir'])
      expect(await texts(ayla)).toEqual(['merhaba dört', 'merhaba iki', 'merhaba bir'])
    }
    const [newest] = await find('dort', {})
    expect(newest).toMatchObject({ leadName: 'Kişi 3', direction: 'in', kind: 'text', sentBy: null, starredAt: null })
  })

  it('what was edited is found by what it says now, and what was deleted not at all', async () => {
    await says(1, ['önce'])
    const externalId = inbox.all.messages()[0]?.externalId ?? ''
    const spoken = { externalId, direction: 'in', peer: peerOf(1) } as const
    inbox.receive({ kind: 'edited', ...spoken, body: 'sonra', at: 9e12 })
    expect([(await find('once', {})).length, (await find('sonra', {})).length]).toEqual([0, 1])
    inbox.receive({ kind: 'deleted', ...spoken, at: 9e12 })
    expect(await find('sonra', {})).toEqual([])
  })

  it('passes by very many hits of others piece by piece, and says where to go on', async () => {
    const mine = await says(1, ['merhaba eski'], ayla)
    await says(2, ['merhaba'], bora)
    addMany(40_000, inbox.all.conversations().find(({ id }) => id !== mine)?.id, "'merhaba'")
    const first = await inbox.messages.search(ayla, { query: 'merhaba', conversationId: null, cursor: null, limit: 30 })
    expect(first.items).toEqual([])
    expect(first.nextCursor).not.toBeNull()
    expect((await find('merhaba', { viewer: ayla })).map(({ conversationId }) => conversationId)).toEqual([mine])
  })
})

it('finds the same as whoever reads every message, however common or rare the words are', async () => {
  const id = await says(1, ['laf'], ayla)
  const other = await says(2, ['laf'], bora)
  // Half begin alike, a few go on differently, and one in a hundred says something else.
  const body = `case when n % 100 = 0 then 'Randıman 5' when n % 2 = 0 then 'randevu ' || (n % 7) else 'merhaba randevular i' end`
  addMany(900, id, body)
  inbox.database.sqlite.exec(`update messages set id = 'x' || id, external_id = 'x' || external_id where id like 'm%'`)
  addMany(900, other, body)
  const all = inbox.all.messages().toSorted((one, two) => two.seq - one.seq)
  for (const query of [
    'ran',
    'randevu',
    'randım',
    'randevular',
    'rand mer',
    'r',
    '5',
    'rand 5',
    'i m',
    'zil',
    'z',
    'rz r',
  ]) {
    const words = searchWords(query)
    const expected = all.filter(message => findWords(message.body, words).length > 0).map(message => message.id)
    expect((await find(query, { limit: 40 })).map(found => found.id)).toEqual(expected)
    const mine = all.filter(message => message.conversationId === id).map(message => message.id)
    const expectedOfMine = mine.filter(messageId => expected.includes(messageId))
    expect((await find(query, { viewer: ayla, limit: 40 })).map(found => found.id)).toEqual(expectedOfMine)
  }
})

it('in a conversation everything is found, however far back, and nothing of another', async () => {
  const id = await says(1, ['laf'])
  addMany(1_100, id, "case when n % 100 = 0 then 'not ' || n else 'laf' end")
  await says(2, ['not'], bora)
  const found = await find('not', { conversationId: id, limit: 4 })
  expect(found.map(({ excerpt }) => excerpt.text)).toEqual(
    Array.from({ length: 11 }, (_, index) => `not ${1_100 - index * 100}`),
  )
  const others = inbox.all.conversations().at(-1)?.id as ConversationId
  await expect(find('not', { viewer: ayla, conversationId: others })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('the line of a long text begins near what was found', async () => {
  await says(1, [`${'Uzun bir giriş cümlesi '.repeat(20)}\nve sonunda RANDEVU 🦷 isterim`])
  const [found] = await find('randevu', {})
  expect(found?.excerpt.text).toMatch(/^….* ve sonunda RANDEVU 🦷 isterim$/u)
  expect(found && marked(found)).toEqual(['RANDEVU'])
})

describe('stars', () => {
  it('are listed newest first, to whoever may see the message', async () => {
    await says(1, ['bir', 'iki'], ayla)
    await says(2, ['üç'], bora)
    const [one, two, three] = inbox.all.messages().map(({ id }) => id) as [MessageId, MessageId, MessageId]
    for (const id of [two, three, one]) {
      await inbox.clock.advance(1_000)
      expect(await inbox.messages.star(inbox.admin, id, true)).toMatchObject({ starredAt: inbox.clock.now() })
    }
    const before = inbox.published.length
    await inbox.messages.star(ayla, one, true)
    expect(inbox.published).toHaveLength(before)
    const starred = async (viewer: Viewer, limit: number) => {
      const texts: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof inbox.messages.starred>> = await inbox.messages.starred(viewer, {
          cursor,
          limit,
        })
        texts.push(...page.items.map(({ excerpt }) => excerpt.text))
        cursor = page.nextCursor
      } while (cursor !== null)
      return texts
    }
    for (const limit of [1, 50]) {
      expect(await starred(inbox.admin, limit)).toEqual(['bir', 'üç', 'iki'])
      expect(await starred(ayla, limit)).toEqual(['bir', 'iki'])
    }
    expect(await inbox.conversations.counts(ayla)).toMatchObject({ starredMessages: 2 })
    await expect(inbox.messages.star(ayla, three, false)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await inbox.messages.star(ayla, one, false)
    expect(inbox.published.slice(before).map(({ event }) => event.type)).toEqual([
      'message.changed',
      'conversation.changed',
    ])
    expect(await starred(ayla, 50)).toEqual(['iki'])
  })
})

describe('a window of a conversation', () => {
  const page = (over: Partial<Parameters<TestInbox['messages']['list']>[1]> & { conversationId: ConversationId }) =>
    inbox.messages.list(inbox.admin, { aroundId: null, cursor: null, direction: 'older', limit: 4, ...over })

  it('stands around a message and goes on both ways, to both ends, without a gap or a repeat', async () => {
    const bodies = Array.from({ length: 21 }, (_, index) => String(index))
    const conversationId = await says(1, bodies)
    for (const middle of [0, 1, 10, 19, 20]) {
      const aroundId = inbox.all.messages()[middle]?.id as MessageId
      const window = await page({ conversationId, aroundId })
      expect(window.items.map(({ id }) => id)).toContain(aroundId)
      const read = window.items.map(({ body }) => body)
      for (let cursor = window.nextCursor; cursor !== null; ) {
        const older: Awaited<ReturnType<typeof page>> = await page({ conversationId, cursor })
        read.push(...older.items.map(({ body }) => body))
        cursor = older.nextCursor
      }
      for (let cursor = window.newerCursor; cursor !== null; ) {
        const newer: Awaited<ReturnType<typeof page>> = await page({ conversationId, cursor, direction: 'newer' })
        read.unshift(...newer.items.map(({ body }) => body))
        // Asked for again from a newer page, the older ones follow without a gap.
        const { items } = await page({ conversationId, cursor: newer.nextCursor })
        expect(items[0]?.body).toBe(String(Number(newer.items.at(-1)?.body) - 1))
        cursor = newer.newerCursor
      }
      expect(read).toEqual(bodies.toReversed())
    }
  })

  it('at the end has nothing newer, and a message of another conversation is no place in it', async () => {
    const conversationId = await says(1, ['bir'])
    const { items, nextCursor, newerCursor } = await page({ conversationId })
    expect([items.length, nextCursor, newerCursor]).toEqual([1, null, null])
    await says(2, ['iki'])
    const foreign = inbox.all.messages().at(-1)?.id as MessageId
    await expect(page({ conversationId, aroundId: foreign })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
