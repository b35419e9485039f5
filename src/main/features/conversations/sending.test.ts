import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConversationId, type MessageId, newId } from '#shared/domain/ids.ts'
import { createFakeClock } from '../../ports/fakes.ts'
import { openTestInbox, type TestInbox } from './testing/test-inbox.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

let inbox: TestInbox
let conversationId: ConversationId

beforeEach(() => {
  inbox = openTestInbox()
  inbox.receive(inbox.text('Merhaba'))
  conversationId = onlyConversation().id
})
afterEach(() => inbox.close())

function onlyConversation() {
  const [conversation] = inbox.all.conversations()
  if (!conversation) throw new Error('nobody wrote')
  return conversation
}

/** Somebody else who wrote, with a conversation of their own. */
function anotherConversation(): ConversationId {
  inbox.receive(inbox.text('Hallo', { peer: { phone: '+4915112345678', lid: null } }))
  const other = inbox.all.conversations().find(({ id }) => id !== conversationId)
  if (!other) throw new Error('they did not write')
  return other.id
}

/** Lets time pass, and whatever became due in it run to its end. */
async function advance(ms: number): Promise<void> {
  await inbox.clock.advance(ms)
  for (let turn = 0; turn < 10; turn += 1) await inbox.clock.advance(0)
}

const sentBodies = () => inbox.channel.sent.map(({ body }) => body)
const statusOf = (id: MessageId) => inbox.messageOf(id)?.status
const failureOf = (id: MessageId) => inbox.messageOf(id)?.error?.reason

describe('a message that is written', () => {
  it('is queued at once and sent by the acknowledgement of the server', async () => {
    const id = await inbox.write('Buyurun', conversationId)
    expect(inbox.messageOf(id)).toMatchObject({ status: 'queued', sentBy: inbox.admin.id, sentAt: null })
    expect(onlyConversation()).toMatchObject({ lastMessageId: id, lastMessageStatus: 'queued', waitingSince: null })
    inbox.startRunner()
    await advance(0)
    expect(inbox.messageOf(id)).toMatchObject({ status: 'sent', sentAt: inbox.clock.now() })
    expect(onlyConversation()).toMatchObject({ lastMessageStatus: 'sent' })
    expect(inbox.all.leads()).toMatchObject([
      { firstMessageAnswered: true, firstAnsweredAt: inbox.clock.now(), stageId: inbox.stageIdOf('contacted') },
    ])
  })

  it('is stored once, however often the page asks', async () => {
    const id = newId<MessageId>()
    await inbox.write('Buyurun', conversationId, id)
    await inbox.write('Buyurun', conversationId, id)
    inbox.startRunner()
    await advance(0)
    expect(sentBodies()).toEqual(['Buyurun'])
    expect(inbox.all.messages()).toHaveLength(2)
  })

  it('stands after what it answers and before what answers it, whatever our clock says', async () => {
    await inbox.clock.jump(HOUR)
    const serverTime = onlyConversation().lastMessageAt
    inbox.channel.answerWith(() => ({ kind: 'acknowledged', at: serverTime }))
    await inbox.write('Buyurun', conversationId)
    inbox.startRunner()
    await advance(0)
    inbox.receive(inbox.text('Fiyat?', { sentAt: serverTime }))
    expect(inbox.all.messages().map(({ body }) => body)).toEqual(['Merhaba', 'Buyurun', 'Fiyat?'])
    expect(onlyConversation()).toMatchObject({ lastMessagePreview: 'Fiyat?', waitingSince: serverTime })
  })

  it('has been read by whoever writes it: the customer is told, once, unless the office does not want that', async () => {
    const [first] = inbox.all.messages()
    await inbox.write('Buyurun', conversationId)
    await inbox.write('Bekliyoruz', conversationId)
    const from = { phone: '+905551234567', lid: null }
    inbox.startRunner()
    await expect.poll(() => inbox.channel.read).toEqual([[{ externalId: first?.externalId, from }]])
    expect(onlyConversation()).toMatchObject({ unreadCount: 0 })
    inbox.receive(inbox.text('', { kind: 'waiting' }), inbox.text('', { kind: 'call' }))
    await inbox.write('Aradınız', conversationId)
    await inbox.settings.update(inbox.admin.id, { sendsReadReceipts: false })
    inbox.receive(inbox.text('Alo?'))
    await inbox.write('Evet', conversationId)
    expect(inbox.channel.read).toHaveLength(1)
    expect(onlyConversation()).toMatchObject({ unreadCount: 0 })
  })

  it('cannot be written to a number that nothing can leave by', async () => {
    inbox.channel.become(inbox.accountId, { kind: 'unlinked', failure: null })
    await expect(inbox.write('Buyurun', conversationId)).rejects.toMatchObject({
      code: 'CANNOT_WRITE',
      data: { obstacle: 'not-linked' },
    })
  })
})

