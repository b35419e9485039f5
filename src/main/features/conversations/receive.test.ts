import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ChannelAccountId, newId, type StaffId } from '#shared/domain/ids.ts'
import { transact } from '../../db/database.ts'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createAppEvents } from '../../events/app-events.ts'
import { createLogger } from '../../logging/logger.ts'
import type { ChannelFact, ChannelMessage } from '../channels/channel.ts'
import { channelAccounts } from '../channels/schema.ts'
import { createPeople } from '../leads/people-service.ts'
import { interactions, leadIdentities, leads, leadTouches } from '../leads/schema.ts'
import { createSettingsService } from '../settings/service.ts'
import { stages } from '../stages/schema.ts'
import { createStageService } from '../stages/service.ts'
import { createBlocks } from './blocks.ts'
import { mergeConversationsOf } from './merge-conversations.ts'
import { createMessageStatuses } from './message-statuses.ts'
import { createReadMarks } from './read-marks.ts'
import { createReceiver, type Receiver } from './receive.ts'
import { conversationPeers, conversations, messages } from './schema.ts'

const account = newId<ChannelAccountId>()
const admin = newId<StaffId>()
const PHONE = '+905551234567'
const LID = '123456789012345'
const from = { phone: PHONE, lid: null }

let database: TestDatabase
let receiver: Receiver
let notified: string[]
let published: string[]

beforeEach(async () => {
  database = openTestDatabase()
  const { db, clock } = database
  const events = createAppEvents()
  published = []
  notified = []
  events.subscribe(({ event }) => published.push(event.type))
  const settings = createSettingsService({ db, clock, events, log: createLogger('test') })
  transact(db, tx => createStageService({ db, clock, events }).insertInitial(tx, admin, 'tr'))
  db.insert(channelAccounts)
    .values({ id: account, channel: 'whatsapp', provider: 'whatsapp-link', name: 'Ofis', createdAt: 0, updatedAt: 0 })
    .run()
  const people = createPeople({ clock, settings, mergeConversations: mergeConversationsOf })
  receiver = createReceiver({
    clock,
    events,
    people,
    statuses: createMessageStatuses({ clock, events, people, onSettled: () => {} }),
    readMarks: createReadMarks({ events }),
    raiseNotification: ({ id }) => notified.push(id),
    files: { forgetFilesOfMessages: () => {} },
    fetchQueue: { add: () => {} },
    blocks: createBlocks({ clock, events }),
  })
})
afterEach(() => database.close())

let sent = 0
function text(body: string, over: Partial<ChannelMessage> = {}): ChannelFact {
  sent += 1
  return {
    kind: 'message',
    message: {
      externalId: `M${sent}`,
      direction: 'in',
      peer: { phone: PHONE, lid: null },
      pushName: 'Ayşe Kaya',
      kind: 'text',
      body,
      sentAt: database.clock.now() + sent,
      media: null,
      details: null,
      isForwarded: false,
      isViewOnce: false,
      isEphemeral: false,
      quotedExternalId: null,
      adReferral: null,
      raw: null,
      isHistory: false,
      ...over,
    },
  }
}

function receive(...facts: ChannelFact[]): void {
  transact(database.db, tx => receiver.receive(tx, account, facts))
}

const all = {
  leads: () => database.db.select().from(leads).all(),
  messages: () => database.db.select().from(messages).orderBy(messages.sortAt, messages.seq).all(),
  conversations: () => database.db.select().from(conversations).all(),
  identities: () => database.db.select().from(leadIdentities).all(),
  touches: () => database.db.select().from(leadTouches).all(),
}

