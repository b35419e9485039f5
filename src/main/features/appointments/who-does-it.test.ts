import { afterEach, beforeEach, expect, it } from 'vitest'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { at, openTestCalendar, type TestCalendar } from './testing/test-calendar.ts'

let calendar: TestCalendar
beforeEach(async () => {
  calendar = await openTestCalendar()
})
afterEach(() => calendar.database.close())

it('books a type only with those who do it, unless a manager says why', async () => {
  const { office, service, manager, ayla, bora, book, details } = calendar
  const [first] = await office.listTypes()
  if (!first) throw new Error('an office has types')
  expect(first.staffIds).toEqual([])
  const early = await book(ayla, '2026-12-01T09:00', { typeId: first.id })

  const type = await office.updateType(manager.id, { ...first, staffIds: [bora.id] })
  expect(type.staffIds).toEqual([bora.id])
  const nobody = { ...type, staffIds: [newId<StaffId>()] }
  await expect(office.updateType(manager.id, nobody)).rejects.toMatchObject({ code: 'NOT_FOUND' })

  const slot = { minutes: 30, bufferBefore: 0, bufferAfter: 0, from: at('2026-12-01T08:00'), days: 1, limit: 5 }
  const search = { ...slot, roomId: null, offer: null, staffIds: [ayla.id, bora.id] }
  const free = await service.freeSlots(ayla, { ...search, typeId: type.id })
  expect(new Set(free.map(({ staffId }) => staffId))).toEqual(new Set([bora.id]))
  expect(await service.freeSlots(ayla, { ...search, typeId: type.id, staffIds: [ayla.id] })).toEqual([])

  const asked = { ...details('2026-12-01T11:00', { typeId: type.id }), recurrence: null, visits: [], exceptId: null }
  expect((await service.check(ayla, asked)).clashes).toMatchObject([{ kind: 'not_theirs', name: 'Ayla', other: null }])
  await expect(book(ayla, '2026-12-01T11:00', { typeId: type.id })).rejects.toMatchObject({ code: 'CLASH' })
  const override = { reason: 'Bora izinde' }
  expect(await book(manager, '2026-12-01T11:00', { typeId: type.id, override })).toMatchObject({
    overrideReason: 'Bora izinde',
  })
  await book(ayla, '2026-12-01T11:00', { typeId: type.id, staffId: bora.id })

  // Who has it already may move it.
  const later = { ...details('2026-12-01T09:30', { typeId: type.id }), scope: 'this', override: null } as const
  expect((await service.check(ayla, { ...asked, ...later, exceptId: early.id })).clashes).toEqual([])
  const moved = await service.update(ayla, { ...later, id: early.id, version: early.version })
  expect(moved.startsAt).toBe(at('2026-12-01T09:30'))

  await office.updateType(manager.id, { ...type, staffIds: [] })
  await book(ayla, '2026-12-01T14:00', { typeId: type.id })
})
