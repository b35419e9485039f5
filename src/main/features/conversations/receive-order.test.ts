import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConversationId } from '#shared/domain/ids.ts'
import type { ChannelFact, ChannelMessage } from '../channels/channel.ts'
import { interactions, leadTouches } from '../leads/schema.ts'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

let inbox: TestInbox
beforeEach(() => {
  inbox = openTestInbox()
})
afterEach(() => inbox.close())

const from = { phone: PHONE, lid: null }
const LID = '123456789012345'
const at = (seconds: number) => inbox.clock.now() - 1_000_000 + seconds * 1_000
const said = (second: number, over: Partial<ChannelMessage> = {}) =>
  inbox.text(`m${second}`, { externalId: `S${second}`, sentAt: at(second), ...over })
const typed = (second: number, over: Partial<ChannelMessage> = {}) => said(second, { direction: 'out', ...over })
const edited = (second: number, body: string, atSecond: number): ChannelFact => ({
  kind: 'edited',
  externalId: `S${second}`,
  direction: 'in',
  peer: from,
  body,
  at: at(atSecond),
})
const deleted = (second: number, peer = from): ChannelFact => ({
  kind: 'deleted',
  externalId: `S${second}`,
  direction: 'in',
  peer,
  at: at(second) + 500,
})

function only() {
  const [conversation] = inbox.all.conversations()
  const [lead] = inbox.all.leads()
  if (!conversation || !lead) throw new Error('nobody wrote')
  return { conversation, lead }
}

