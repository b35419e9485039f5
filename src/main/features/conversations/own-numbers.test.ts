import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { channelAccounts } from '../channels/schema.ts'
import { openTestInbox, type TestInbox } from './testing/test-inbox.ts'

const SECOND_LINE = '+905550000002'
let inbox: TestInbox
beforeEach(() => {
  inbox = openTestInbox()
  const id = newId<ChannelAccountId>()
  inbox.db
    .insert(channelAccounts)
    .values({
      ...{ id, channel: 'whatsapp', provider: 'whatsapp-link', name: 'İkinci hat' },
      ...{ phoneNumber: SECOND_LINE, createdAt: 0, updatedAt: 0 },
    })
    .run()
})
afterEach(() => inbox.close())

const fromSecondLine = () => inbox.text('deneme', { peer: { phone: SECOND_LINE, lid: '800100200300400' } })

it('one of our numbers writing to another makes no lead and no chat', () => {
  inbox.receive(fromSecondLine(), inbox.text('cevap', { peer: { phone: SECOND_LINE, lid: null }, direction: 'out' }))
  expect([inbox.all.leads(), inbox.all.conversations(), inbox.all.messages()]).toEqual([[], [], []])
  expect(inbox.notified).toEqual([])
})

it('somebody who was a lead before their number became ours is heard still', () => {
  const unlinked = { phoneNumber: null }
  const own = eq(channelAccounts.phoneNumber, SECOND_LINE)
  const before = inbox.db.update(channelAccounts).set(unlinked).where(own).returning().all()
  inbox.receive(fromSecondLine())
  for (const { id } of before) {
    inbox.db.update(channelAccounts).set({ phoneNumber: SECOND_LINE }).where(eq(channelAccounts.id, id)).run()
  }
  inbox.receive(fromSecondLine())
  expect(inbox.all.leads()).toHaveLength(1)
  expect(inbox.all.messages()).toHaveLength(2)
})
