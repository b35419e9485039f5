import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

const LID = '900100200300400'
const hidden = { phone: null, lid: LID }
let inbox: TestInbox
beforeEach(() => {
  inbox = openTestInbox()
  inbox.receive(inbox.text('selam', { peer: hidden, pushName: 'Elif' }))
})
afterEach(() => inbox.close())

const here = () => {
  const row = inbox.all.conversations()[0]
  if (!row) throw new Error('nobody wrote')
  return row
}
const ask = () => inbox.numberRequests.request(inbox.admin, here().id)
const get = () => inbox.conversations.get(inbox.admin, here().id)
const requests = () => inbox.all.messages().filter(({ kind }) => kind === 'number_request')

describe('asking for a hidden number', () => {
  it('puts a card into the chat and sends it, and says when it was', async () => {
    const at = inbox.clock.now()
    expect(await get()).toMatchObject({ isNumberHidden: true, numberRequestedAt: null })
    await ask()
    inbox.startRunner()
    await expect.poll(() => requests()[0]?.status).toBe('sent')
    expect(inbox.channel.sent).toMatchObject([{ to: hidden }])
    expect(await get()).toMatchObject({ numberRequestedAt: at, lastMessageKind: 'number_request' })
    const [card] = requests()
    expect(card).toMatchObject({ details: { kind: 'number_request' }, sentBy: inbox.admin.id })
  })

  it('happens once a day, unless it could not be sent', async () => {
    const at = inbox.clock.now()
    await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'ALREADY_ASKED', data: { at } })
    expect(requests()).toHaveLength(1)
    await inbox.clock.jump(24 * 60 * 60_000)
    await ask()
    expect(requests()).toHaveLength(2)
    inbox.channel.answerWith(() => ({ kind: 'refused', reason: 'provider', detail: '400' }))
    inbox.startRunner()
    await expect.poll(() => requests()[1]?.status).toBe('failed')
    await ask()
    expect(requests()).toHaveLength(3)
  })

  it('is not for a number that is known, nor for whom nothing can be written to', async () => {
    inbox.receive(inbox.text('merhaba', { peer: { phone: PHONE, lid: null } }))
    const known = inbox.all.conversations().find(({ id }) => id !== here().id)
    if (!known) throw new Error('nobody wrote')
    await expect(inbox.numberRequests.request(inbox.admin, known.id)).rejects.toMatchObject({ code: 'NUMBER_KNOWN' })
    inbox.receive({ kind: 'blocked', peer: hidden, isBlocked: true })
    await expect(ask()).rejects.toMatchObject({ code: 'CANNOT_WRITE' })
  })
})

describe('the answer', () => {
  const shared = () =>
    inbox.text('', {
      kind: 'number_shared',
      details: { kind: 'number_shared' },
      peer: { phone: PHONE, lid: LID },
      pushName: 'Elif',
      sentAt: inbox.clock.now() + 1_000,
    })

  it('gives the lead its number, in the chat and on the list', async () => {
    const list = () =>
      inbox.conversations.list(inbox.admin, {
        filter: {
          ...{ unread: false, mine: false, unassigned: false, waiting: false, archived: false },
          ...{ search: '', channelAccountId: null },
        },
        cursor: null,
        limit: 10,
      })
    expect((await list()).items).toMatchObject([{ isNumberHidden: true }])
    await ask()
    inbox.receive(shared())
    expect(await get()).toMatchObject({ phoneNumber: PHONE, isNumberHidden: false })
    expect((await list()).items).toMatchObject([{ isNumberHidden: false, lastMessageKind: 'number_shared' }])
    expect(await inbox.leads.get(inbox.admin, here().leadId)).toMatchObject({ phoneNumber: PHONE, countryCode: 'TR' })
  })

  it('makes one of two records of the same person', async () => {
    inbox.receive(inbox.text('eski tanıdık', { peer: { phone: PHONE, lid: null }, pushName: 'Elif K.' }))
    expect(inbox.all.leads()).toHaveLength(2)
    inbox.receive(shared())
    expect(inbox.all.leads()).toHaveLength(1)
    expect(inbox.all.conversations()).toHaveLength(1)
    expect(inbox.all.messages().map(({ body }) => body)).toEqual(['selam', 'eski tanıdık', ''])
  })
})