describe('a message of an unknown person', () => {
  it('makes a lead in the default stage, unregistered and named by its push name', () => {
    receive(text('Merhaba'))
    const stage = database.db.select().from(stages).where(eq(stages.isDefault, true)).get()
    expect(all.leads()).toMatchObject([
      {
        name: 'Ayşe Kaya',
        stageId: stage?.id,
        isUnregistered: true,
        firstMessageAnswered: false,
        source: 'whatsapp',
        countryCode: 'TR',
        ownerId: null,
      },
    ])
    expect(all.conversations()).toMatchObject([{ unreadCount: 1, lastMessagePreview: 'Merhaba' }])
    expect(all.touches()).toMatchObject([{ kind: 'first_message', source: 'whatsapp' }])
    expect(notified).toHaveLength(1)
    expect(published).toContain('lead.created')
  })

  it('is named "Yeni Lead (+90 …)" without a push name, until one comes', () => {
    receive(text('Merhaba', { pushName: null }))
    expect(all.leads()[0]?.name).toBe('Yeni Lead (+90 555 123 45 67)')
    receive(text('Ben Ayşe', { pushName: 'Ayşe' }))
    expect(all.leads()[0]?.name).toBe('Ayşe')
    receive(text('!', { pushName: 'Başka' }))
    expect(all.leads()[0]?.name).toBe('Ayşe')
  })

  it('may hide its number: the LID is no phone and no name', () => {
    receive(text('Hi', { peer: { phone: null, lid: LID }, pushName: null }))
    expect(all.leads()).toMatchObject([{ name: 'Yeni Lead (numara gizli)', countryCode: null }])
    expect(all.identities()).toMatchObject([{ kind: 'whatsapp_lid', value: LID }])
  })
})

describe('the same message again', () => {
  it('changes nothing', () => {
    const message = text('Merhaba')
    receive(message)
    receive(message)
    receive(message, message)
    expect(all.messages()).toHaveLength(1)
    expect(all.conversations()).toMatchObject([{ unreadCount: 1 }])
    expect(notified).toHaveLength(1)
  })

  it('fills its placeholder, once, and keeps its place', () => {
    const placeholder = text('', { externalId: 'AD', kind: 'waiting' })
    const referral = {
      adId: '7',
      clickId: 'c',
      title: 'Saç ekimi',
      sourceUrl: 'https://fb.me/x',
      picture: null,
      raw: { ref: 1 },
    }
    const real = text('Fiyat?', { externalId: 'AD', adReferral: referral })
    receive(placeholder, text('ikinci'))
    receive(real)
    receive(placeholder, real)
    expect(all.messages().map(({ body, kind }) => [body, kind])).toEqual([
      ['Fiyat?', 'text'],
      ['ikinci', 'text'],
    ])
    expect(all.conversations()).toMatchObject([{ unreadCount: 2, lastMessagePreview: 'ikinci' }])
    expect(all.leads()).toMatchObject([{ source: 'click_to_whatsapp_ad', sourceDetail: 'Saç ekimi' }])
    expect(all.touches().filter(touch => touch.kind === 'ad_referral')).toMatchObject([{ adId: '7', raw: { ref: 1 } }])
  })

  it('of another sender with the same id is a message of its own', () => {
    receive(text('bir', { externalId: 'SAME' }))
    receive(text('iki', { externalId: 'SAME', peer: { phone: '+4915112345678', lid: null } }))
    expect(all.messages().map(({ body }) => body)).toEqual(['bir', 'iki'])
  })
})

describe('one person with a phone and a LID', () => {
  it.each([
    ['phone first', [PHONE, null], [null, LID]],
    ['LID first', [null, LID], [PHONE, null]],
  ] as const)('is one lead when both come together later (%s)', (_, [phone1, lid1], [phone2, lid2]) => {
    receive(text('bir', { peer: { phone: phone1, lid: lid1 } }))
    receive(text('iki', { peer: { phone: phone2, lid: lid2 }, pushName: null }))
    expect(all.leads()).toHaveLength(2)
    receive(text('üç', { peer: { phone: PHONE, lid: LID } }))
    expect(all.leads()).toMatchObject([{ name: 'Ayşe Kaya' }])
    expect(all.messages().map(({ body }) => body)).toEqual(['bir', 'iki', 'üç'])
    expect(all.conversations()).toMatchObject([{ unreadCount: 3, lastMessagePreview: 'üç' }])
    expect(
      all
        .identities()
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['phone', 'whatsapp_lid'])
    expect(database.db.select().from(conversationPeers).all()).toHaveLength(2)
  })

  it('is one lead when the channel says so, with nothing doubled', () => {
    receive(text('bir', { externalId: 'X', peer: { phone: PHONE, lid: null } }))
    receive(text('', { externalId: 'X', kind: 'waiting', peer: { phone: null, lid: LID }, pushName: null }))
    receive({ kind: 'address-learned', phone: PHONE, lid: LID })
    expect(all.leads()).toHaveLength(1)
    expect(all.messages()).toMatchObject([{ body: 'bir' }])
    expect(
      database.db
        .select()
        .from(interactions)
        .all()
        .map(({ kind }) => kind),
    ).toContain('merge')
  })

  it('learns nothing of people who never wrote', () => {
    receive({ kind: 'address-learned', phone: PHONE, lid: LID })
    receive({ kind: 'push-name', peer: { phone: PHONE, lid: null }, pushName: 'Ayşe' })
    expect(all.leads()).toEqual([])
  })
})