describe('order', () => {
  it('nothing overtakes in a conversation while an earlier message has no answer; other conversations go on', async () => {
    const other = anotherConversation()
    inbox.channel.answerWith(({ body }) =>
      body === 'bir' ? { kind: 'unanswered' } : { kind: 'acknowledged', at: inbox.clock.now() },
    )
    inbox.startRunner()
    for (const body of ['bir', 'iki', 'üç']) await inbox.write(body, conversationId)
    await inbox.write('Guten Tag', other)
    await advance(25 * SECOND)
    expect(sentBodies()).toEqual(['bir', 'Guten Tag'])
    inbox.channel.acknowledge()
    await advance(10 * SECOND)
    expect(sentBodies()).toEqual(['bir', 'Guten Tag', 'bir', 'iki', 'üç'])
    expect(inbox.all.messages().filter(({ status }) => status === 'queued')).toEqual([])
    // Each looked once, the first one twice; who waited was woken once.
    expect(inbox.all.runs()).toHaveLength(7)
  })

  it('a message that is refused lets the next one go', async () => {
    inbox.channel.answerWith(({ body }) =>
      body === 'bir'
        ? { kind: 'refused', reason: 'provider', detail: '500' }
        : { kind: 'acknowledged', at: inbox.clock.now() },
    )
    const first = await inbox.write('bir', conversationId)
    const second = await inbox.write('iki', conversationId)
    inbox.startRunner()
    await advance(0)
    expect(inbox.messageOf(first)).toMatchObject({ status: 'failed', error: { reason: 'provider', detail: '500' } })
    expect(statusOf(second)).toBe('sent')
  })

  it('a number that is too fast rests as a whole', async () => {
    const other = anotherConversation()
    inbox.channel.answerWith(() => ({ kind: 'slow-down', retryAfterMs: MINUTE }))
    inbox.startRunner()
    await inbox.write('bir', conversationId)
    await inbox.write('eins', other)
    await advance(59 * SECOND)
    expect(sentBodies()).toEqual(['bir'])
    inbox.channel.acknowledge()
    await advance(2 * SECOND)
    expect(sentBodies()).toEqual(['bir', 'bir', 'eins'])
  })
})

