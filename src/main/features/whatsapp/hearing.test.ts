import { type BaileysEventMap, proto } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createLogger } from '../../logging/logger.ts'
import { channelAccounts } from '../channels/schema.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import { createJournal, type Journal } from './journal.ts'
import { createReceiver, type Receiver } from './receive.ts'
import { createRecordingSink, type RecordingSink } from './testing/recording-sink.ts'

const accountId = '0199aaaa-0000-7000-8000-000000000001' as ChannelAccountId
const own = { phone: '905550000001', lid: '111' }
const ayse = '905551234567@s.whatsapp.net'
const seconds = 1_760_000_000

let database: TestDatabase
let office: RecordingSink
let journal: Journal
let receiver: Receiver
let cutCount: number
let commit: GroupCommit

beforeEach(() => {
  database = openTestDatabase()
  const { db, clock } = database
  const row = { id: accountId, channel: 'whatsapp', provider: 'whatsapp-link', name: 'Ofis' } as const
  db.insert(channelAccounts)
    .values({ ...row, createdAt: 1, updatedAt: 1 })
    .run()
  office = createRecordingSink(db)
  commit = createGroupCommit({
    db,
    onFailed: error => {
      throw error
    },
  })
  journal = createJournal({ db, accountId, clock, commit })
  cutCount = 0
  receiver = createReceiver({
    db,
    accountId,
    sink: office.sink,
    journal,
    commit,
    clock,
    log: createLogger('test'),
    conversion: () => ({
      own,
      book: { findPhoneOfLid: () => null, findLidOfPhone: () => null },
      findOriginal: () => undefined,
      ignoresGroups: true,
      now: clock.now(),
    }),
    onCannotStore: () => {
      cutCount += 1
    },
    history: {
      fetch: () => Promise.reject(new Error('nothing is fetched here')),
      giveToBaileys: async () => {},
      onSync: () => {},
      retryMs: 0,
    },
  })
})

afterEach(() => {
  receiver.stop()
  database.close()
})

function upsert(message: Partial<BaileysEventMap['messages.upsert']['messages'][number]>): void {
  receiver.hear('messages.upsert', {
    messages: [{ key: { remoteJid: ayse, id: 'A1', fromMe: false }, messageTimestamp: seconds, ...message }],
    type: 'append',
  })
  receiver.flush()
}

describe('what Baileys tells besides messages', () => {
  it('a receipt of the customer moves our message, one of our own phone means that a person has read theirs', async () => {
    const { Status } = proto.WebMessageInfo
    const update = (status: number) => ({ status, messageTimestamp: seconds })
    receiver.hear('messages.update', [
      { key: { remoteJid: ayse, id: 'OUT', fromMe: true }, update: update(Status.DELIVERY_ACK) },
      { key: { remoteJid: '222@lid', id: 'OUT', fromMe: true }, update: update(Status.PLAYED) },
      { key: { remoteJid: ayse, id: 'IN', fromMe: false }, update: update(Status.READ) },
      { key: { remoteJid: ayse, id: 'OUT', fromMe: true }, update: update(Status.ERROR) },
    ])
    // Baileys acknowledges receipts right after: that frame waits until they are stored.
    expect(office.facts).toEqual([])
    await new Promise<void>(resolve => commit.whenWritten(resolve))
    expect(office.facts).toEqual([
      { kind: 'status', externalId: 'OUT', status: 'delivered', at: seconds * 1_000 },
      { kind: 'status', externalId: 'OUT', status: 'read', at: seconds * 1_000 },
      { kind: 'read-on-phone', externalId: 'IN', at: seconds * 1_000 },
    ])
  })

  it('a call that rings has its place in the conversation, once', () => {
    const call = { chatId: ayse, from: ayse, id: 'CALL', date: new Date(seconds * 1_000), offline: false }
    receiver.hear('call', [{ ...call, status: 'offer' }])
    receiver.hear('call', [{ ...call, status: 'ringing' }])
    receiver.hear('call', [{ ...call, status: 'timeout' }])
    receiver.hear('call', [{ ...call, id: 'GROUP', isGroup: true, status: 'offer' }])
    upsert({ key: { remoteJid: ayse, id: 'CALL', fromMe: false }, messageStubType: 40 })
    expect(office.messages()).toMatchObject([{ externalId: 'CALL', kind: 'call', phone: '+905551234567' }])
  })

  it('somebody who types is told, and stored nowhere', () => {
    for (const lastKnownPresence of ['composing', 'recording', 'paused'] as const) {
      receiver.hear('presence.update', { id: ayse, presences: { [ayse]: { lastKnownPresence } } })
    }
    expect(office.typing.map(({ isTyping }) => isTyping)).toEqual([true, true, false])
    expect(office.facts).toEqual([])
  })
})

describe('odd forms', () => {
  it('an empty participant is none, and 64-bit times are times', () => {
    upsert({
      key: { remoteJid: ayse, id: 'A1', fromMe: false, participant: '' },
      messageTimestamp:
        proto.WebMessageInfo.decode(proto.WebMessageInfo.encode({ key: {}, messageTimestamp: seconds }).finish())
          .messageTimestamp ?? null,
      message: { conversation: 'selam' },
    })
    expect(office.of('message')[0]?.message).toMatchObject({ sentAt: seconds * 1_000, body: 'selam', direction: 'in' })
  })

  it('a message to oneself, an announcement of WhatsApp and a status are nobody’s conversation', () => {
    for (const remoteJid of ['905550000001@s.whatsapp.net', '111@lid', '0@s.whatsapp.net', 'status@broadcast']) {
      upsert({ key: { remoteJid, id: remoteJid, fromMe: false }, message: { conversation: 'x' } })
    }
    expect(office.facts).toEqual([])
  })

  it('an edit that cannot be opened keeps a place', () => {
    const sealed = {
      targetMessageKey: { id: 'GONE' },
      encPayload: Buffer.alloc(40),
      encIv: Buffer.alloc(12),
      secretEncType: 2,
    }
    upsert({ message: { secretEncryptedMessage: sealed } })
    expect(office.messages()).toMatchObject([{ externalId: 'A1', kind: 'unsupported' }])
  })

  it('a picture to be seen once, of which only the phone has the content, says so', () => {
    upsert({ key: { remoteJid: ayse, id: 'A1', fromMe: false, isViewOnce: true }, messageStubType: 2 })
    expect(office.messages()).toMatchObject([{ kind: 'view_once' }])
  })

  it('a broken event harms nothing', () => {
    expect(() => receiver.hear('messages.upsert', { messages: [null] } as never)).not.toThrow()
    expect(() => receiver.hear('presence.update', {} as never)).not.toThrow()
  })
})

describe('a database that refuses', () => {
  it('cuts the line, so that nothing more is acknowledged; a bug of ours does not', () => {
    office.failWith(Object.assign(new Error('no space'), { code: 'SQLITE_FULL' }))
    upsert({ message: { conversation: 'a' } })
    expect(cutCount).toBe(1)
    office.failWith(new Error('a bug'))
    upsert({ message: { conversation: 'b' } })
    expect(cutCount).toBe(1)
  })
})
