import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingFilter } from '#shared/contract/diagnostics.ts'
import { openTestInbox, PHONE, type TestInbox } from '../conversations/testing/test-inbox.ts'
import { createGroupCommit, type GroupCommit } from '../whatsapp/group-commit.ts'
import { createJournal, type Journal } from '../whatsapp/journal.ts'
import { listIncoming } from './incoming.ts'
import { listMessagesByPhone } from './messages-by-phone.ts'

const reasons = { bySetting: 'a group, by setting', repeated: 'a repeated copy' }
let inbox: TestInbox
let journal: Journal
let commit: GroupCommit

beforeEach(() => {
  inbox = openTestInbox()
  commit = createGroupCommit({
    db: inbox.db,
    onFailed: error => {
      throw error
    },
  })
  journal = createJournal({ ...inbox, commit })
})
afterEach(() => inbox.close())

async function receive(id: string): Promise<void> {
  journal.record({ tag: 'message', attrs: { id, from: '905551234567@s.whatsapp.net' }, content: 'Ayşe Kaya' })
  commit.flush()
  await inbox.clock.advance(1_000)
}
function list({ filter = 'all' as IncomingFilter, cursor = null as string | null, limit = 50 } = {}) {
  return listIncoming(inbox.db, reasons, { filter, cursor, limit })
}
const outcomes = (filter: IncomingFilter = 'all') =>
  list({ filter })
    .items.map(({ outcome }) => outcome)
    .toReversed()

describe('what was received', () => {
  it('says what became of it, in the order in which it came', async () => {
    for (const id of ['M1', 'M1', 'G', 'N', 'R', 'W', 'B', 'A', 'F', 'U']) {
      await receive(id)
      if (id === 'M1') journal.end(id, 'stored')
    }
    journal.end('G', 'ignored', reasons.bySetting)
    journal.end('N', 'ignored', 'senderKeyDistributionMessage')
    journal.end('R', 'ignored', reasons.repeated)
    journal.noteProblem('B', 'TypeError')
    for (const id of ['A', 'U']) journal.end(id, 'unreadable')
    const asked = (await journal.listUnreadable({ receivedSince: 0, attemptsBelow: 5 })).find(
      row => row.stanzaId === 'A',
    )
    journal.noteAttempt(asked?.seq ?? 0)
    journal.end('F', 'unreadable', 'SessionError')
    expect(outcomes()).toEqual([
      ...['stored', 'duplicate', 'ignored-by-setting', 'ignored', 'duplicate', 'waiting', 'failed'],
      ...['asked-again', 'failed', 'placeholder'],
    ])
    expect(outcomes('open')).toEqual(['waiting', 'failed', 'asked-again', 'failed', 'placeholder'])
    expect(outcomes('ignored')).toEqual(['ignored-by-setting', 'ignored', 'duplicate'])
    expect(outcomes('stored')).toEqual(['stored', 'duplicate'])
    expect(list().items.find(({ outcome }) => outcome === 'asked-again')).toMatchObject({ attempts: 1, reason: null })
  })

  it('is no duplicate when it is the content that an earlier placeholder waited for', async () => {
    await receive('M1')
    journal.end('M1', 'unreadable')
    await receive('M1')
    journal.end('M1', 'stored')
    expect(outcomes()).toEqual(['stored', 'stored'])
  })

  it('has the kind of the message that it became, and nothing that could tell whose it is', async () => {
    await receive('M1')
    inbox.receive(inbox.text('gizli söz', { externalId: 'M1', kind: 'image' }))
    journal.end('M1', 'stored')
    const { items } = list()
    expect(items).toMatchObject([{ kind: 'image', channelAccountId: inbox.accountId, outcome: 'stored' }])
    for (const secret of ['gizli', 'Ayşe', '5551234567', 'M1']) expect(JSON.stringify(items)).not.toContain(secret)
  })

  it('is paged without a gap or a repeat, also while more comes', async () => {
    for (let number = 0; number < 5; number += 1) await receive(`M${number}`)
    const first = list({ limit: 2 })
    await receive('later')
    const second = list({ limit: 2, cursor: first.nextCursor })
    const third = list({ limit: 2, cursor: second.nextCursor })
    const ids = [...first.items, ...second.items, ...third.items].map(({ id }) => id)
    expect(new Set(ids).size).toBe(5)
    expect(third.nextCursor).toBeNull()
  })
})

describe('the messages of a number', () => {
  const ofPhone = (phone: string, cursor: string | null = null, limit = 50) =>
    listMessagesByPhone(inbox.db, { phone, cursor, limit, country: 'TR' })

  it.each([PHONE, '905551234567', '5551234567', '0555 123 45 67'])('are found as %s', phone => {
    inbox.receive(inbox.text('bir'), inbox.text('iki', { direction: 'out' }))
    const { items } = ofPhone(phone)
    expect(items.map(({ direction }) => direction)).toEqual(['out', 'in'])
    expect(JSON.stringify(items)).not.toMatch(/bir|iki|Ayşe/u)
  })

  it('are paged, and none are there for a number nobody has', () => {
    inbox.receive(inbox.text('bir'), inbox.text('iki'), inbox.text('üç'))
    const first = ofPhone(PHONE, null, 2)
    const second = ofPhone(PHONE, first.nextCursor, 2)
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
    expect(ofPhone('+4915112345678').items).toEqual([])
    expect(ofPhone('kimse').items).toEqual([])
  })
})