describe('messages that come out of order', () => {
  interface Said {
    second: number
    isOwn: boolean
    isHistory: boolean
  }
  let person = 0

  /** A person of their own says it all. What the office knows in the end, without what tells in which order it learned it. */
  function tell(talk: readonly Said[]) {
    person += 1
    const peer = { phone: `+90556${String(person).padStart(7, '0')}`, lid: null }
    inbox.receive(...talk.map(({ second, isOwn, isHistory }) => (isOwn ? typed : said)(second, { isHistory, peer })))
    const lead = inbox.all.leads().at(-1)
    const conversation = inbox.all.conversations().at(-1)
    const messages = inbox.all.messages().filter(({ leadId }) => leadId === lead?.id)
    const touches = inbox.db.select().from(leadTouches).all()
    return {
      messages: messages.map(({ body, status, direction, isImported }) => [body, status, direction, isImported]),
      last: [conversation?.lastMessagePreview, conversation?.lastMessageAt, conversation?.lastMessageDirection],
      unread: conversation?.unreadCount,
      waitingSince: conversation?.waitingSince,
      contact: [lead?.firstInboundAt, lead?.lastInboundAt, lead?.lastOutboundAt, lead?.lastContactedAt],
      answered: lead?.firstMessageAnswered,
      touches: touches
        .filter(({ leadId }) => leadId === lead?.id)
        .map(({ kind, externalId, happenedAt }) => [kind, externalId, happenedAt]),
      isUnreadCounted:
        conversation?.unreadCount === messages.filter(row => row.direction === 'in' && row.readAt === null).length,
    }
  }

  const talk = fc
    .uniqueArray(fc.record({ second: fc.integer({ min: 1, max: 30 }), isOwn: fc.boolean() }), {
      selector: ({ second }) => second,
      minLength: 1,
      maxLength: 6,
    })
    .chain(messages =>
      fc.tuple(
        fc.constant(messages),
        fc.integer({ min: 0, max: 30 }),
        fc.shuffledSubarray(
          messages.map((_, index) => index),
          { minLength: messages.length },
        ),
      ),
    )

  it('leave the same conversation and the same person as in order, also when they come twice', () => {
    fc.assert(
      fc.property(talk, ([messages, linkedAt, order]) => {
        // What was said before this PC was linked is history.
        const all: Said[] = messages.map(message => ({ ...message, isHistory: message.second < linkedAt }))
        const straight = tell(all.toSorted((a, b) => a.second - b.second))
        const shuffled = order.map(index => all[index] as Said)
        expect(tell([...shuffled, ...shuffled])).toEqual(straight)
        expect(straight.isUnreadCounted).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('a message that the phone answered before we heard of it is neither unread nor told', () => {
    inbox.receive(typed(5))
    inbox.receive(said(3))
    expect(only().conversation).toMatchObject({ unreadCount: 0, waitingSince: null, lastMessagePreview: 'm5' })
    expect(only().lead).toMatchObject({ firstMessageAnswered: true, firstAnsweredAt: at(5) })
    expect(inbox.notified).toEqual([])
  })

  it('of the same second stand in the order of their arrival, and the last one is the last', () => {
    inbox.receive(said(1, { externalId: 'a', body: 'a' }), said(1, { externalId: 'b', body: 'b' }))
    inbox.receive(said(1, { externalId: 'c', body: 'c' }))
    expect(inbox.all.messages().map(({ body }) => body)).toEqual(['a', 'b', 'c'])
    expect(only().conversation).toMatchObject({ lastMessagePreview: 'c', waitingSince: at(1), unreadCount: 3 })
  })
})

describe('a placeholder', () => {
  const waiting = (second: number) => said(second, { kind: 'waiting', body: '' })

  it('that was deleted meanwhile stays deleted', () => {
    inbox.receive(waiting(1), deleted(1), said(1))
    expect(inbox.all.messages()).toMatchObject([{ kind: 'waiting', body: '' }])
  })

  it('that was edited meanwhile is shown, keeps its newer text and takes the rest of the real one', () => {
    inbox.receive(waiting(1), edited(1, 'saat 4', 3))
    expect(inbox.all.messages()).toMatchObject([{ kind: 'text', body: 'saat 4' }])
    inbox.receive(
      said(1, { body: 'saat 3', raw: Buffer.from('proto'), quotedExternalId: 'Q' }),
      said(1, { body: 'again' }),
    )
    expect(inbox.all.messages()).toMatchObject([{ body: 'saat 4', quotedExternalId: 'Q', raw: Buffer.from('proto') }])
    expect(only().conversation).toMatchObject({ lastMessagePreview: 'saat 4', unreadCount: 1 })
  })
})

describe('edits and deletions', () => {
  it("touch nothing in somebody else's chat, whoever knows the id", () => {
    inbox.receive(said(1))
    const stranger = { phone: '+4915112345678', lid: null }
    inbox.receive(said(2, { peer: stranger }))
    inbox.receive(deleted(1, stranger), { ...edited(1, 'hacked', 9), peer: stranger } as ChannelFact)
    inbox.receive(deleted(1, { phone: '+491700000000', lid: null }))
    expect(inbox.all.messages()).toMatchObject([{ body: 'm1', deletedAt: null, editedAt: null }, { body: 'm2' }])
  })

  it('of the last message show in the list', () => {
    inbox.receive(said(1), said(2), deleted(2))
    expect(only().conversation).toMatchObject({
      lastMessagePreview: '',
      isLastMessageDeleted: true,
      unreadCount: 2,
      waitingSince: at(1),
    })
    inbox.receive(said(3))
    expect(only().conversation).toMatchObject({ lastMessagePreview: 'm3', isLastMessageDeleted: false })
  })
})

describe('what is learned of a person', () => {
  it('a message typed on the phone to somebody unknown makes them a lead, whose own first message is the touch', () => {
    inbox.receive(typed(1))
    expect(only().lead).toMatchObject({ source: 'whatsapp', isUnregistered: true, firstMessageAnswered: false })
    expect(inbox.db.select().from(leadTouches).all()).toEqual([])
    inbox.receive(said(2), said(3))
    expect(inbox.db.select().from(leadTouches).all()).toMatchObject([{ kind: 'first_message', externalId: 'S2' }])
    expect(only().lead).toMatchObject({ firstInboundAt: at(2), firstMessageAnswered: false, name: 'Ayşe Kaya' })
    inbox.receive(typed(4))
    expect(only().lead).toMatchObject({ firstMessageAnswered: true, firstAnsweredAt: at(4) })
  })

  it('somebody who was answered before this PC was linked is no new case, and moves nowhere by their history', () => {
    inbox.receive(typed(2, { isHistory: true }), said(1, { isHistory: true }))
    const { lead, conversation } = only()
    expect(lead).toMatchObject({
      firstMessageAnswered: true,
      firstAnsweredAt: null,
      lastContactedAt: at(2),
      stageId: inbox.stageIdOf('new'),
    })
    expect(conversation).toMatchObject({ waitingSince: null, unreadCount: 0, lastReadAt: at(2) })
  })

  it('an ad names the lead that came by it, with its title, from its very first message on', () => {
    const adReferral = {
      adId: '7',
      clickId: 'c',
      title: 'Saç ekimi',
      sourceUrl: 'https://fb.me/x',
      picture: null,
      raw: { ref: 1 },
    }
    inbox.receive(said(1, { adReferral }), said(1, { adReferral }))
    expect(only().lead).toMatchObject({ source: 'click_to_whatsapp_ad', sourceDetail: 'Saç ekimi' })
    expect(inbox.db.select().from(leadTouches).all()).toHaveLength(2)
    inbox.receive(said(5, { adReferral: { ...adReferral, title: 'Diş' } }))
    expect(only().lead).toMatchObject({ sourceDetail: 'Saç ekimi' })
    expect(inbox.db.select().from(leadTouches).all()).toHaveLength(3)
  })

  it.each([
    ['\u202eeşyA', 'eşyA'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
    ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
    ['  a\n\tb\0c ', 'a b c'],
    ['\u3164\u200e', 'Yeni Lead (+90 555 123 45 67)'],
    ['\u200d\ufe0f', 'Yeni Lead (+90 555 123 45 67)'],
    ['ğ'.repeat(300), 'ğ'.repeat(200)],
  ])('the name %j that somebody gave themselves is shown as %j', (pushName, name) => {
    inbox.receive(said(1, { pushName }))
    expect(only().lead.name).toBe(name)
  })

  it('a hidden number that becomes known stands in the name that was made up', () => {
    inbox.receive(said(1, { peer: { phone: null, lid: LID }, pushName: null }))
    inbox.receive({ kind: 'address-learned', phone: PHONE, lid: LID })
    expect(only().lead).toMatchObject({ name: 'Yeni Lead (+90 555 123 45 67)', countryCode: 'TR' })
  })

  it('what is known already is told to nobody', () => {
    inbox.receive(said(1, { peer: { phone: PHONE, lid: LID } }))
    const before = inbox.published.length
    for (let time = 0; time < 50; time += 1) inbox.receive({ kind: 'address-learned', phone: PHONE, lid: LID })
    inbox.receive({ kind: 'push-name', peer: from, pushName: 'Ayşe Kaya' })
    expect(inbox.published).toHaveLength(before)
  })

  it('a number that was taken off the card still finds its conversation and its person', async () => {
    inbox.receive(said(1))
    const { lead } = only()
    const details = { email: null, countryCode: null, language: null, city: null }
    const card = { ...details, id: lead.id, version: lead.version, name: 'Ayşe Kaya', phoneNumber: '+905329999999' }
    await inbox.leads.update(inbox.admin, card)
    inbox.receive(said(2))
    expect(inbox.all.leads()).toHaveLength(1)
    expect(inbox.all.conversations()).toMatchObject([{ unreadCount: 2 }])
  })
})

describe('the address of an answer', () => {
  const answerTo = async () => {
    const id = await inbox.write('Buyurun', only().conversation.id as ConversationId)
    inbox.startRunner()
    for (let turn = 0; turn < 5; turn += 1) await inbox.clock.advance(0)
    return inbox.messageOf(id) && inbox.channel.sent.at(-1)?.to
  }

  it('is what they last wrote from, in both its forms', async () => {
    inbox.receive(said(1))
    inbox.receive({ kind: 'address-learned', phone: PHONE, lid: LID })
    expect(await answerTo()).toEqual({ phone: PHONE, lid: LID })
  })

  it('never joins the phone of today with the LID of another phone', async () => {
    const second = '+905320000000'
    inbox.receive(said(1, { peer: { phone: PHONE, lid: LID } }))
    const { lead } = only()
    await inbox.leads.get(inbox.admin, lead.id)
    inbox.receive(said(2, { peer: { phone: second, lid: LID } }))
    inbox.receive(said(3, { peer: { phone: PHONE, lid: null } }))
    expect(inbox.all.leads()).toHaveLength(1)
    expect(await answerTo()).toEqual({ phone: PHONE, lid: null })
  })

  it('is not changed by an older message, nor by what the phone wrote', async () => {
    inbox.receive(said(5, { peer: { phone: PHONE, lid: LID } }))
    inbox.receive(said(2, { peer: { phone: '+905320000000', lid: LID } }))
    inbox.receive(typed(7, { peer: { phone: '+905320000000', lid: null } }))
    expect(await answerTo()).toEqual({ phone: PHONE, lid: LID })
  })
})

it('a message to an archived conversation brings it back; history does not', () => {
  inbox.receive(said(1))
  inbox.database.sqlite.prepare('update conversations set is_archived = 1').run()
  inbox.receive(said(2, { isHistory: true }))
  expect(only().conversation.isArchived).toBe(true)
  inbox.receive(said(3))
  expect(only().conversation.isArchived).toBe(false)
})

it('a first answer typed on the phone tells pages that the lead has moved', () => {
  inbox.receive(said(1))
  const before = inbox.published.length
  inbox.receive(typed(2))
  expect(inbox.heard().slice(before)).toContain('lead.changed')
  expect(
    inbox.db
      .select()
      .from(interactions)
      .all()
      .map(({ kind }) => kind),
  ).toContain('status_change')
})
