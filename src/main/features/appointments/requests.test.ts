import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { type AppointmentId, newId } from '#shared/domain/ids.ts'
import { toWallTime } from '#shared/domain/zoned-time.ts'
import { listInteractions } from '../leads/interactions.ts'
import { leads } from '../leads/schema.ts'
import { at, openTestCalendar, type TestCalendar, ZONE } from './testing/test-calendar.ts'

let calendar: TestCalendar

beforeEach(async () => {
  calendar = await openTestCalendar()
  return () => calendar.database.close()
})

async function needsApproval() {
  const { office, manager } = calendar
  const [type] = await office.listTypes()
  if (!type) throw new Error('an office has types')
  return office.updateType(manager.id, { ...type, approval: 'manager' })
}

describe('what waits for a yes', () => {
  it('is told to managers whole, and to consultants as far as they may see it', async () => {
    const { service, book, manager, ayla, bora, addLead } = calendar
    const { id: typeId } = await needsApproval()
    const own = await book(ayla, '2026-12-01T10:00', { typeId, leadIds: [addLead('Zeynep', ayla)] })
    const proposed = await book(bora, '2026-12-01T11:00', { staffId: bora.id, isProposal: true })
    const idsFor = async (viewer: typeof manager) => (await service.requests(viewer)).map(({ id }) => id)
    expect(await idsFor(manager)).toEqual([own.id, proposed.id])
    expect(await idsFor(ayla)).toEqual([own.id])
    expect(await idsFor(bora)).toEqual([proposed.id])
    await service.approve(manager, { id: own.id, version: own.version, scope: 'all', override: null })
    const no = { status: 'cancelled', scope: 'this', reason: 'Hasta istemedi', override: null } as const
    await service.setStatus(bora, { id: proposed.id, version: proposed.version, ...no })
    expect(await idsFor(manager)).toEqual([])
  })

  it('is only approved where nothing has come into its way', async () => {
    const { service, book, manager, ayla, workingHours } = calendar
    const { id: typeId } = await needsApproval()
    const asked = await book(ayla, '2026-12-01T10:00', { typeId })
    const leave = { id: newId(), staffId: ayla.id, from: '2026-12-01', until: '2026-12-01', name: 'İzin' }
    await workingHours.addDayOff(manager.id, leave as never)
    const yes = { id: asked.id, version: asked.version, scope: 'all' } as const
    await expect(service.approve(manager, { ...yes, override: null })).rejects.toMatchObject({ code: 'CLASH' })
    const approved = await service.approve(manager, { ...yes, override: { reason: 'Ayla geliyor' } })
    expect(approved).toMatchObject({ status: 'scheduled', overrideReason: 'Ayla geliyor' })
  })
})

describe('a course of treatment', () => {
  it('has visits of their own types and lengths, checked and booked as one', async () => {
    const { service, office, book, ayla, addLead } = calendar
    const [first, second] = await office.listTypes()
    const leadIds = [addLead('Zeynep', ayla)]
    const later = (wall: string, minutes: number, typeId = second?.id ?? null) => {
      const startsAt = at(wall)
      return { typeId, startsAt, endsAt: startsAt + minutes * 60_000, bufferBefore: 0, bufferAfter: 0 }
    }
    await book(ayla, '2026-12-15T11:30')
    const course = (last: string) => ({
      typeId: first?.id ?? null,
      leadIds,
      series: { id: newId<never>(), visits: [later('2026-12-08T10:00', 60), later(last, 120)] },
    })
    await expect(book(ayla, '2026-12-01T10:00', course('2026-12-15T10:00'))).rejects.toMatchObject({
      code: 'CLASH',
      data: { clashes: [{ kind: 'staff', startsAt: at('2026-12-15T10:00') }] },
    })
    await book(ayla, '2026-12-01T10:00', course('2026-12-16T10:00'))
    const visits = (await service.ofLead(ayla, leadIds[0] as never)).toReversed()
    expect(visits.map(visit => [toWallTime(visit.startsAt, ZONE), (visit.endsAt - visit.startsAt) / 60_000])).toEqual([
      ['2026-12-01T10:00', 30],
      ['2026-12-08T10:00', 60],
      ['2026-12-16T10:00', 120],
    ])
    expect(visits.map(({ typeId }) => typeId)).toEqual([first?.id, second?.id, second?.id])
    expect(new Set(visits.map(({ seriesId }) => seriesId)).size).toBe(1)
  })
})

