import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

let inbox: TestInbox
beforeEach(() => {
  inbox = openTestInbox()
  inbox.receive(inbox.text('merhaba'))
})
afterEach(() => inbox.close())

const here = () => {
  const [row] = inbox.all.conversations()
  if (!row) throw new Error('nobody wrote')
  return row
}

it('asks for the person whose chat is open, not for somebody blocked, and not for strangers', async () => {
  await inbox.conversations.watch(inbox.admin, here().id)
  expect(inbox.channel.watched).toEqual([{ phone: PHONE, lid: null }])
  inbox.receive({ kind: 'blocked', peer: { phone: PHONE, lid: null }, isBlocked: true })
  await inbox.conversations.watch(inbox.admin, here().id)
  expect(inbox.channel.watched).toHaveLength(1)
  await inbox.leads.assign(inbox.admin, here().leadId, inbox.admin.id)
  const stranger = inbox.hire('consultant')
  await expect(inbox.conversations.watch(stranger, here().id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
