import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appointments } from '../appointments/schema.ts'
import { leads } from '../leads/schema.ts'
import { at, openTestReminders, type TestReminders } from './testing/test-reminders.ts'

let office: TestReminders
beforeEach(async () => {
  office = await openTestReminders()
})
afterEach(() => office.close())

describe('reminders', () => {
  it('are nobody asked for: an office has rules, and none is on', async () => {
    expect((await office.service.rules()).map(({ isActive }) => isActive)).toEqual(
      Array.from({ length: 7 }, () => false),
    )
    await office.book('2026-12-02T14:30')
    expect(office.rows()).toEqual([])
  })

  it('go out the day before, once, in words of the appointment as it is then', async () => {
    await office.rule('before')
    await office.book('2026-12-02T14:30')
    await office.go('2026-12-01T14:29')
    expect(office.received()).toEqual([])
    await office.go('2026-12-01T14:31')
    expect(office.received()).toEqual([
      'Merhaba Zeynep, 2 Aralık 2026 Çarşamba, saat 14:30 için Muayene randevunuz olduğunu hatırlatmak isteriz.\nGülümse\n\nGeliyorsanız 1, değiştirmek istiyorsanız 2 yazmanız yeterli.',
    ])
    await office.go('2026-12-03T10:00')
    expect(office.received()).toHaveLength(1)
    expect(office.rows()).toMatchObject([{ state: 'sent', channel: 'whatsapp' }])
  })

  it('are no answer to somebody who waits', async () => {
    expect(office.all.conversations()).toMatchObject([{ unreadCount: 1, waitingSince: expect.any(Number) }])
    await office.rule('before')
    await office.book('2026-12-02T14:30')
    await office.go('2026-12-01T14:31')
    expect(office.all.conversations()).toMatchObject([{ unreadCount: 1, waitingSince: expect.any(Number) }])
    expect(office.all.leads()).toMatchObject([{ firstMessageAnswered: false }])
  })

  it('speak of the new time of what was moved, and not at all of what was called off', async () => {
    await office.rule('before')
    const moved = await office.book('2026-12-02T14:30')
    const cancelled = await office.book('2026-12-02T16:00')
    await office.move(moved, '2026-12-03T11:00')
    await office.mark(cancelled, 'cancelled')
    await office.go('2026-12-02T10:59')
    expect(office.received()).toEqual([])
    await office.go('2026-12-02T11:01')
    expect(office.received()).toEqual([expect.stringContaining('3 Aralık 2026 Perşembe, saat 11:00')])
  })

  it('that wait for the link never leave for what was moved in the meantime', async () => {
    await office.rule('before')
    const id = await office.book('2026-12-02T14:30')
    office.channel.lose(office.accountId)
    await office.go('2026-12-01T14:40')
    expect(office.rows()).toMatchObject([{ state: 'planned' }])
    await office.move(id, '2026-12-04T10:00')
    office.channel.connect(office.accountId)
    await office.settle()
    expect(office.received()).toEqual([])
    await office.go('2026-12-03T10:01')
    expect(office.received()).toEqual([expect.stringContaining('4 Aralık')])
  })

  it('are taken back from the queue where the server keeps them waiting', async () => {
    await office.rule('before')
    const id = await office.book('2026-12-02T14:30')
    // The number is told to slow down by an earlier message: the reminder waits untried.
    office.channel.answerWith(() => ({ kind: 'slow-down', retryAfterMs: 6 * 3_600_000 }))
    const [conversation] = office.all.conversations()
    if (!conversation) throw new Error('no chat')
    await office.go('2026-12-01T14:25')
    await office.write('Bir dakika', conversation.id)
    await office.go('2026-12-01T14:35')
    expect(office.rows()).toMatchObject([{ state: 'queued' }])
    await office.mark(id, 'cancelled')
    expect(office.rows()).toMatchObject([{ state: 'skipped', reason: 'changed' }])
    expect(office.all.messages().map(({ body }) => body)).toEqual(['Merhaba', 'Bir dakika'])
  })

  it('that were missed go while they are of use, and are listed when they are not', async () => {
    await office.rule('before', { minutes: 1_440 })
    await office.newRule({ minutes: 120 })
    await office.book('2026-12-02T14:30')
    await office.book('2026-12-01T18:00')
    // Both of the first are overdue then: the nearer one is enough.
    await office.sleepUntil('2026-12-02T13:00')
    expect(office.received()).toEqual([expect.stringContaining('bugün saat 14:30')])
    const late = await office.service.late(office.admin)
    expect(late).toMatchObject([{ state: 'late', reason: 'too-late', startsAt: at('2026-12-01T18:00') }])
    expect(await office.service.counts(office.admin)).toEqual({ late: 1, changeRequests: 0 })
    await office.service.skip(office.admin, late[0]!.id)
    expect(await office.service.late(office.admin)).toEqual([])
  })

  it('that are late leave when somebody says so, whatever the hour', async () => {
    await office.rule('no_show', { minutes: 60, tolerance: 30 })
    const id = await office.book('2026-11-30T10:00')
    await office.go('2026-11-30T10:40')
    await office.mark(id, 'no_show')
    await office.sleepUntil('2026-12-01T23:30')
    const [late] = await office.service.late(office.admin)
    expect(office.received()).toEqual([])
    await office.service.sendNow(office.admin, late!.id)
    await office.settle()
    expect(office.received()).toEqual([expect.stringContaining('sizi göremedik')])
    await expect(office.service.sendNow(office.admin, late!.id)).rejects.toThrow('NOT_LATE')
  })

  it('leave nobody awake: an early appointment is told of the evening before, a thank-you in the morning', async () => {
    await office.settings.update(office.admin.id, { nightStart: 21, nightEnd: 9 })
    await office.newRule({ minutes: 120 })
    await office.rule('done', { minutes: 180 })
    await office.book('2026-12-02T09:30')
    expect(office.rows().map(({ dueAt }) => dueAt)).toEqual([at('2026-12-01T20:45')])
    const id = await office.book('2026-11-30T19:00')
    await office.go('2026-11-30T20:00')
    await office.mark(id, 'done')
    await office.go('2026-11-30T23:30')
    expect(office.received().filter(body => body.includes('teşekkür'))).toEqual([])
    await office.go('2026-12-01T09:05')
    expect(office.received().filter(body => body.includes('teşekkür'))).toHaveLength(1)
  })

  it('are not planned for a moment that had passed when it was booked', async () => {
    await office.rule('before')
    await office.book('2026-11-30T15:00')
    expect(office.rows()).toEqual([])
  })

  it('tell of a booking, a move and a cancellation, and of a whole course of visits once', async () => {
    await office.rule('created')
    await office.rule('moved')
    await office.rule('cancelled')
    const id = await office.book('2026-12-02T14:30')
    await office.move(id, '2026-12-03T10:00')
    await office.mark(id, 'cancelled')
    expect(office.received().map(body => body.split(',')[1]?.trim().split(' ')[0])).toHaveLength(3)
    expect(office.received()[0]).toContain('oluşturuldu')
    expect(office.received()[1]).toContain('olarak değişti')
    expect(office.received()[2]).toContain('iptal edildi')
  })

  it('with a field that nothing fills are put before a person, who learns which', async () => {
    const template = await office.templates.create(office.admin.id, {
      ...{ id: crypto.randomUUID() as never, name: 'Yer', category: 'appointment', channel: null },
      variants: [{ language: 'tr', subject: null, content: 'Adres: {{appointment_place}} {{kat}}' }],
    })
    await office.rule('before', { templateId: template.id })
    await office.book('2026-12-02T14:30')
    await office.go('2026-12-01T14:31')
    expect(office.received()).toEqual([])
    const late = await office.service.late(office.admin)
    expect(late).toMatchObject([{ state: 'failed', reason: 'unfilled', detail: '{{appointment_place}}, {{kat}}' }])
  })

  it('go by SMS where WhatsApp is refused, and nowhere where everything is', async () => {
    await office.rule('before')
    office.carries.add('sms')
    const address = { kind: 'phone', value: '+905551234567' } as const
    const refuse = (channel: 'whatsapp' | 'sms') =>
      office.ledger.record(office.db, {
        ...{
          address,
          channel,
          brandId: null,
          action: 'refused',
          source: 'chat',
          at: office.clock.now(),
          staffId: null,
        },
      })
    refuse('whatsapp')
    await office.book('2026-12-02T14:30')
    await office.go('2026-12-01T14:31')
    expect(office.received()).toEqual([])
    expect(office.rows()).toMatchObject([{ state: 'queued', channel: 'sms' }])
    refuse('sms')
    await office.book('2026-12-04T14:30')
    await office.go('2026-12-03T14:31')
    expect((await office.service.late(office.admin))[0]).toMatchObject({ state: 'failed', reason: 'refused' })
  })

  it('go by SMS where the number is not on WhatsApp after all', async () => {
    await office.rule('before')
    office.carries.add('sms')
    office.channel.answerWith(() => ({ kind: 'refused', reason: 'not-on-channel', detail: null }))
    await office.book('2026-12-02T14:30')
    await office.go('2026-12-01T14:31')
    expect(office.rows()).toMatchObject([{ state: 'queued', channel: 'sms', triedChannels: ['whatsapp'] }])
  })

  it('are planned by the rules of the moment: switched off, moved, removed', async () => {
    const rule = await office.rule('before')
    await office.book('2026-12-03T14:30')
    const changed = await office.service.updateRule(office.admin, {
      ...rule,
      templateId: rule.templateId!,
      minutes: 60,
    })
    await office.settle()
    expect(office.rows().map(({ dueAt }) => dueAt)).toEqual([at('2026-12-03T13:30')])
    await office.service.updateRule(office.admin, { ...changed, templateId: rule.templateId!, isActive: false })
    await office.settle()
    expect(office.rows()).toEqual([])
    await office.newRule({ minutes: 60 })
    await office.settle()
    const own = (await office.service.rules()).at(-1)
    await office.service.removeRule(office.admin, own!.id)
    await office.settle()
    expect(office.rows()).toEqual([])
  })

  it('follow a clock that is set back and forth, and send nothing twice', async () => {
    await office.rule('before')
    await office.book('2026-12-02T14:30')
    await office.go('2026-12-01T14:31')
    await office.clock.jump(-3 * 3_600_000)
    await office.settle()
    await office.clock.jump(3 * 3_600_000)
    await office.settle()
    expect(office.received()).toHaveLength(1)
    // Its reminders are planned again from nothing: what was sent is known.
    office.db.update(appointments).set({ remindersVersion: -1 }).run()
    await office.clock.advance(10 * 60_000)
    await office.settle()
    expect(office.received()).toHaveLength(1)
  })

  it('survive a kill between any two steps: nothing twice, nothing lost', async () => {
    await office.rule('before')
    for (const hour of ['10:00', '11:00', '12:00']) await office.book(`2026-12-02T${hour}`)
    let calls = 0
    office.channel.answerWith(() => {
      calls += 1
      // The first never answers: the process is gone while it is under way.
      return calls === 1 ? new Promise(() => {}) : { kind: 'acknowledged', at: office.clock.now() }
    })
    await office.clock.jump(at('2026-12-01T12:00') - office.clock.now())
    await office.clock.advance(9_000)
    await office.kill()
    await office.settle()
    await office.settle()
    const ids = office.channel.sent.map(({ externalId }) => externalId)
    expect(new Set(ids).size).toBe(3)
    expect(office.all.messages().filter(({ direction }) => direction === 'out')).toHaveLength(3)
    expect(office.rows().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent'])
  })

  it('go to a consultant only for whom they may see', async () => {
    await office.rule('before')
    const owner = office.hire('consultant')
    office.db.update(leads).set({ ownerId: owner.id }).where(eq(leads.id, office.leadId)).run()
    await office.book('2026-12-02T14:30')
    expect(await office.service.upcoming(owner, 10)).toHaveLength(1)
    expect(await office.service.upcoming(office.hire('consultant'), 10)).toEqual([])
  })
})

describe('the weeks in which clocks change', () => {
  it.each([
    ['Europe/Berlin', '+4915112345678', '2026-10-25T11:00', '2026-10-24T11:00'],
    ['Europe/Berlin', '+4915112345678', '2027-03-28T11:00', '2027-03-27T11:00'],
    ['America/New_York', '+12125550100', '2026-11-01T11:00', '2026-10-31T11:00'],
    ['America/New_York', '+12125550100', '2027-03-14T11:00', '2027-03-13T11:00'],
    ['Europe/Istanbul', '+905551234567', '2026-10-25T11:00', '2026-10-24T11:00'],
  ])('in %s a patient with %s is reminded of %s by day', async (zone, phone, starts, before) => {
    await office.close()
    office = await openTestReminders({ start: '2026-10-20T09:00', phone })
    await office.settings.update(office.admin.id, { nightStart: 21, nightEnd: 8 })
    await office.rule('before')
    const startsAt = at(starts, zone)
    const id = await office.book('2027-12-31T12:00')
    office.db
      .update(appointments)
      .set({ startsAt, endsAt: startsAt + 1_800_000, timeZone: zone, remindersVersion: -1 })
      .run()
    await office.clock.advance(11 * 60_000)
    await office.settle()
    const [row] = office.rows()
    // A day is 24 hours: on the day before, within the hour that the change gives or takes.
    expect(Math.abs((row?.dueAt ?? 0) - at(before, zone))).toBeLessThanOrEqual(3_600_000)
    expect(row?.appointmentId).toBe(id)
  })
})