describe('without a link', () => {
  it('waits and lies still, then leaves in the order it was written', async () => {
    inbox.channel.lose(inbox.accountId)
    inbox.startRunner()
    for (const body of ['bir', 'iki', 'üç']) await inbox.write(body, conversationId)
    await advance(10 * HOUR)
    expect(sentBodies()).toEqual([])
    expect(inbox.all.runs()).toHaveLength(3)
    inbox.channel.connect(inbox.accountId)
    await advance(0)
    expect(sentBodies()).toEqual(['bir', 'iki', 'üç'])
  })

  it('the progress of a first history wakes nobody again', async () => {
    inbox.channel.answerWith(() => ({ kind: 'unanswered' }))
    inbox.startRunner()
    await inbox.write('bir', conversationId)
    await advance(0)
    for (let percent = 0; percent <= 100; percent += 1) {
      inbox.channel.connect(inbox.accountId, percent)
      await advance(0)
    }
    expect(sentBodies()).toEqual(['bir'])
  })

  it('is given up after a day from when it was written, whatever was changed about it since', async () => {
    inbox.channel.answerWith(() => ({ kind: 'unanswered' }))
    inbox.startRunner()
    const id = await inbox.write('bir', conversationId)
    await advance(12 * HOUR)
    inbox.receive({ kind: 'address-learned', phone: '+905551234567', lid: '123456789012345' })
    await advance(12 * HOUR - MINUTE)
    expect(statusOf(id)).toBe('queued')
    await advance(16 * MINUTE)
    expect([statusOf(id), failureOf(id)]).toEqual(['failed', 'expired'])
    // Tried less and less often, not thousands of times.
    expect(inbox.channel.sent.length).toBeLessThan(150)
    expect(onlyConversation()).toMatchObject({ lastMessageStatus: 'failed', waitingSince: expect.any(Number) })

    await inbox.messages.retry(inbox.admin, id)
    await advance(23 * HOUR)
    expect(statusOf(id)).toBe('queued')
  })

  it('expires while the link is down, too', async () => {
    inbox.channel.lose(inbox.accountId)
    inbox.startRunner()
    const id = await inbox.write('bir', conversationId)
    await advance(25 * HOUR)
    expect(failureOf(id)).toBe('expired')
  })

  it('fails when the number is unlinked, and leaves under the same id when it is linked again and retried', async () => {
    inbox.channel.lose(inbox.accountId)
    inbox.startRunner()
    const id = await inbox.write('bir', conversationId)
    const externalId = inbox.messageOf(id)?.externalId
    await advance(0)
    await inbox.channels.unlink(inbox.admin, inbox.accountId)
    await advance(0)
    expect(failureOf(id)).toBe('logged-out')
    await expect(inbox.messages.retry(inbox.admin, id)).rejects.toMatchObject({ code: 'CANNOT_WRITE' })
    inbox.channel.connect(inbox.accountId)
    await inbox.messages.retry(inbox.admin, id)
    await advance(0)
    expect(inbox.channel.sent).toMatchObject([{ externalId, body: 'bir' }])
    expect(statusOf(id)).toBe('sent')
  })

  it.each(['replaced', 'version-refused'] as const)(
    'waits on when the link ended as %s: a person mends that',
    async end => {
      inbox.startRunner()
      inbox.channel.become(inbox.accountId, { kind: 'ended', since: 0, end, code: null })
      const id = await inbox.write('bir', conversationId)
      await advance(HOUR)
      expect(statusOf(id)).toBe('queued')
    },
  )
})

describe('what is not known', () => {
  it('a killed process sends the same id again', async () => {
    const externalIds = () => inbox.channel.sent.map(({ externalId }) => externalId)
    inbox.channel.answerWith(() => new Promise(() => {}))
    // The dead have no clock.
    const doomed = inbox.startRunner({ runnerClock: createFakeClock(inbox.clock.now()) })
    const id = await inbox.write('bir', conversationId)
    await advance(0)
    expect(externalIds()).toHaveLength(1)
    inbox.channel.acknowledge()
    inbox.startRunner()
    await advance(0)
    expect(doomed.isRunning).toBe(true)
    expect(externalIds()).toEqual([inbox.messageOf(id)?.externalId, inbox.messageOf(id)?.externalId])
    expect(statusOf(id)).toBe('sent')
  })

  it('a bug in the channel is tried again for a while, then a person has to look', async () => {
    inbox.channel.answerWith(() => {
      throw new Error('boom')
    })
    inbox.startRunner()
    const id = await inbox.write('bir', conversationId)
    const next = await inbox.write('iki', conversationId)
    await advance(6 * HOUR)
    expect([failureOf(id), failureOf(next)]).toEqual(['unknown-outcome', 'unknown-outcome'])
    expect(sentBodies().filter(body => body === 'bir')).toHaveLength(20)
  })

  it('a receipt says that a failed message arrived after all', async () => {
    inbox.channel.answerWith(() => ({ kind: 'refused', reason: 'provider', detail: null }))
    inbox.startRunner()
    const id = await inbox.write('bir', conversationId)
    await advance(0)
    const externalId = inbox.messageOf(id)?.externalId ?? ''
    inbox.receive({ kind: 'status', externalId, status: 'delivered', at: inbox.clock.now() })
    expect(inbox.messageOf(id)).toMatchObject({ status: 'delivered', error: null })
    expect(onlyConversation()).toMatchObject({ lastMessageStatus: 'delivered', waitingSince: null })
  })

  it('a copy from another device of ours says that it left', async () => {
    inbox.channel.answerWith(() => ({ kind: 'unanswered' }))
    inbox.startRunner()
    const id = await inbox.write('bir', conversationId)
    const next = await inbox.write('iki', conversationId)
    await advance(0)
    inbox.channel.acknowledge()
    const externalId = inbox.messageOf(id)?.externalId ?? ''
    inbox.receive(inbox.text('bir', { direction: 'out', externalId }))
    await advance(0)
    expect([statusOf(id), statusOf(next)]).toEqual(['sent', 'sent'])
    expect(inbox.all.messages()).toHaveLength(3)
  })
})

