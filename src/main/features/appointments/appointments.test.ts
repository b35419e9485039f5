import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clash } from '#shared/contract/appointments.ts'
import { type AppointmentId, newId } from '#shared/domain/ids.ts'
import { toWallTime } from '#shared/domain/zoned-time.ts'
import { transact } from '../../db/database.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { interactions, leads } from '../leads/schema.ts'
import { forgetAppointmentsOf, moveAppointments } from './appointment-writer.ts'
import { appointmentLeads, appointments } from './schema.ts'
import { at, openTestCalendar, type TestCalendar, ZONE } from './testing/test-calendar.ts'

let calendar: TestCalendar

beforeEach(async () => {
  calendar = await openTestCalendar()
})
afterEach(() => calendar.database.close())

/** What stands in the way, as the page is told. */
async function clashesOf(booking: Promise<unknown>): Promise<Clash[]> {
  const error = await booking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof DomainError) || error.code !== 'CLASH') throw new Error('it was booked')
  return (error.data as { clashes: Clash[] }).clashes
}

describe('booking', () => {
  it('is done once, however often it is asked', async () => {
    const { book, ayla, addLead, db } = calendar
    const ids = { id: newId<AppointmentId>(), leadIds: [addLead('Zeynep', ayla)] }
    const first = await book(ayla, '2026-12-01T10:00', ids)
    expect(await book(ayla, '2026-12-01T10:00', ids)).toEqual(first)
    expect(first).toMatchObject({ status: 'scheduled', bookedBy: ayla.id, leads: [{ name: 'Zeynep' }] })
    expect(db.select().from(interactions).all()).toMatchObject([
      { kind: 'appointment', staffId: ayla.id, data: { what: 'booked', startsAt: at('2026-12-01T10:00') } },
    ])
  })

  it('never gives one time to two, and says who has it', async () => {
    const { book, ayla, bora, addLead } = calendar
    const zeynep = addLead('Zeynep', ayla)
    await book(ayla, '2026-12-01T10:00', { leadIds: [zeynep] })
    expect(await clashesOf(book(ayla, '2026-12-01T10:15'))).toMatchObject([
      { kind: 'staff', other: { name: 'Zeynep', startsAt: at('2026-12-01T10:00') } },
    ])
    // Whoever may not see the patient learns that the time is taken, and nothing more.
    expect(await clashesOf(book(bora, '2026-12-01T10:15'))).toMatchObject([
      { kind: 'staff', other: { id: null, name: null } },
    ])
    await book(ayla, '2026-12-01T10:30')
    expect(
      await clashesOf(
        book(ayla, '2026-12-01T11:00', { staffId: bora.id, leadIds: [zeynep], startsAt: at('2026-12-01T10:20') }),
      ),
    ).toMatchObject([{ kind: 'lead', name: 'Zeynep' }])
  })

  it('keeps the time before and after free', async () => {
    const { book, ayla } = calendar
    await book(ayla, '2026-12-01T10:00', { bufferAfter: 15 })
    expect(await clashesOf(book(ayla, '2026-12-01T10:30'))).toMatchObject([{ kind: 'staff' }])
    expect(await clashesOf(book(ayla, '2026-12-01T10:40', { bufferBefore: 0 }))).toMatchObject([{ kind: 'staff' }])
    await book(ayla, '2026-12-01T10:45')
    expect(await clashesOf(book(ayla, '2026-12-01T11:20', { bufferBefore: 10 }))).toMatchObject([{ kind: 'staff' }])
  })

  it('knows rooms, working hours, days off and holidays', async () => {
    const { book, ayla, bora, office, manager, workingHours } = calendar
    const { id: roomId } = await office.createRoom(manager.id, { id: newId(), name: 'Oda 1' })
    await book(ayla, '2026-12-01T10:00', { roomId })
    expect(await clashesOf(book(bora, '2026-12-01T10:00', { staffId: bora.id, roomId }))).toMatchObject([
      { kind: 'room' },
    ])
    expect(await clashesOf(book(ayla, '2026-12-01T17:45'))).toMatchObject([{ kind: 'outside_hours' }])
    expect(await clashesOf(book(ayla, '2026-12-06T10:00'))).toMatchObject([{ kind: 'outside_hours' }])
    expect(await clashesOf(book(ayla, '2027-01-01T10:00'))).toMatchObject([{ kind: 'day_off', name: 'Yılbaşı' }])
    await workingHours.workOn(manager.id, '2027-01-01', true)
    await book(ayla, '2027-01-01T10:00')
    const leave = { id: newId(), staffId: ayla.id, from: '2026-12-07', until: '2026-12-11', name: 'İzin' } as const
    await workingHours.addDayOff(manager.id, leave as never)
    expect(await clashesOf(book(ayla, '2026-12-11T17:00'))).toMatchObject([{ kind: 'day_off', name: 'İzin' }])
    await book(bora, '2026-12-11T17:00', { staffId: bora.id })
    await workingHours.set(manager.id, ayla.id, [{ weekday: 7, from: 600, until: 720 }])
    await book(ayla, '2026-12-06T10:00')
    expect(await clashesOf(book(ayla, '2026-12-01T12:00'))).toMatchObject([{ kind: 'outside_hours' }])
  })

  it('all the same is for managers, with a reason that is kept', async () => {
    const { book, ayla, manager, db } = calendar
    await book(ayla, '2026-12-01T10:00')
    const override = { reason: 'Acil hasta' }
    expect(await clashesOf(book(ayla, '2026-12-01T10:00', { override }))).toHaveLength(1)
    const urgent = await book(manager, '2026-12-01T10:00', { override })
    expect(urgent.overrideReason).toBe('Acil hasta')
    const row = db.select().from(appointments).where(eq(appointments.id, urgent.id)).get()
    expect(row?.overriddenBy).toBe(manager.id)
  })

  it('refuses what cannot be', async () => {
    const { book, ayla, bora, addLead } = calendar
    const impossible = (reason: string) => ({ code: 'IMPOSSIBLE_TIME', data: { reason } })
    await expect(book(ayla, '2026-12-01T10:00', { endsAt: at('2026-12-01T10:00') })).rejects.toMatchObject(
      impossible('ends-before'),
    )
    await expect(book(ayla, '2026-12-01T10:00', { endsAt: at('2026-12-31T10:00') })).rejects.toMatchObject(
      impossible('too-long'),
    )
    await expect(book(ayla, '2026-12-01T10:00', { leadIds: [addLead('Selin', bora)] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('a course of visits', () => {
  const weekly = { frequency: 'weekly', interval: 1, weekdays: [], ends: { kind: 'count', count: 4 } } as const
  const series = () => ({ series: { id: newId<never>(), recurrence: { ...weekly, weekdays: [] } } })

  function shown() {
    const rows = calendar.db.select().from(appointments).orderBy(appointments.startsAt).all()
    return rows.map(row => [toWallTime(row.startsAt, ZONE), row.status])
  }

  it('is booked whole or not at all, and every visit that clashes is told', async () => {
    const { book, ayla } = calendar
    await book(ayla, '2026-12-15T10:00')
    expect(await clashesOf(book(ayla, '2026-12-01T10:00', series()))).toMatchObject([
      { kind: 'staff', startsAt: at('2026-12-15T10:00') },
    ])
    expect(shown()).toHaveLength(1)
  })

  it('moves as one, but for what was changed alone and what has passed', async () => {
    const { book, ayla, service, clock, details, db } = calendar
    const first = await book(ayla, '2026-12-01T10:00', series())
    const [, second, third] = db.select().from(appointments).orderBy(appointments.startsAt).all()
    if (!second || !third) throw new Error('no series')
    const edit = (id: AppointmentId, version: number, start: string, scope: 'this' | 'following' | 'all') =>
      service.update(ayla, { ...details(start), id, version, scope, override: null })
    await edit(third.id, third.version, '2026-12-15T14:00', 'this')
    await clock.jump(at('2026-12-02T09:00') - clock.now())
    await edit(second.id, second.version, '2026-12-09T11:30', 'all')
    expect(shown()).toEqual([
      ['2026-12-01T10:00', 'scheduled'],
      ['2026-12-09T11:30', 'scheduled'],
      ['2026-12-15T14:00', 'scheduled'],
      ['2026-12-23T11:30', 'scheduled'],
    ])
    await expect(edit(first.id, 99, '2026-12-02T12:00', 'all')).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is cancelled from one visit on, which frees its time', async () => {
    const { book, ayla, service, db } = calendar
    await book(ayla, '2026-12-01T10:00', series())
    const second = db.select().from(appointments).orderBy(appointments.startsAt).all()[1]
    if (!second) throw new Error('no series')
    const cancel = { id: second.id, version: second.version, status: 'cancelled', scope: 'following' } as const
    await service.setStatus(ayla, { ...cancel, reason: 'Vazgeçti', override: null })
    expect(shown().map(([, status]) => status)).toEqual(['scheduled', 'cancelled', 'cancelled', 'cancelled'])
    await book(ayla, '2026-12-15T10:00')
    const again = { id: second.id, version: second.version + 1, status: 'scheduled', scope: 'this' } as const
    await service.setStatus(ayla, { ...again, reason: null, override: null })
    const third = db
      .select()
      .from(appointments)
      .where(eq(appointments.startsAt, at('2026-12-15T10:00')))
      .all()[0]
    if (!third) throw new Error('no visit')
    const taken = { id: third.id, version: third.version, status: 'scheduled', scope: 'this' } as const
    expect(await clashesOf(service.setStatus(ayla, { ...taken, reason: null, override: null }))).toHaveLength(1)
  })
})

describe('approval', () => {
  it('is a manager’s, and looks for a free time again', async () => {
    const { book, ayla, manager, office, service } = calendar
    const [type] = await office.listTypes()
    if (!type) throw new Error('no types')
    const { id: typeId, version, position: _, ...rest } = type
    await office.updateType(manager.id, { ...rest, id: typeId, version, approval: 'manager' })
    const request = await book(ayla, '2026-12-01T10:00', { typeId })
    expect([request.status, (await service.requests(manager)).length]).toEqual(['requested', 1])
    const answer = { id: request.id, version: request.version, override: null }
    await expect(
      service.setStatus(ayla, { ...answer, status: 'confirmed', scope: 'this', reason: null }),
    ).rejects.toMatchObject({ code: 'NEEDS_APPROVAL' })
    // The request holds its time; a manager put an emergency there all the same.
    await book(manager, '2026-12-01T10:00', { override: { reason: 'Acil' } })
    expect(await clashesOf(service.approve(manager, { ...answer, scope: 'all' }))).toHaveLength(1)
    const approved = await service.approve(manager, { ...answer, scope: 'all', override: { reason: 'İkisi de' } })
    expect([approved.status, await service.requests(manager)]).toEqual(['scheduled', []])
    await expect(
      service.approve(manager, { ...answer, version: approved.version, scope: 'all' }),
    ).rejects.toMatchObject({ code: 'NOT_REQUESTED' })
    expect((await book(manager, '2026-12-02T10:00', { typeId })).status).toBe('scheduled')
  })

  it('of a patient is asked anew when a confirmed visit moves', async () => {
    const { book, ayla, service, details } = calendar
    const proposed = await book(ayla, '2026-12-01T10:00', { isProposal: true })
    const step = { id: proposed.id, scope: 'this', override: null } as const
    const yes = await service.setStatus(ayla, { ...step, version: proposed.version, status: 'confirmed', reason: null })
    const noted = await service.update(ayla, {
      ...details('2026-12-01T10:00', { note: 'Film' }),
      ...step,
      version: yes.version,
    })
    const moved = await service.update(ayla, { ...details('2026-12-01T12:00'), ...step, version: noted.version })
    expect([proposed.status, yes.status, noted.status, moved.status]).toEqual([
      'requested',
      'confirmed',
      'confirmed',
      'scheduled',
    ])
  })
})

describe('who sees what', () => {
  it('a consultant sees their own, and of the others that they are busy', async () => {
    const { book, ayla, bora, manager, addLead, service } = calendar
    await book(ayla, '2026-12-01T10:00', { leadIds: [addLead('Zeynep', ayla)], note: 'Gizli' })
    await book(bora, '2026-12-01T11:00', { staffId: bora.id })
    const query = {
      from: at('2026-12-01T00:00'),
      until: at('2026-12-02T00:00'),
      staffIds: null,
      typeIds: null,
      includesCancelled: false,
    }
    const seen = await service.range(bora, query)
    expect(seen.appointments.map(({ startsAt }) => startsAt)).toEqual([at('2026-12-01T11:00')])
    expect(seen.busy).toEqual([
      { staffId: ayla.id, roomId: null, startsAt: at('2026-12-01T10:00'), endsAt: at('2026-12-01T10:30') },
    ])
    expect((await service.range(manager, query)).appointments).toHaveLength(2)
    const hidden = (await service.range(ayla, query)).appointments[0]
    if (!hidden) throw new Error('not there')
    await expect(service.get(bora, hidden.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('free times', () => {
  it('are within hours, around what is taken, and on the quarter', async () => {
    const { book, ayla, bora, service } = calendar
    await book(ayla, '2026-12-01T09:10', { endsAt: at('2026-12-01T17:00') })
    const slot = { roomId: null, typeId: null, minutes: 30, bufferBefore: 0, bufferAfter: 10 }
    const search = { ...slot, days: 1, limit: 3, offer: null }
    const slots = await service.freeSlots(ayla, { ...search, staffIds: [ayla.id], from: at('2026-12-01T00:00') })
    expect(slots.map(slot => toWallTime(slot.startsAt, ZONE))).toEqual(['2026-12-01T17:00'])
    const both = await service.freeSlots(ayla, {
      ...search,
      staffIds: [ayla.id, bora.id],
      from: at('2026-12-01T00:00'),
    })
    expect(both.map(slot => [slot.staffId === bora.id, toWallTime(slot.startsAt, ZONE)])).toEqual([
      [true, '2026-12-01T09:00'],
      [true, '2026-12-01T09:45'],
      [true, '2026-12-01T10:30'],
    ])
    // What has passed is not offered.
    const today = await service.freeSlots(ayla, { ...search, bufferAfter: 0, staffIds: [bora.id], from: 0 })
    expect(toWallTime(today[0]?.startsAt ?? 0, ZONE)).toBe('2026-11-30T09:00')
  })
})

describe('people who go, and people who become one', () => {
  it('take their appointments along, but for those that are also for somebody else', async () => {
    const { book, ayla, addLead, db } = calendar
    const [zeynep, kerem] = [addLead('Zeynep', ayla), addLead('Kerem', ayla)]
    await book(ayla, '2026-12-01T10:00', { leadIds: [zeynep] })
    await book(ayla, '2026-12-01T11:00', { leadIds: [zeynep, kerem] })
    transact(db, tx => {
      forgetAppointmentsOf(tx, zeynep)
      tx.delete(leads).where(eq(leads.id, zeynep)).run()
    })
    expect(
      db
        .select()
        .from(appointments)
        .all()
        .map(row => row.startsAt),
    ).toEqual([at('2026-12-01T11:00')])
    expect(
      db
        .select()
        .from(appointmentLeads)
        .all()
        .map(row => row.leadId),
    ).toEqual([kerem])
  })

  it('keep one of an appointment that both have', async () => {
    const { book, ayla, addLead, db } = calendar
    const [zeynep, twin] = [addLead('Zeynep', ayla), addLead('Z. Kaya', ayla)]
    await book(ayla, '2026-12-01T10:00', { leadIds: [zeynep, twin] })
    await book(ayla, '2026-12-01T11:00', { leadIds: [twin] })
    transact(db, tx => moveAppointments(tx, zeynep, twin))
    expect(
      db
        .select()
        .from(appointmentLeads)
        .all()
        .map(row => row.leadId),
    ).toEqual([zeynep, zeynep])
  })
})

it('writes a calendar file that names the patient nowhere', async () => {
  const { book, ayla, addLead, service } = calendar
  const booked = await book(ayla, '2026-12-01T10:00', {
    leadIds: [addLead('Zeynep', ayla)],
    note: 'Gizli',
    place: 'Nişantaşı; kat 2',
  })
  const { name, text } = await service.ics(ayla, booked.id)
  expect(name).toBe('2026-12-01.ics')
  expect(text).toContain('DTSTART:20261201T070000Z')
  expect(text).toContain(String.raw`LOCATION:Nişantaşı\; kat 2`)
  expect(text).not.toMatch(/Zeynep|Gizli/)
})
