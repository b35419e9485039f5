import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditLog } from '../audit/schema.ts'
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
const get = () => inbox.conversations.get(inbox.admin, here().id)
const setBlocked = (isBlocked: boolean) => inbox.blocks.setBlocked(inbox.admin, here().id, isBlocked)
const CUSTOMER = { phone: PHONE, lid: null }

describe('blocking a person', () => {
  it('stands at once, is told to WhatsApp, and forbids writing', async () => {
    await setBlocked(true)
    expect(await get()).toMatchObject({ isBlocked: true, blockState: 'pending', obstacle: 'blocked' })
    inbox.startRunner()
    await expect.poll(get).toMatchObject({ isBlocked: true, blockState: null })
    expect(inbox.channel.blocks).toEqual([{ to: CUSTOMER, isBlocked: true }])
    await expect(inbox.write('duyuyor musunuz', here().id)).rejects.toMatchObject({
      code: 'CANNOT_WRITE',
      data: { obstacle: 'blocked' },
    })
  })

  it('is taken back the same way, and both are in the audit log', async () => {
    inbox.startRunner()
    await setBlocked(true)
    await expect.poll(get).toMatchObject({ blockState: null })
    await setBlocked(false)
    await expect.poll(get).toMatchObject({ isBlocked: false, blockState: null, obstacle: null })
    expect(inbox.channel.blocks.map(({ isBlocked }) => isBlocked)).toEqual([true, false])
    const rows = inbox.db.select().from(auditLog).all()
    const actions = rows.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['conversation.blocked', 'conversation.unblocked']))
  })

  it('is told once the link is back, as it is by then', async () => {
    inbox.channel.lose(inbox.accountId)
    inbox.startRunner()
    await setBlocked(true)
    await expect.poll(() => inbox.jobState('conversations.tell-block')).toBe('pending')
    await setBlocked(false)
    await setBlocked(true)
    expect(inbox.channel.blocks).toEqual([])
    inbox.channel.connect(inbox.accountId)
    await expect.poll(get).toMatchObject({ isBlocked: true, blockState: null })
    expect(inbox.channel.blocks).toEqual([{ to: CUSTOMER, isBlocked: true }])
  })

  it('is as before when WhatsApp refuses, and says so', async () => {
    inbox.channel.answerBlocksWith({ kind: 'refused', reason: 'provider', detail: '400' })
    inbox.startRunner()
    await setBlocked(true)
    await expect.poll(get).toMatchObject({ isBlocked: false, blockState: 'refused', obstacle: null })
  })

  it('is tried again while nobody answers', async () => {
    inbox.channel.answerBlocksWith({ kind: 'unanswered' })
    inbox.startRunner()
    await setBlocked(true)
    await expect.poll(() => inbox.channel.blocks).toHaveLength(1)
    await expect.poll(() => inbox.jobState('conversations.tell-block')).toBe('pending')
    expect(await get()).toMatchObject({ isBlocked: true, blockState: 'pending' })
    inbox.channel.answerBlocksWith({ kind: 'acknowledged', at: 0 })
    await inbox.clock.advance(30_000)
    await expect.poll(get).toMatchObject({ isBlocked: true, blockState: null })
  })

  it('is not for those who hide their number, nor for those who may not see the person', async () => {
    inbox.receive(inbox.text('selam', { peer: { phone: null, lid: '900100200300400' }, pushName: 'Gizli' }))
    const hidden = inbox.all.conversations().at(-1)
    if (!hidden) throw new Error('they did not write')
    await expect(inbox.blocks.setBlocked(inbox.admin, hidden.id, true)).rejects.toMatchObject({ code: 'NUMBER_HIDDEN' })
    await inbox.leads.assign(inbox.admin, here().leadId, inbox.admin.id)
    const stranger = inbox.hire('consultant')
    await expect(inbox.blocks.setBlocked(stranger, here().id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('blocks made on the phone', () => {
  it('are taken over, and so is their end', async () => {
    inbox.receive({ kind: 'blocked', peer: CUSTOMER, isBlocked: true })
    expect(await get()).toMatchObject({ isBlocked: true, blockState: null, obstacle: 'blocked' })
    inbox.receive({ kind: 'blocked', peer: CUSTOMER, isBlocked: false })
    expect(await get()).toMatchObject({ isBlocked: false, obstacle: null })
  })

  it('come as a whole list after each connection, whoever is not on it is free', async () => {
    inbox.receive({ kind: 'block-list', peers: [CUSTOMER, { phone: '+905559999999', lid: null }] })
    expect((await get()).isBlocked).toBe(true)
    inbox.receive({ kind: 'block-list', peers: [] })
    expect((await get()).isBlocked).toBe(false)
  })

  it('do not overrule what the office has decided and WhatsApp does not know yet', async () => {
    await setBlocked(true)
    inbox.receive({ kind: 'block-list', peers: [] })
    expect(await get()).toMatchObject({ isBlocked: true, blockState: 'pending' })
  })
})

it('goes with the person when two records become one, and comes apart with them', async () => {
  inbox.receive(inbox.text('ikinci hat', { peer: { phone: '+905551111111', lid: null }, pushName: 'Ayşe' }))
  const [first, second] = inbox.all.conversations()
  if (!first || !second) throw new Error('two people wrote')
  inbox.receive({ kind: 'blocked', peer: { phone: '+905551111111', lid: null }, isBlocked: true })
  await inbox.merges.merge(inbox.admin, first.leadId, second.leadId)
  expect(here()).toMatchObject({ id: first.id, isBlocked: true })
})