describe('taking back', () => {
  const takeBack = (id: MessageId) => inbox.messages.cancel(inbox.admin, id)
  const refusal = { code: 'ALREADY_SENT' }

  it('what has not been tried goes, with its job, and the list shows what was before', async () => {
    inbox.channel.lose(inbox.accountId)
    inbox.startRunner()
    const id = await inbox.write('bir', conversationId)
    await advance(0)
    await takeBack(id)
    inbox.channel.connect(inbox.accountId)
    await advance(HOUR)
    expect(sentBodies()).toEqual([])
    expect(onlyConversation()).toMatchObject({ lastMessagePreview: 'Merhaba', waitingSince: expect.any(Number) })
  })

  it('what may have left does not: neither while it is on its way, nor after a try without an answer', async () => {
    let answer: (outcome: { kind: 'unanswered' }) => void = () => {}
    inbox.channel.answerWith(() => new Promise(resolve => (answer = resolve)))
    inbox.startRunner()
    const id = await inbox.write('bir', conversationId)
    await advance(0)
    await expect(takeBack(id)).rejects.toMatchObject(refusal)
    // The link comes and goes meanwhile, which asks for the job a second time.
    inbox.channel.lose(inbox.accountId)
    inbox.channel.connect(inbox.accountId)
    await expect(takeBack(id)).rejects.toMatchObject(refusal)
    answer({ kind: 'unanswered' })
    await advance(0)
    await expect(takeBack(id)).rejects.toMatchObject(refusal)
    expect(statusOf(id)).toBe('queued')
  })

  it('what failed goes, and what waited behind an untried one leaves', async () => {
    inbox.channel.lose(inbox.accountId)
    const first = await inbox.write('bir', conversationId)
    const second = await inbox.write('iki', conversationId)
    await takeBack(first)
    inbox.channel.connect(inbox.accountId)
    inbox.channel.answerWith(() => ({ kind: 'refused', reason: 'blocked', detail: null }))
    inbox.startRunner()
    await advance(0)
    expect([sentBodies(), failureOf(second)]).toEqual([['iki'], 'blocked'])
    await takeBack(second)
    expect(inbox.messageOf(second)).toBeUndefined()
  })
})

it('a retried message stands where it is said now', async () => {
  inbox.channel.answerWith(() => ({ kind: 'refused', reason: 'provider', detail: null }))
  inbox.startRunner()
  const id = await inbox.write('bir', conversationId)
  await advance(MINUTE)
  inbox.receive(inbox.text('Orada mısınız?', { sentAt: inbox.clock.now() }))
  inbox.channel.acknowledge()
  await inbox.messages.retry(inbox.admin, id)
  expect(inbox.all.messages().at(-1)?.id).toBe(id)
  expect(onlyConversation()).toMatchObject({ lastMessageId: id, waitingSince: null })
  await advance(0)
  expect(statusOf(id)).toBe('sent')
  await expect(inbox.messages.retry(inbox.admin, id)).rejects.toMatchObject({ code: 'NOT_FAILED' })
})

it('a lead that is deleted while its messages are on their way is gone, and the queue with it', async () => {
  let answer: (outcome: { kind: 'acknowledged'; at: number }) => void = () => {}
  inbox.channel.answerWith(() => new Promise(resolve => (answer = resolve)))
  inbox.startRunner()
  await inbox.write('bir', conversationId)
  await inbox.write('iki', conversationId)
  await advance(0)
  const [lead] = inbox.all.leads()
  if (!lead) throw new Error('no lead')
  await inbox.leads.remove(inbox.admin, lead.id, lead.version)
  answer({ kind: 'acknowledged', at: inbox.clock.now() })
  await advance(HOUR)
  expect(sentBodies()).toEqual(['bir'])
  expect([inbox.all.leads(), inbox.all.conversations(), inbox.all.messages()]).toEqual([[], [], []])
  expect(inbox.channel.forgotten).toHaveLength(3)
  inbox.receive(inbox.text('Yine ben'))
  expect(inbox.all.leads()).toHaveLength(1)
})
