import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type ReportRunId } from '#shared/domain/ids.ts'
import { lastDue, nextDue } from './rhythm.ts'
import { type Death, openTestSending, type TestSending } from './testing/test-sending.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let office: TestSending
beforeEach(() => {
  office = openTestSending()
})
afterEach(() => office.closeAll())

async function stateOf(id: ReportRunId) {
  const { state, deliveries } = await office.runs.get({ id })
  return { state, deliveries: deliveries.map(each => [each.channel, each.state, each.reason]) }
}

describe('a report that somebody sends', () => {
  it('reaches everybody by their own way, each with what is for them, and is kept as it was sent', async () => {
    const manager = await office.recipient()
    const customer = await office.recipient({ audience: 'customer', channel: 'email' })
    const silent = await office.recipient({ hasConsented: false })
    const id = await office.send(manager, customer, silent)
    await office.idle()
    expect(office.wire.map(({ to, body }) => [to, body])).toEqual([
      ['+905320000001', 'manager 2026-01-14 2026-01-14'],
      // The document, under an id of its own.
      ['+905320000001', ''],
    ])
    expect(office.mails).toMatchObject([
      {
        address: 'kisi2@example.com',
        subject: 'Haftalık rapor · 2026-01-14 2026-01-14',
        body: 'customer 2026-01-14 2026-01-14',
        attachments: [{ name: 'santral-rapor-2026-01-14.pdf', mime: 'application/pdf' }],
      },
    ])
    for (const { externalId } of office.wire) office.noteStatus('delivered', externalId)
    expect(await stateOf(id)).toEqual({
      state: 'ready',
      deliveries: [
        ['whatsapp', 'delivered', null],
        ['email', 'sent', null],
      ],
    })
    const { documents } = await office.runs.get({ id })
    expect(documents).toHaveLength(2)
    for (const document of office.rows.documents()) expect(office.blobs.size(document.sha256)).toBe(document.size)
    // The same order again, as after a lost answer.
    const again = { period: { kind: 'yesterday' as const }, sections: ['leads' as const], content: 'by_role' as const }
    await office.runs.send(office.admin.id, { id, ...again, recipientIds: [manager], listIds: [] })
    await office.idle()
    expect([office.wire.length, office.mails.length, office.rows.runs().length]).toEqual([2, 1, 1])
    await expect(office.send(silent)).rejects.toThrow('NOBODY_TO_SEND')
  })

  it.each<[Death, number]>([
    ['making', 0],
    ['drawing', 0],
    ['sending', 1],
    ['mailing', 0],
    [null, 2],
  ])('reaches nobody twice when the program dies while %s', async (death, onTheWire) => {
    const recipients = [
      await office.recipient(),
      await office.recipient({ audience: 'customer' }),
      await office.recipient({ channel: 'email' }),
    ]
    office.state.death = death
    if (death === 'mailing') office.script.answers.push('dies')
    const id = await office.send(...recipients)
    await office.settle()
    if (onTheWire > 0) expect(office.wire.length).toBeGreaterThanOrEqual(onTheWire)
    office.restart()
    await office.clock.advance(3 * MINUTE)
    await office.idle()
    // WhatsApp shows what comes under the same id once; nothing here comes under two.
    const ids = new Set(office.wire.map(({ to, externalId }) => `${to} ${externalId}`))
    expect(ids.size).toBe(4)
    expect(office.rows.messages().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent'])
    expect(office.rows.documents()).toHaveLength(2)
    expect(office.mails).toHaveLength(1)
    const { deliveries } = await stateOf(id)
    // Of a mail that was on the wire nobody can say: a person decides.
    expect(deliveries.at(-1)).toEqual(
      death === 'mailing' ? ['email', 'unknown', 'unknown-outcome'] : ['email', 'sent', null],
    )
  })

  it('waits for a person where it did not arrive, and goes once more to those alone', async () => {
    const id = await office.send(await office.recipient(), await office.recipient({ channel: 'email' }))
    office.state.answer = 'refused'
    office.script.answers.push({
      kind: 'refused',
      problem: { kind: 'mailbox-full', sender: 'smtp', code: '552', detail: 'Quota exceeded' },
    })
    await office.idle()
    expect(await stateOf(id)).toMatchObject({
      deliveries: [
        ['whatsapp', 'failed', 'not-on-channel'],
        ['email', 'failed', 'mailbox'],
      ],
    })
    office.state.answer = 'acknowledged'
    expect(await office.runs.resendFailed(office.admin.id, { id })).toEqual({ deliveries: 2 })
    await office.idle()
    expect(await stateOf(id)).toMatchObject({
      deliveries: [
        ['whatsapp', 'sent', null],
        ['email', 'sent', null],
      ],
    })
    expect(await office.runs.resendFailed(office.admin.id, { id })).toEqual({ deliveries: 0 })
  })

  it('is of unknown fate where no answer came all day: then somebody says what is so', async () => {
    office.state.answer = 'unanswered'
    const id = await office.send(await office.recipient())
    await office.idle()
    await office.clock.jump(25 * HOUR)
    await office.idle()
    const [delivery] = (await office.runs.get({ id })).deliveries
    expect(delivery).toMatchObject({ state: 'unknown', reason: 'unknown-outcome' })
    expect(new Set(office.wire.map(({ externalId }) => externalId)).size).toBe(1)
    await office.runs.markSent(office.admin.id, { id: delivery!.id })
    office.state.answer = 'acknowledged'
    await office.idle()
    expect(await stateOf(id)).toMatchObject({ deliveries: [['whatsapp', 'sent', null]] })
  })

  it('has nothing to leave by while no number is linked, and leaves when somebody asks again', async () => {
    office.channel.lose(office.accountId)
    const id = await office.send(await office.recipient())
    await office.idle()
    // A link that is down comes back: it waits.
    expect(await stateOf(id)).toMatchObject({ deliveries: [['whatsapp', 'waiting', null]] })
    office.channel.connect(office.accountId)
    office.life.messages.linkChanged(office.accountId, office.channels.stateOf(office.accountId))
    await office.idle()
    expect(await stateOf(id)).toMatchObject({ deliveries: [['whatsapp', 'sent', null]] })
  })

  it('is given up after a restore, and missed schedules are skipped', async () => {
    const recipient = await office.recipient()
    office.state.death = 'making'
    const id = await office.send(recipient)
    await office.settle()
    await office.schedule(await office.list(recipient), { kind: 'daily', at: '13:00' })
    await office.clock.jump(2 * HOUR)
    office.life.maker.giveUp(office.db)
    office.life.messages.giveUp(office.db)
    office.life.schedules.skipMissed(office.db)
    office.restart()
    await office.idle()
    expect(await stateOf(id)).toEqual({ state: 'failed', deliveries: [['whatsapp', 'failed', 'not-made']] })
    expect(office.wire).toEqual([])
  })
})

describe('recipients', () => {
  it('are known once, confirmed for one address, and gone with what they are asked for no more', async () => {
    const id = await office.recipient()
    const [known] = await office.recipients.list()
    const details = { ...known!, hasConsented: true }
    const twin = { ...details, id: newId<typeof id>(), address: '0532 000 00 01', name: 'Başka' }
    await expect(office.recipients.create(office.admin.id, twin)).rejects.toMatchObject({ code: 'RECIPIENT_EXISTS' })
    await expect(office.recipients.create(office.admin.id, { ...twin, address: '12' })).rejects.toThrow('INVALID_PHONE')
    await office.clock.jump(DAY)
    const moved = await office.recipients.update(office.admin.id, { ...details, address: '+905329999999' })
    // A yes is of an address.
    expect(moved.consentedAt).toBe(office.clock.now())
    const listId = await office.list(id)
    await office.schedule(listId, { kind: 'daily', at: '08:00' })
    await expect(office.recipients.removeList(office.admin.id, listId)).rejects.toMatchObject({ code: 'LIST_IN_USE' })
    await office.recipients.remove(office.admin.id, id)
    expect(await office.recipients.lists()).toMatchObject([{ recipientIds: [] }])
  })
})

describe('a schedule', () => {
  // The clock stands on Thursday, 15 January 2026, 12:00 in Istanbul.
  const sent = () => office.rows.runs().map(({ fromDay, toDay }) => `${fromDay} ${toDay}`)

  it('leaves at its hour, once for everything that was slept through, and with the right days', async () => {
    const listId = await office.list(await office.recipient())
    const { nextAt } = await office.schedule(listId, { kind: 'daily', at: '08:00' })
    expect(nextAt).toBe(Date.parse('2026-01-16T05:00Z'))
    await office.clock.jump(20 * HOUR + 5 * MINUTE)
    await office.idle()
    expect(sent()).toEqual(['2026-01-15 2026-01-15'])
    // Off from Friday noon to Wednesday, 07:00: Tuesday's is the last that was due, and tells of Monday.
    await office.clock.jump(4 * DAY + 23 * HOUR - 5 * MINUTE)
    await office.idle()
    expect(sent()).toEqual(['2026-01-15 2026-01-15', '2026-01-19 2026-01-19'])
    await office.clock.jump(HOUR + MINUTE)
    await office.idle()
    expect(sent().at(-1)).toBe('2026-01-20 2026-01-20')
    // A clock that was wrong: the days that were told are not told again.
    await office.clock.jump(-2 * DAY)
    await office.clock.jump(90 * MINUTE)
    await office.idle()
    await office.clock.jump(2 * DAY)
    await office.idle()
    expect(sent()).toEqual(['2026-01-15 2026-01-15', '2026-01-19 2026-01-19', '2026-01-20 2026-01-20'])
    expect(office.wire.filter(({ body }) => body !== '')).toHaveLength(3)
  })

  it('rests while it is paused, goes at once when asked, and follows the zone of the office', async () => {
    const listId = await office.list(await office.recipient())
    const { id } = await office.schedule(listId, { kind: 'weekly', weekday: 1, at: '09:00' }, 'last_week')
    const service = office.schedules.service
    expect(await service.setPaused(office.admin.id, { id, isPaused: true })).toMatchObject({ nextAt: null })
    await office.clock.jump(8 * DAY)
    await office.idle()
    expect(sent()).toEqual([])
    await service.runNow(office.admin.id, { id, runId: newId<ReportRunId>() })
    await service.setPaused(office.admin.id, { id, isPaused: false })
    expect(sent()).toEqual(['2026-01-12 2026-01-18'])
    await office.settings.update(office.admin.id, { timeZone: 'America/Los_Angeles' })
    await office.idle()
    expect((await service.list())[0]?.nextAt).toBe(Date.parse('2026-01-26T17:00Z'))
    await expect(service.next({ rhythm: { kind: 'cron', pattern: '0 0 30 2 *' } })).rejects.toThrow('CRON_UNREADABLE')
  })

  it('reads the clocks of its zone, also when they are changed', () => {
    const at = (text: string) => Date.parse(text)
    const half = { kind: 'daily', at: '02:30' } as const
    // 29 March 2026 has no half past two in Berlin, 25 October has it twice.
    expect(nextDue(half, 'Europe/Berlin', at('2026-03-28T12:00Z'))).toBe(at('2026-03-29T01:30Z'))
    expect(nextDue(half, 'Europe/Berlin', at('2026-10-24T12:00Z'))).toBe(at('2026-10-25T00:30Z'))
    expect(nextDue(half, 'Europe/Berlin', at('2026-10-25T00:30Z'))).toBe(at('2026-10-26T01:30Z'))
    const first = { kind: 'monthly', day: 1, at: '09:00' } as const
    expect(nextDue(first, 'Europe/Istanbul', at('2026-01-15T09:00Z'))).toBe(at('2026-02-01T06:00Z'))
    const workdays = { kind: 'cron', pattern: '30 8 * * 1-5' } as const
    expect(nextDue(workdays, 'Europe/Istanbul', at('2026-01-16T12:00Z'))).toBe(at('2026-01-19T05:30Z'))
    // Away for three months: the last of what was missed, and not each of them.
    expect(lastDue(first, 'UTC', at('2026-02-01T09:00Z'), at('2026-05-20T00:00Z'))).toBe(at('2026-05-01T09:00Z'))
  })
})