describe('what the phone did', () => {
  it('an answer typed on the phone is ours, reads the conversation and moves the lead on', () => {
    receive(text('Merhaba'))
    receive(text('Buyurun', { direction: 'out', pushName: null }))
    expect(all.messages()[1]).toMatchObject({ direction: 'out', status: 'sent', isFromPhone: true, sentBy: null })
    expect(all.conversations()).toMatchObject([{ unreadCount: 0, waitingSince: null }])
    const stage = database.db.select().from(stages).where(eq(stages.outcome, 'contacted')).get()
    expect(all.leads()).toMatchObject([{ firstMessageAnswered: true, stageId: stage?.id }])
  })

  it('opening the conversation there makes it read here', () => {
    receive(text('bir', { externalId: 'A' }), text('iki', { externalId: 'B' }))
    receive({ kind: 'read-on-phone', externalId: 'A', at: database.clock.now() })
    expect(all.conversations()).toMatchObject([{ unreadCount: 1 }])
  })

  it('history is old: nobody is told, nothing is unread, nothing waits', () => {
    receive(text('geçen yıl', { isHistory: true, sentAt: 1_000 }))
    expect(notified).toEqual([])
    expect(all.conversations()).toMatchObject([{ unreadCount: 0, waitingSince: null }])
  })
})

describe('receipts, edits and deletions', () => {
  const status = (to: 'sent' | 'delivered' | 'read', at: number): ChannelFact => ({
    kind: 'status',
    externalId: 'OUT',
    status: to,
    at,
  })

  it('move a sent message forward only, however late and out of order they come', () => {
    receive(text('Buyurun', { direction: 'out', externalId: 'OUT' }))
    receive(status('read', 30), status('delivered', 20), status('sent', 10), status('read', 40))
    expect(all.messages()).toMatchObject([{ status: 'read', readAt: 30 }])
    expect(all.conversations()).toMatchObject([{ lastMessageStatus: 'read' }])
  })

  it('an edit replaces the text, an older one does not, and a deletion empties it', () => {
    const edit = (body: string, at: number): ChannelFact => ({
      kind: 'edited',
      externalId: 'E',
      direction: 'in',
      peer: from,
      body,
      at,
    })
    receive(text('saat 3', { externalId: 'E' }))
    receive(edit('saat 4', 200), edit('eski', 100))
    expect(all.messages()).toMatchObject([{ body: 'saat 4', editedAt: 200 }])
    expect(all.conversations()).toMatchObject([{ lastMessagePreview: 'saat 4' }])
    receive({ kind: 'deleted', externalId: 'E', direction: 'in', peer: from, at: 300 }, edit('geri', 400))
    expect(all.messages()).toMatchObject([{ body: '', deletedAt: 300 }])
  })

  it('of messages that are not here change nothing', () => {
    receive(status('read', 1), { kind: 'deleted', externalId: 'Y', direction: 'in', peer: from, at: 1 })
    expect(all.messages()).toEqual([])
  })
})

it('finds what was said in any spelling', () => {
  receive(text('Işık tedavisi İÇİN fiyat'))
  const found = (query: string) =>
    database.sqlite.prepare('select rowid from messages_fts where messages_fts match ?').all(query).length
  expect([found('isik'), found('icin'), found('tedavi*'), found('yok')]).toEqual([1, 1, 1, 0])
})
