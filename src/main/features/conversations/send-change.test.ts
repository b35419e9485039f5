import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConversationId, type MessageId, newId } from '#shared/domain/ids.ts'
import type { JobRunner } from '../../jobs/job-runner.ts'
import { createFakeClock } from '../../ports/fakes.ts'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let inbox: TestInbox
let conversationId: ConversationId
let id: MessageId
let runner: JobRunner

beforeEach(async () => {
  inbox = openTestInbox()
  inbox.receive(inbox.text('Merhaba'))
  conversationId = inbox.all.conversations()[0]?.id as ConversationId
  runner = inbox.startRunner()
  id = await inbox.write('Yarın 10.00', conversationId)
  await advance(0)
})
afterEach(() => inbox.close())

/** Lets time pass, and whatever became due in it run to its end. */
async function advance(ms: number): Promise<void> {
  await inbox.clock.advance(ms)
  for (let turn = 0; turn < 10; turn += 1) await inbox.clock.advance(0)
}

const edit = (body: string, whose = inbox.admin) => inbox.messageChanges.edit(whose, id, body)
const deleteForAll = () => inbox.messageChanges.deleteForAll(inbox.admin, id)
const shown = () => inbox.messages.get(inbox.admin, id)
const told = () => inbox.channel.changes.map(({ newBody }) => newBody)
const refusal = (obstacle: string) => ({ code: 'CANNOT_CHANGE', data: { obstacle } })

