import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MessageId } from '#shared/domain/ids.ts'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

let inbox: TestInbox
let id: MessageId
beforeEach(() => {
  inbox = openTestInbox()
  inbox.receive(inbox.text('Teşekkürler'))
  id = inbox.all.messages()[0]?.id as MessageId
})
afterEach(() => inbox.close())

const react = (emoji: string | null) => inbox.messages.react(inbox.admin, id, emoji)
const shown = async () => (await inbox.messages.get(inbox.admin, id)).reactions
const told = () => inbox.channel.reactions.map(({ emoji }) => emoji)

it('a reaction stands here at once and reaches the phone', async () => {
  expect((await react('👍')).reactions).toMatchObject([{ emoji: '👍', from: 'office', staffId: inbox.admin.id }])
  inbox.startRunner()
  await expect.poll(told).toEqual(['👍'])
  expect(inbox.channel.reactions).toMatchObject([
    { to: { phone: PHONE }, target: { externalId: 'M1', direction: 'in' } },
  ])
})

it('changed while the link was down, it goes out once, as it is', async () => {
  await react('👍')
  await inbox.clock.advance(1_000)
  await react('❤️')
  inbox.startRunner()
  await expect.poll(told).toEqual(['❤️'])
})

it('unanswered it is tried again under the same id, taken back it is told too', async () => {
  inbox.channel.answerWith(() => ({ kind: 'unanswered' }))
  await react('👍')
  inbox.startRunner()
  await expect.poll(told).toHaveLength(1)
  await expect.poll(() => inbox.jobState('messages.react')).toBe('pending')
  inbox.channel.acknowledge()
  await inbox.clock.advance(30_000)
  await expect.poll(told).toHaveLength(2)
  const [first, second] = inbox.channel.reactions
  expect(second?.externalId).toBe(first?.externalId)
  await react(null)
  await expect.poll(() => told().at(-1)).toBeNull()
  expect(await shown()).toEqual([])
})

it('what WhatsApp refuses is taken back here too', async () => {
  inbox.channel.answerWith(() => ({ kind: 'refused', reason: 'provider', detail: '400' }))
  await react('👍')
  inbox.startRunner()
  await expect.poll(shown).toEqual([])
})

it('there is nothing to react to before a message has gone', async () => {
  const conversationId = inbox.all.conversations()[0]?.id
  if (!conversationId) throw new Error('there is no conversation')
  inbox.channel.lose(inbox.accountId)
  const queued = await inbox.write('Buyurun', conversationId)
  await expect(inbox.messages.react(inbox.admin, queued, '👍')).rejects.toMatchObject({ code: 'NOT_SENT' })
})
