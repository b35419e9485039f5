import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MessageId } from '#shared/domain/ids.ts'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

let inbox: TestInbox
beforeEach(() => {
  inbox = openTestInbox()
  inbox.receive(inbox.text('bir'), inbox.text('iki'))
})
afterEach(() => inbox.close())

function readAll() {
  const last = inbox.all.messages().at(-1)
  if (!last) throw new Error('nobody wrote')
  return inbox.conversations.markRead(inbox.admin, last.conversationId, last.id as MessageId)
}
const told = () => inbox.channel.read.flat().map(({ externalId }) => externalId)
const due = () => inbox.all.messages().filter(({ isReceiptDue }) => isReceiptDue).length

it('goes out at once while the number is connected', async () => {
  inbox.startRunner()
  await readAll()
  await expect.poll(told).toEqual(['M1', 'M2'])
  await expect.poll(due).toBe(0)
  expect(inbox.channel.read[0]?.[0]?.from).toEqual({ phone: PHONE, lid: null })
})

it('waits for the link, over a restart, and goes out once', async () => {
  inbox.channel.lose(inbox.accountId)
  await readAll()
  expect(due()).toBe(2)
  inbox.startRunner()
  await expect.poll(() => inbox.jobState('conversations.tell-read')).toBe('pending')
  expect(told()).toEqual([])
  inbox.channel.connect(inbox.accountId)
  await expect.poll(told).toEqual(['M1', 'M2'])
  inbox.channel.lose(inbox.accountId)
  inbox.channel.connect(inbox.accountId)
  await expect.poll(due).toBe(0)
  expect(told()).toEqual(['M1', 'M2'])
})

it('is not sent any more when the office has changed its mind meanwhile', async () => {
  inbox.channel.lose(inbox.accountId)
  await readAll()
  await inbox.settings.update(inbox.admin.id, { sendsReadReceipts: false })
  inbox.startRunner()
  inbox.channel.connect(inbox.accountId)
  await expect.poll(due).toBe(0)
  expect(told()).toEqual([])
})

it('is never noted where the office does not want it', async () => {
  await inbox.settings.update(inbox.admin.id, { sendsReadReceipts: false })
  await readAll()
  expect(due()).toBe(0)
})
