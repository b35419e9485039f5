import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConversationFilter } from '#shared/contract/conversations.ts'
import { type ChannelAccountId, type ConversationId, type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import type { Viewer } from '../../rpc/context.ts'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

let inbox: TestInbox
let ayla: Viewer
let bora: Viewer
beforeEach(() => {
  inbox = openTestInbox()
  ayla = inbox.hire('consultant')
  bora = inbox.hire('consultant')
})
afterEach(() => inbox.close())

const noFilter: ConversationFilter = {
  unread: false,
  mine: false,
  unassigned: false,
  waiting: false,
  archived: false,
  search: '',
  channelAccountId: null,
}
let people = 0

/** Somebody who wrote, and whose lead belongs to that person. */
async function meet(name: string, owner: Viewer | null = null) {
  people += 1
  inbox.receive(
    inbox.text(`ben ${name}`, { peer: { phone: `+90533${1_000_000 + people}`, lid: null }, pushName: name }),
  )
  const conversation = inbox.all.conversations().at(-1)
  if (!conversation) throw new Error('they did not write')
  if (owner) await inbox.leads.assign(inbox.admin, conversation.leadId, owner.id)
  return conversation.id
}

async function namesFor(viewer: Viewer, filter: Partial<ConversationFilter> = {}, limit = 50): Promise<string[]> {
  const names: string[] = []
  let cursor: string | null = null
  do {
    const page = await inbox.conversations.list(viewer, { filter: { ...noFilter, ...filter }, cursor, limit })
    names.push(...page.items.map(({ leadName }) => leadName))
    cursor = page.nextCursor
  } while (cursor !== null)
  return names
}

const rowOf = (id: ConversationId) => inbox.all.conversations().find(row => row.id === id)
const newestOf = (id: ConversationId) =>
  inbox.all.messages().findLast(row => row.conversationId === id)?.id as MessageId
const read = (id: ConversationId, upTo = newestOf(id)) => inbox.conversations.markRead(inbox.admin, id, upTo)

describe('the list', () => {
  it('shows each viewer what they may see, newest first, page by page without a gap or a repeat', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      const owner = { a: ayla, b: bora, d: ayla, f: bora }[name] ?? null
      await meet(name, owner)
    }
    for (const limit of [1, 2, 3, 50]) {
      expect(await namesFor(inbox.admin, {}, limit)).toEqual(['g', 'f', 'e', 'd', 'c', 'b', 'a'])
      expect(await namesFor(ayla, {}, limit)).toEqual(['g', 'e', 'd', 'c', 'a'])
      expect(await namesFor(bora, {}, limit)).toEqual(['g', 'f', 'e', 'c', 'b'])
    }
    expect(await namesFor(ayla, { mine: true })).toEqual(['d', 'a'])
    expect(await namesFor(ayla, { unassigned: true })).toEqual(['g', 'e', 'c'])
    expect(await namesFor(inbox.admin, { unassigned: true })).toEqual(['g', 'e', 'c'])
    expect(await namesFor(inbox.admin, { mine: true })).toEqual([])
    expect(await namesFor(ayla, { mine: true, unassigned: true })).toEqual([])
    const elsewhere = { channelAccountId: newId<ChannelAccountId>() }
    expect([await namesFor(ayla, elsewhere), await namesFor(ayla, { channelAccountId: inbox.accountId })]).toEqual([
      [],
      ['g', 'e', 'd', 'c', 'a'],
    ])
  })

  it('counts and filters what is unread, by viewer', async () => {
    const [one] = [await meet('a', ayla), await meet('b', bora), await meet('c')]
    expect(await inbox.conversations.counts(inbox.admin)).toMatchObject({ unreadConversations: 3, unreadMessages: 3 })
    expect(await inbox.conversations.counts(ayla)).toMatchObject({ unreadConversations: 2, unreadMessages: 2 })
    await read(one)
    expect(await namesFor(ayla, { unread: true })).toEqual(['c'])
    expect(await inbox.conversations.counts(ayla)).toMatchObject({ unreadConversations: 1, unreadMessages: 1 })
  })

  it('follows a lead to its new owner at once, and tells the one who loses sight of it', async () => {
    const id = await meet('a', ayla)
    const leadId = rowOf(id)?.leadId as LeadId
    const before = inbox.published.length
    await inbox.leads.assign(inbox.admin, leadId, bora.id)
    expect([await namesFor(ayla), await namesFor(bora)]).toEqual([[], ['a']])
    await expect(inbox.conversations.get(ayla, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const [told] = inbox.published.slice(before)
    expect(told).toMatchObject({ event: { type: 'lead.changed', leadId }, before: { ownerId: ayla.id } })
    await inbox.leads.assign(inbox.admin, leadId, null)
    expect([await namesFor(ayla), await namesFor(bora)]).toEqual([['a'], ['a']])
  })

  it('asks the lead who may see it, even where its copy of the owner were wrong', async () => {
    const id = await meet('a', bora)
    inbox.database.sqlite.prepare('update conversations set owner_id = ? where id = ?').run(ayla.id, id)
    expect(await namesFor(ayla)).toEqual([])
    await expect(inbox.conversations.get(ayla, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('what is put away, waits, or is looked for', () => {
  const put = (id: ConversationId, isArchived = true) => inbox.conversations.archive(inbox.admin, id, isArchived)

  it('is out of every list but its own until it is taken back or somebody writes', async () => {
    const [one] = [await meet('a'), await meet('b')]
    const phone = `+90533${1_000_000 + people - 1}`
    const before = inbox.published.length
    await put(one)
    await put(one)
    expect(inbox.published.slice(before).map(({ event }) => event.type)).toEqual(['conversation.changed'])
    for (const filter of [{}, { unread: true }, { waiting: true }, { unassigned: true }]) {
      expect(await namesFor(inbox.admin, filter)).toEqual(['b'])
      expect(await namesFor(inbox.admin, { ...filter, archived: true })).toEqual(['a'])
    }
    expect(await inbox.conversations.get(ayla, one)).toMatchObject({ isArchived: true })
    expect(await inbox.conversations.counts(ayla)).toMatchObject({ unreadConversations: 1, waiting: 1, archived: 1 })
    await put(one, false)
    expect(await namesFor(inbox.admin)).toEqual(['b', 'a'])
    await put(one)
    inbox.receive(inbox.text('iki', { peer: { phone, lid: null } }))
    expect(await namesFor(inbox.admin)).toEqual(['a', 'b'])
    expect(await namesFor(inbox.admin, { archived: true })).toEqual([])
  })

  it('is nobody else’s to put away', async () => {
    const id = await meet('a', bora)
    await expect(inbox.conversations.archive(ayla, id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(rowOf(id)).toMatchObject({ isArchived: false })
  })

  it('waits while the last word is the customer’s', async () => {
    const [one] = [await meet('a', ayla), await meet('b', bora)]
    expect(await namesFor(ayla, { waiting: true })).toEqual(['a'])
    await inbox.write('Merhaba', one)
    expect(await namesFor(inbox.admin, { waiting: true })).toEqual(['b'])
    expect(await inbox.conversations.counts(ayla)).toMatchObject({ waiting: 0, mine: 1, unassigned: 0 })
    expect(await inbox.conversations.counts(inbox.admin)).toMatchObject({ waiting: 1, mine: 0, unassigned: 0 })
  })

  it('is found by name and number, archived or not, page by page, within what one may see', async () => {
    const first = await meet('Işık Şahin', ayla)
    await meet('Işıl Demir', bora)
    await meet('Can', ayla)
    await put(first)
    for (const limit of [1, 2, 50]) {
      expect(await namesFor(inbox.admin, { search: 'ISI' }, limit)).toEqual(['Işıl Demir', 'Işık Şahin'])
      expect(await namesFor(ayla, { search: 'isi' }, limit)).toEqual(['Işık Şahin'])
    }
    expect(await namesFor(inbox.admin, { search: 'isi', archived: true })).toEqual(['Işık Şahin'])
    expect(await namesFor(inbox.admin, { search: 'isi', mine: true })).toEqual([])
    expect(await namesFor(bora, { search: 'isi', mine: true, waiting: true })).toEqual(['Işıl Demir'])
    expect(await namesFor(inbox.admin, { search: `0533 ${1_000_000 + people}`.slice(0, 12) })).toContain('Can')
    expect(await namesFor(inbox.admin, { search: '!?' })).toEqual([])
  })
})

describe('reading', () => {
  it('reads what is there up to a message, and tells the customer of just those', async () => {
    const id = await meet('a')
    const first = newestOf(id)
    const peer = { phone: inbox.channel.sent.at(-1)?.to.phone ?? `+90533${1_000_000 + people}`, lid: null }
    inbox.receive(inbox.text('iki', { externalId: 'B', peer }), inbox.text('üç', { externalId: 'C', peer }))
    inbox.startRunner()
    await read(id, first)
    await expect.poll(() => inbox.channel.read).toHaveLength(1)
    expect(rowOf(id)).toMatchObject({ unreadCount: 2, lastReadAt: inbox.messageOf(first)?.sortAt })
    await read(id)
    await read(id)
    expect(rowOf(id)).toMatchObject({ unreadCount: 0 })
    await expect
      .poll(() => inbox.channel.read.map(batch => batch.map(({ externalId }) => externalId)))
      .toEqual([[inbox.messageOf(first)?.externalId], ['B', 'C']])
  })

  it('back to an older message takes nothing back, and an id of another conversation reads nothing', async () => {
    const [one, other] = [await meet('a'), await meet('b')]
    const first = newestOf(one)
    const peer = { phone: `+90533${1_000_000 + people - 1}`, lid: null }
    inbox.receive(inbox.text('iki', { peer }))
    await read(one)
    const { lastReadAt } = rowOf(one) ?? {}
    await read(one, first)
    expect(rowOf(one)).toMatchObject({ lastReadAt, unreadCount: 0 })
    await expect(read(one, newestOf(other))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(rowOf(other)).toMatchObject({ unreadCount: 1 })
  })

  it('a badge that was put back stays through edits, and goes with the next reading or the next message', async () => {
    const id = await meet('a')
    const peer = { phone: `+90533${1_000_000 + people}`, lid: null }
    inbox.startRunner()
    await read(id)
    await expect.poll(() => inbox.channel.read).toHaveLength(1)
    const { lastReadAt } = rowOf(id) ?? {}
    await inbox.conversations.markUnread(inbox.admin, id)
    await inbox.conversations.markUnread(inbox.admin, id)
    expect(rowOf(id)).toMatchObject({ unreadCount: 1, lastReadAt })
    expect(await inbox.conversations.counts(inbox.admin)).toMatchObject({ unreadConversations: 1, unreadMessages: 1 })
    const externalId = inbox.messageOf(newestOf(id))?.externalId ?? ''
    inbox.receive({ kind: 'edited', externalId, direction: 'in', peer, body: 'yeni', at: 9e12 })
    expect(rowOf(id)).toMatchObject({ unreadCount: 1, lastMessagePreview: 'yeni' })
    await read(id)
    expect(rowOf(id)).toMatchObject({ unreadCount: 0, isMarkedUnread: false })
    await inbox.conversations.markUnread(inbox.admin, id)
    inbox.receive(inbox.text('iki', { peer }))
    expect(rowOf(id)).toMatchObject({ unreadCount: 1, isMarkedUnread: false })
    expect(inbox.channel.read).toHaveLength(1)
  })

  it('tells pages once, and nothing when there was nothing to read', async () => {
    const id = await meet('a')
    await read(id)
    const before = inbox.published.length
    await read(id)
    expect(inbox.published).toHaveLength(before)
  })
})

describe('opening a conversation with a lead', () => {
  const details = {
    email: null,
    countryCode: null,
    language: null,
    city: null,
    stageId: null,
    source: 'manual',
  } as const
  const enter = (phoneNumber: string | null) =>
    inbox.leads.create(inbox.admin, { ...details, id: newId<LeadId>(), name: 'Ahmet', phoneNumber })

  it('makes one, once, and what is written goes to the number on the card', async () => {
    const lead = await enter('0532 111 22 33')
    const opened = await inbox.conversations.openForLead(inbox.admin, lead.id, inbox.accountId)
    expect(opened).toMatchObject({
      phoneNumber: '+905321112233',
      obstacle: null,
      lastMessagePreview: '',
      unreadCount: 0,
    })
    expect((await inbox.conversations.openForLead(inbox.admin, lead.id, inbox.accountId)).id).toBe(opened.id)
    await inbox.write('Merhaba', opened.id)
    inbox.startRunner()
    for (let turn = 0; turn < 5; turn += 1) await inbox.clock.advance(0)
    expect(inbox.channel.sent).toMatchObject([{ to: { phone: '+905321112233' }, customerWroteAt: null }])
    // Somebody who answers from that number is that lead; what was opened long before has its first message.
    inbox.receive(inbox.text('Selam', { peer: { phone: '+905321112233', lid: null }, sentAt: 1_000 }))
    expect(inbox.all.leads()).toHaveLength(1)
  })

  it('makes none for a lead without an address, and none of a stranger', async () => {
    const lead = await enter(null)
    const open = (viewer: Viewer) => inbox.conversations.openForLead(viewer, lead.id, inbox.accountId)
    await expect(open(inbox.admin)).rejects.toMatchObject({ code: 'NO_ADDRESS' })
    expect(inbox.all.conversations()).toEqual([])
    await inbox.leads.assign(inbox.admin, lead.id, bora.id)
    await expect(open(ayla)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('one that was opened before an older message arrived shows that message', async () => {
    const lead = await enter(PHONE)
    await inbox.clock.advance(60_000)
    const { id } = await inbox.conversations.openForLead(inbox.admin, lead.id, inbox.accountId)
    inbox.receive(inbox.text('Dün yazdım', { sentAt: inbox.clock.now() - 5_000 }))
    expect(rowOf(id)).toMatchObject({ lastMessagePreview: 'Dün yazdım', lastMessageAt: inbox.clock.now() - 5_000 })
  })
})
