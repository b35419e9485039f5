import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutboundId } from '#shared/domain/outbox.ts'
import { toOutboxProblem } from '#shared/domain/outbox.ts'
import { transact } from '../../db/database.ts'
import { DomainError, staleEdit } from '../../rpc/domain-error.ts'
import { interactions, leads } from '../leads/schema.ts'
import { openTestOutbox, type TestOutbox } from './testing/test-outbox.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const later = { kind: 'later', problem: toOutboxProblem('rate-limited', { sender: 'twilio', code: 20_429 }) } as const

describe('the outbox', () => {
  let office: TestOutbox
  beforeEach(async () => {
    office = await openTestOutbox()
  })
  afterEach(() => office.close())

  it('sends what was queued, once for each id, and puts it on the timeline', async () => {
    const leadId = office.addLead()
    const id = 'reminder:a1:24h' as OutboundId
    office.queue({ id, leadId })
    office.queue({ id, leadId, body: 'another text' })
    await office.runner.whenIdle()
    expect(office.script.sent.map(({ body }) => body)).toEqual(['Yarın 14:00'])
    expect(office.row(id)).toMatchObject({
      state: 'sent',
      providerId: 'SM1',
      segments: 2,
      costMicros: 240_000,
      attempts: 1,
    })
    expect(office.settled).toEqual([[id, 'sent']])
    expect(office.db.select().from(interactions).all()).toMatchObject([
      { leadId, kind: 'sms', data: { outboundId: id, cause: 'reminder' } },
    ])
    expect(office.heard.filter(({ type }) => type === 'outbox.changed').length).toBeGreaterThan(1)
  })

  it('is one with the transaction of whoever queues', async () => {
    expect(() =>
      transact(office.db, tx => {
        office.outbox.queue(tx, {
          id: 'x' as OutboundId,
          channel: 'sms',
          to: '+90',
          body: '',
          cause: { kind: 'manual', id: '1' },
        })
        throw new Error('undone')
      }),
    ).toThrow('undone')
    await office.runner.whenIdle()
    expect(office.script.sent).toEqual([])
  })

  it('waits where surely nothing went out, ever longer, and sends then', async () => {
    office.script.answers.push(later, { ...later, retryAfterMs: 5 * MINUTE })
    const id = office.queue()
    await office.runner.whenIdle()
    expect(office.row(id)).toMatchObject({
      state: 'queued',
      problem: { kind: 'rate-limited', code: '20429' },
      triedAt: null,
    })
    await office.clock.advance(30 * SECOND)
    await office.runner.whenIdle()
    expect(office.script.sent).toHaveLength(2)
    await office.clock.advance(4 * MINUTE)
    await office.runner.whenIdle()
    expect(office.script.sent).toHaveLength(2)
    await office.clock.advance(MINUTE)
    await office.runner.whenIdle()
    expect(office.row(id)).toMatchObject({ state: 'sent', problem: null, attempts: 3 })
  })

  it('fails with the reason when it cannot be mended by waiting, and is sent again when a person says so', async () => {
    office.script.answers.push({ kind: 'refused', problem: toOutboxProblem('recipient-invalid', { code: 21_211 }) })
    const id = office.queue()
    await office.runner.whenIdle()
    expect(office.row(id)).toMatchObject({ state: 'failed', problem: { kind: 'recipient-invalid', code: '21211' } })
    const [item] = (await office.service.list({ state: 'failed', cursor: null, limit: 10 })).items
    if (!item) throw new Error('it is not in the list')
    await expect(office.service.retry(office.admin.id, { id, version: item.version - 1 })).rejects.toThrow(
      staleEdit('outbound', item.version),
    )
    await office.service.retry(office.admin.id, item)
    await office.runner.whenIdle()
    expect(office.stateOf(id)).toBe('sent')
    expect((await office.actions())[0]).toBe('outbound.retried')
    expect(office.settled.map(([, state]) => state)).toEqual(['failed', 'sent'])
  })

  it('fails at once where nobody is set up to carry it', async () => {
    office.set.sender = null
    const id = office.queue()
    await office.runner.whenIdle()
    expect(office.row(id)).toMatchObject({ state: 'failed', problem: { kind: 'no-sender' } })
    expect(office.outbox.canSend('sms')).toBe(false)
  })

  it('keeps its time: not before, not after, not when cancelled', async () => {
    const at = office.clock.now()
    const early = office.queue({ sendAfter: at + HOUR })
    const useless = office.queue({ sendAfter: at + HOUR, expiresAt: at + 2 * HOUR })
    const cancelled = office.queue({ sendAfter: at + HOUR })
    await office.runner.whenIdle()
    expect(office.script.sent).toEqual([])
    transact(office.db, tx => expect(office.outbox.cancel(tx, cancelled)).toBe(true))
    await office.runner.drain(0)
    await office.clock.jump(3 * HOUR)
    office.restart()
    await office.runner.whenIdle()
    expect([early, useless, cancelled].map(id => office.stateOf(id))).toEqual(['sent', 'expired', 'cancelled'])
    transact(office.db, tx => expect(office.outbox.cancel(tx, early)).toBe(false))
  })

  it('is given up after a day of trying', async () => {
    for (let count = 0; count < 100; count += 1) office.script.answers.push(later)
    const id = office.queue()
    for (let hours = 0; hours < 25; hours += 1) {
      await office.clock.advance(HOUR)
      await office.runner.whenIdle()
    }
    expect(office.row(id)).toMatchObject({ state: 'expired', problem: { kind: 'rate-limited' } })
  })

  it('follows what the provider took, ever more seldom, until it has arrived or not', async () => {
    const [one, other] = [office.queue(), office.queue()]
    await office.runner.whenIdle()
    await office.clock.advance(20 * SECOND)
    await office.runner.whenIdle()
    expect([office.script.follows, office.stateOf(one)]).toEqual([1, 'sent'])
    office.script.deliveries = 'delivered'
    await office.clock.advance(30 * SECOND)
    await office.runner.whenIdle()
    expect([one, other].map(id => office.stateOf(id))).toEqual(['delivered', 'delivered'])
    office.script.deliveries = 'failed'
    const lost = office.queue()
    await office.runner.whenIdle()
    await office.clock.advance(MINUTE)
    await office.runner.whenIdle()
    expect(office.row(lost)).toMatchObject({ state: 'failed', problem: { kind: 'phone-unreachable' }, lookAt: null })
    expect(office.settled.slice(-2)).toEqual([
      [lost, 'sent'],
      [lost, 'failed'],
    ])
  })

  it('is gone with the person it was for', async () => {
    const leadId = office.addLead()
    const id = office.queue({ leadId, sendAfter: office.clock.now() + HOUR })
    office.db.delete(leads).run()
    expect(office.row(id)).toBeUndefined()
    await office.clock.advance(2 * HOUR)
    await office.runner.whenIdle()
    expect(office.script.sent).toEqual([])
  })

  it('lets nobody decide what is not theirs to decide any more', async () => {
    const id = office.queue()
    await office.runner.whenIdle()
    const { version } = await office.service.get(id)
    const refused = new DomainError('NOT_IN_THIS_STATE', { state: 'sent' })
    await expect(office.service.retry(office.admin.id, { id, version })).rejects.toThrow(refused)
    await expect(office.service.cancel(office.admin.id, { id, version })).rejects.toThrow(refused)
    await expect(office.service.markSent(office.admin.id, { id, version })).rejects.toThrow(refused)
  })
})