describe('the agenda', () => {
  it('goes on from where it was, in the order of time, also where several begin at once', async () => {
    const { service, book, ayla, bora, manager } = calendar
    const ids: AppointmentId[] = []
    for (const wall of ['2026-12-01T10:00', '2026-12-02T10:00', '2026-12-03T10:00']) {
      ids.push((await book(ayla, wall)).id, (await book(bora, wall, { staffId: bora.id })).id)
    }
    await book(ayla, '2026-12-01T08:30', { override: { reason: 'erken' } }).catch(() => undefined)
    const query = { from: at('2026-12-01T09:00'), staffIds: null, typeIds: null, includesCancelled: false, limit: 4 }
    const first = await service.agenda(manager, { ...query, cursor: null })
    const second = await service.agenda(manager, { ...query, cursor: first.nextCursor })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids)
    expect(second.nextCursor).toBeNull()
    const ofBora = await service.agenda(bora, { ...query, cursor: null })
    expect(ofBora.items.map(({ id }) => id)).toEqual([ids[1], ids[3], ids[5]])
  })
})

it('tells the timeline what happened, from when to when, and why', async () => {
  const { service, book, details, ayla, addLead, db } = calendar
  const leadId = addLead('Zeynep', ayla)
  const booked = await book(ayla, '2026-12-01T10:00', { leadIds: [leadId] })
  const to = { ...details('2026-12-01T12:00', { leadIds: [leadId] }), scope: 'this', override: null } as const
  const moved = await service.update(ayla, { ...to, id: booked.id, version: booked.version })
  const off = { status: 'cancelled', scope: 'this', reason: 'Hasta hasta', override: null } as const
  await service.setStatus(ayla, { id: moved.id, version: moved.version, ...off })
  const told = listInteractions(db, leadId, null, 10, 'appointments').map(({ data }) => data)
  expect(told).toMatchObject([
    { what: 'status', status: 'cancelled', reason: 'Hasta hasta' },
    { what: 'moved', from: at('2026-12-01T10:00'), startsAt: at('2026-12-01T12:00') },
    { what: 'booked', startsAt: at('2026-12-01T10:00') },
  ])
})

it("says in which zone the patient is: told by a person, else the country's only hour", async () => {
  const { service, book, ayla, addLead, db } = calendar
  const people = { Told: { timeZone: 'Asia/Dubai' }, German: { countryCode: 'DE' }, American: { countryCode: 'US' } }
  for (const [index, [name, where]] of Object.entries(people).entries()) {
    const leadId = addLead(name, ayla)
    db.update(leads).set(where).where(eq(leads.id, leadId)).run()
    await book(ayla, `2026-12-0${index + 1}T10:00`, { leadIds: [leadId] })
  }
  const span = { from: at('2026-12-01T00:00'), until: at('2026-12-05T00:00') }
  const { appointments: shown } = await service.range(ayla, {
    ...span,
    staffIds: null,
    typeIds: null,
    includesCancelled: false,
  })
  expect(shown.map(({ leads: [lead] }) => lead?.timeZone)).toEqual(['Asia/Dubai', 'Europe/Berlin', null])
})

it('what is offered is each time once, from all over the day', async () => {
  const { service, ayla, bora, book } = calendar
  await book(ayla, '2026-12-01T09:00')
  const slots = await service.freeSlots(ayla, {
    ...{ staffIds: [ayla.id, bora.id], roomId: null, minutes: 30, bufferBefore: 0, bufferAfter: 0, days: 2, limit: 20 },
    ...{ from: at('2026-12-01T00:00'), typeId: null, offer: { perDay: 3, timeZone: ZONE } },
  })
  expect(slots.map(({ startsAt, staffId }) => [toWallTime(startsAt, ZONE), staffId === bora.id])).toEqual([
    ['2026-12-01T09:00', true],
    ['2026-12-01T12:00', false],
    ['2026-12-01T15:00', false],
    ['2026-12-02T09:00', false],
    ['2026-12-02T12:00', false],
    ['2026-12-02T15:00', false],
  ])
})

it('of a full day the month has the first and how many more there are', async () => {
  const { service, book, manager, ayla, bora } = calendar
  const all = { from: at('2026-11-30T15:00'), days: 3, timeZone: ZONE, staffIds: null, typeIds: null }
  for (let number = 0; number < 14; number += 1) {
    const override = { reason: 'dolu gün' }
    await book(manager, `2026-12-01T${String(9 + (number % 9)).padStart(2, '0')}:00`, { staffId: bora.id, override })
  }
  await book(ayla, '2026-12-02T10:00')
  const month = await service.month(manager, { ...all, includesCancelled: false })
  const walls = month.appointments.map(({ startsAt }) => toWallTime(startsAt, ZONE))
  expect(walls).toHaveLength(13)
  expect(walls).toEqual(walls.toSorted())
  expect(month.more).toEqual([{ on: '2026-12-01', count: 2 }])
  const ofAyla = await service.month(ayla, { ...all, includesCancelled: false })
  expect(ofAyla).toMatchObject({ appointments: [{ startsAt: at('2026-12-02T10:00') }], more: [] })
})
