import { expect, it } from 'vitest'
import type { Appointment } from '#shared/contract/appointments.ts'
import { toEvents, toSlot } from './to-events.ts'

const zone = 'Europe/Istanbul'
const words = { untitled: 'Randevu', busy: 'Dolu' }

function appointment(over: Partial<Appointment>): Appointment {
  return {
    ...{ id: 'a', version: 1, typeId: null, staffId: 's', roomId: null, leads: [], title: null, bufferBefore: 0 },
    ...{ startsAt: Date.UTC(2026, 11, 1, 7), endsAt: Date.UTC(2026, 11, 1, 7, 30), bufferAfter: 0, timeZone: zone },
    ...{ status: 'scheduled', approval: 'none', place: null, videoUrl: null, note: null, bookedBy: null },
    ...{ seriesId: null, isException: false, overrideReason: null, cancelReason: null },
    ...over,
  } as Appointment
}

it('draws appointments at the hour of the office, and the time of others as taken', () => {
  const leads = [{ id: 'l', name: 'Zeynep', timeZone: null }] as unknown as Appointment['leads']
  const busy = [{ staffId: 'b', roomId: null, startsAt: Date.UTC(2026, 11, 1, 8), endsAt: Date.UTC(2026, 11, 1, 9) }]
  const events = toEvents(
    { appointments: [appointment({ leads, title: 'Kontrol' })], busy: busy as never },
    [],
    zone,
    words,
  )
  expect(events.map(({ title, start, end, resourceId }) => [title, start, end, resourceId])).toEqual([
    ['Zeynep · Kontrol', '2026-12-01 10:00:00', '2026-12-01 10:30:00', 's'],
    ['Dolu', '2026-12-01 11:00:00', '2026-12-01 12:00:00', 'b'],
  ])
  const [untitled] = toEvents(
    { appointments: [appointment({ staffId: null, status: 'cancelled' })], busy: [] },
    [],
    zone,
    words,
  )
  expect([untitled?.title, untitled?.resourceId, untitled?.color]).toEqual(['Randevu', 'nobody', 'gray'])
})

it('reads where it was dropped', () => {
  const dropped = { newStart: '2026-12-02 09:15:00', newEnd: '2026-12-02 09:45:00' }
  expect(toSlot(dropped, zone)).toEqual({
    startsAt: Date.UTC(2026, 11, 2, 6, 15),
    endsAt: Date.UTC(2026, 11, 2, 6, 45),
  })
  expect(toSlot({ ...dropped, resourceId: 'nobody' }, zone)).toMatchObject({ staffId: null })
})