describe('an outbox whose program was killed while it sent', () => {
  let office: TestOutbox
  afterEach(() => office.close())

  async function killWhileSending(over: Parameters<typeof openTestOutbox>[0] = {}): Promise<OutboundId> {
    office = await openTestOutbox(over)
    office.script.answers.push('dies')
    const id = office.queue()
    await office.clock.advance(0)
    expect(office.stateOf(id)).toBe('sending')
    office.restart()
    await office.runner.whenIdle()
    return id
  }

  it('finds it at the provider: it is sent, and not sent again', async () => {
    const id = await killWhileSending()
    office.script.found = 'found'
    expect(office.script.lookUps, 'a request may still be on its way').toBe(0)
    await office.clock.advance(2 * MINUTE)
    await office.runner.whenIdle()
    expect(office.row(id)).toMatchObject({ state: 'sent', providerId: 'SM-found' })
    expect(office.script.sent).toHaveLength(1)
  })

  it('sends it again where the provider is certain that it never came', async () => {
    const id = await killWhileSending()
    office.script.found = 'absent'
    await office.clock.advance(10 * MINUTE)
    await office.runner.whenIdle()
    expect([office.stateOf(id), office.script.sent.length]).toEqual(['sent', 2])
  })

  it.each([
    ['the provider cannot tell', {}],
    ['there is nobody to ask', { lookUp: undefined as never }],
  ])('puts it before a person where %s, and never sends it by itself', async (_, over) => {
    const id = await killWhileSending(over)
    await office.clock.advance(48 * HOUR)
    office.restart()
    await office.runner.whenIdle()
    expect(office.row(id)).toMatchObject({ state: 'unknown', problem: { kind: 'outcome-unknown' } })
    expect(office.script.sent).toHaveLength(1)
    expect(await office.service.counts()).toEqual({ queued: 0, failed: 0, unknown: 1 })
    const { version } = await office.service.get(id)
    const marked = await office.service.markSent(office.admin.id, { id, version })
    expect(marked).toMatchObject({ state: 'sent', problem: null })
  })

  it('asks again later where the provider cannot be asked now', async () => {
    let asked = 0
    const id = await killWhileSending({
      lookUp: async () => {
        asked += 1
        if (asked < 3) throw new Error('no network')
        return { kind: 'found', providerId: 'SM9' }
      },
    })
    for (let count = 0; count < 4; count += 1) {
      await office.clock.advance(5 * MINUTE)
      await office.runner.whenIdle()
    }
    expect([asked, office.stateOf(id), office.script.sent.length]).toEqual([3, 'sent', 1])
  })

  it('asks the provider too where only the answer was lost', async () => {
    office = await openTestOutbox()
    office.script.found = 'found'
    office.script.answers.push({ kind: 'unknown', problem: toOutboxProblem('timeout') })
    const id = office.queue()
    await office.clock.advance(3 * MINUTE)
    await office.runner.whenIdle()
    expect([office.stateOf(id), office.script.sent.length]).toEqual(['sent', 1])
  })

  it('gives up what waited when a backup takes its place: it may have left since', async () => {
    office = await openTestOutbox()
    const id = office.queue({ sendAfter: office.clock.now() + HOUR })
    transact(office.db, tx => office.giveUp(tx))
    await office.clock.advance(2 * HOUR)
    await office.runner.whenIdle()
    expect(office.row(id)).toMatchObject({ state: 'unknown', problem: { kind: 'restored' } })
    expect(office.script.sent).toEqual([])
  })
})