describe('an edit', () => {
  it('is told to the phone, and then the message says it here', async () => {
    const asked = await edit('Yarın 11.00')
    expect(asked).toMatchObject({
      body: 'Yarın 10.00',
      change: { kind: 'edit', body: 'Yarın 11.00', state: 'waiting' },
    })
    await advance(0)
    const { externalId } = inbox.messageOf(id) ?? {}
    expect(inbox.channel.changes).toMatchObject([
      { to: { phone: PHONE }, changed: { externalId }, newBody: 'Yarın 11.00' },
    ])
    expect(await shown()).toMatchObject({ body: 'Yarın 11.00', editedAt: inbox.clock.now(), change: null })
    expect(inbox.all.conversations()).toMatchObject([{ lastMessagePreview: 'Yarın 11.00' }])
    expect(await inbox.messageChanges.earlierForms(inbox.admin, id)).toEqual([
      { kind: 'edit', body: 'Yarın 10.00', staffId: inbox.admin.id, at: inbox.clock.now() },
    ])
  })

  it('is found by its new words, and quoted with them', async () => {
    await edit('Salı öğleden sonra')
    await advance(0)
    const find = async (query: string) =>
      (await inbox.messages.search(inbox.admin, { query, conversationId: null, cursor: null, limit: 10 })).items
    expect(await find('salı')).toHaveLength(1)
    expect(await find('yarın')).toEqual([])
    await inbox.messages.send(inbox.admin, { id: newId(), conversationId, body: 'Uyar mı?', quotedId: id })
    await advance(0)
    expect(inbox.channel.sent.at(-1)?.quoted).toMatchObject({ body: 'Salı öğleden sonra', raw: null })
  })

  it('back to what the customer has is none, as long as nothing was told', async () => {
    inbox.channel.lose(inbox.accountId)
    await edit('bir')
    expect(await edit('Yarın 10.00')).toMatchObject({ body: 'Yarın 10.00', change: null })
    inbox.channel.connect(inbox.accountId)
    await advance(0)
    expect(told()).toEqual([])
  })

  it('waits for the link, and goes out once, as it was said last', async () => {
    inbox.channel.lose(inbox.accountId)
    await edit('bir')
    await advance(MINUTE)
    await edit('iki')
    expect(told()).toEqual([])
    inbox.channel.connect(inbox.accountId)
    await advance(0)
    expect(told()).toEqual(['iki'])
    expect(await shown()).toMatchObject({ body: 'iki', change: null })
  })

  it('that could not go out in time says so, and the message stays as the customer has it', async () => {
    inbox.channel.lose(inbox.accountId)
    await edit('geç')
    await advance(15 * MINUTE)
    expect(await shown()).toMatchObject({
      body: 'Yarın 10.00',
      change: { body: 'geç', state: 'failed', error: { reason: 'too-late' } },
    })
    await expect(inbox.messageChanges.retry(inbox.admin, id)).rejects.toMatchObject(refusal('too-late'))
    expect(await inbox.messageChanges.drop(inbox.admin, id)).toMatchObject({ body: 'Yarın 10.00', change: null })
    inbox.channel.connect(inbox.accountId)
    await advance(HOUR)
    expect(told()).toEqual([])
  })

  it('that WhatsApp refuses is explained, can be tried again, and then is through', async () => {
    inbox.channel.answerWith(() => ({ kind: 'refused', reason: 'provider', detail: '400' }))
    await edit('bir')
    await advance(0)
    expect(await shown()).toMatchObject({
      body: 'Yarın 10.00',
      change: { state: 'failed', error: { reason: 'provider', detail: '400' } },
    })
    inbox.channel.acknowledge()
    expect(await inbox.messageChanges.retry(inbox.admin, id)).toMatchObject({ change: { state: 'waiting' } })
    await advance(0)
    expect(await shown()).toMatchObject({ body: 'bir', change: null })
    const [first, second] = inbox.channel.changes
    expect(second?.externalId).toBe(first?.externalId)
    await expect(inbox.messageChanges.retry(inbox.admin, id)).rejects.toMatchObject({ code: 'NOT_FAILED' })
  })

  it('killed on its way, is told again under the same id after a restart', async () => {
    await runner.drain(0)
    inbox.channel.answerWith(() => new Promise(() => {}))
    // The dead have no clock.
    const doomed = inbox.startRunner({ runnerClock: createFakeClock(inbox.clock.now()) })
    await edit('bir')
    await advance(0)
    expect(told()).toEqual(['bir'])
    inbox.channel.acknowledge()
    inbox.startRunner()
    await advance(0)
    expect(doomed.isRunning).toBe(true)
    expect(told()).toEqual(['bir', 'bir'])
    const [first, second] = inbox.channel.changes
    expect(second?.externalId).toBe(first?.externalId)
    expect(await shown()).toMatchObject({ body: 'bir', change: null })
  })

  it('may have arrived once it was handed over: only then it cannot be dropped', async () => {
    inbox.channel.lose(inbox.accountId)
    await edit('bir')
    expect(await inbox.messageChanges.drop(inbox.admin, id)).toMatchObject({ change: null })
    inbox.channel.connect(inbox.accountId)
    inbox.channel.answerWith(() => ({ kind: 'unanswered' }))
    await edit('iki')
    await advance(0)
    await expect(inbox.messageChanges.drop(inbox.admin, id)).rejects.toMatchObject({ code: 'ALREADY_SENT' })
  })

  it('of what is not there to be changed is refused with its reason', async () => {
    const incoming = inbox.all.messages()[0]?.id as MessageId
    await expect(inbox.messageChanges.edit(inbox.admin, incoming, 'x')).rejects.toMatchObject(refusal('not-ours'))
    inbox.channel.lose(inbox.accountId)
    const queued = await inbox.write('bekleyen', conversationId)
    await expect(inbox.messageChanges.edit(inbox.admin, queued, 'x')).rejects.toMatchObject(refusal('not-sent'))
    await advance(15 * MINUTE)
    await expect(edit('x')).rejects.toMatchObject(refusal('too-late'))
  })

  it('is nobody else’s: a consultant reaches their own leads only', async () => {
    const [lead] = inbox.all.leads()
    if (!lead) throw new Error('no lead')
    await inbox.leads.assign(inbox.admin, lead.id, inbox.hire('consultant').id)
    await expect(edit('x', inbox.hire('consultant'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a deletion for everybody', () => {
  it('takes the message back from the phone, and then from here; managers still see what it said', async () => {
    expect(await deleteForAll()).toMatchObject({ body: 'Yarın 10.00', deletedAt: null, change: { kind: 'deletion' } })
    await advance(0)
    expect(told()).toEqual([null])
    expect(await shown()).toMatchObject({ body: '', deletedAt: inbox.clock.now(), change: null })
    expect(inbox.messageOf(id)).toMatchObject({ raw: null })
    expect(inbox.all.conversations()).toMatchObject([{ isLastMessageDeleted: true, lastMessagePreview: '' }])
    expect(await inbox.messageChanges.earlierForms(inbox.admin, id)).toMatchObject([
      { kind: 'deletion', body: 'Yarın 10.00' },
    ])
    await expect(edit('x')).rejects.toMatchObject(refusal('deleted'))
  })

  it('takes the place of an edit that waits', async () => {
    inbox.channel.lose(inbox.accountId)
    await edit('bir')
    await deleteForAll()
    await expect(edit('iki')).rejects.toMatchObject(refusal('deleted'))
    inbox.channel.connect(inbox.accountId)
    await advance(0)
    expect(told()).toEqual([null])
  })

  it('that fails leaves the message, and is dropped or tried again', async () => {
    inbox.channel.answerWith(() => ({ kind: 'refused', reason: 'provider', detail: '500' }))
    await deleteForAll()
    await advance(0)
    expect(await shown()).toMatchObject({ deletedAt: null, change: { kind: 'deletion', state: 'failed' } })
    expect(await inbox.messageChanges.drop(inbox.admin, id)).toMatchObject({ body: 'Yarın 10.00', change: null })
  })

  it('done on the phone meanwhile, there is nothing left to do', async () => {
    inbox.channel.lose(inbox.accountId)
    await deleteForAll()
    const externalId = inbox.messageOf(id)?.externalId ?? ''
    const at = inbox.clock.now()
    inbox.receive({ kind: 'deleted', externalId, direction: 'out', peer: { phone: PHONE, lid: null }, at })
    inbox.channel.connect(inbox.accountId)
    await advance(0)
    expect(told()).toEqual([])
    expect(await shown()).toMatchObject({ deletedAt: at, change: null })
  })
})
