import type { AppointmentDetails } from '#shared/contract/appointments.ts'
import { type AppointmentId, type LeadId, newId, type StaffId, type StageId } from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { toInstant } from '#shared/domain/zoned-time.ts'
import { transact } from '../../../db/database.ts'
import { openTestDatabase } from '../../../db/testing/test-database.ts'
import { createAppEvents } from '../../../events/app-events.ts'
import { createLogger } from '../../../logging/logger.ts'
import type { Viewer } from '../../../rpc/context.ts'
import { recordInteraction } from '../../leads/interactions.ts'
import { leads } from '../../leads/schema.ts'
import { createSettingsService } from '../../settings/service.ts'
import { staff } from '../../staff/schema.ts'
import { stages } from '../../stages/schema.ts'
import { createStageService } from '../../stages/service.ts'
import { createHolidayKeeper } from '../../working-hours/keep-holidays.ts'
import { createWorkingHoursService } from '../../working-hours/service.ts'
import { createAppointmentOfficeService } from '../office-service.ts'
import { createAppointmentService } from '../service.ts'

export const ZONE = 'Europe/Istanbul'

/** What the office's clock shows, as an instant. */
export function at(wall: string): number {
  return toInstant(wall, ZONE)
}

/** An office with a calendar, on a Monday morning at eight: 30 November 2026. */
export async function openTestCalendar() {
  const database = openTestDatabase()
  const { db, clock } = database
  await clock.jump(at('2026-11-30T08:00') - clock.now())
  const events = createAppEvents()
  const log = createLogger('test')
  const settings = createSettingsService({ db, clock, events, log })
  const manager = addStaff('Müdür', 'manager')
  const ayla = addStaff('Ayla', 'consultant')
  const bora = addStaff('Bora', 'consultant')
  const stageService = createStageService({ db, clock, events })
  transact(db, tx => stageService.insertInitial(tx, manager.id, 'tr'))
  const workingHours = createWorkingHoursService({ db, clock, events, settings })
  const office = createAppointmentOfficeService({ db, clock, events })
  const service = createAppointmentService({
    db,
    clock,
    events,
    readTimes: workingHours.readTimes,
    record: recordInteraction,
    officeName: () => 'Gülümse',
  })
  await createHolidayKeeper({ db, clock, events, settings, log }).refresh()
  office.ensureInitial('tr')

  function addStaff(name: string, role: StaffRole): Viewer {
    const id = newId<StaffId>()
    db.insert(staff)
      .values({ id, name, email: `${name}@ofis.test`, role, locale: 'tr', createdAt: 0, updatedAt: 0 })
      .run()
    return { id, role, locale: 'tr' }
  }

  function addLead(name: string, owner: Viewer | null = null): LeadId {
    const id = newId<LeadId>()
    const stageId = db.select({ id: stages.id }).from(stages).get()?.id as StageId
    const ownerId = owner?.id ?? null
    db.insert(leads)
      .values({ id, name, nameOrigin: 'person', stageId, ownerId, source: 'manual', createdAt: 0, updatedAt: 0 })
      .run()
    return id
  }

  /** What a page sends for half an hour with Ayla. */
  function details(start: string, over: Partial<AppointmentDetails> = {}): AppointmentDetails {
    const startsAt = at(start)
    return {
      typeId: null,
      staffId: ayla.id,
      roomId: null,
      leadIds: [],
      title: null,
      startsAt,
      endsAt: startsAt + 30 * 60_000,
      bufferBefore: 0,
      bufferAfter: 0,
      timeZone: ZONE,
      place: null,
      videoUrl: null,
      note: null,
      ...over,
    }
  }

  type Booking = Parameters<typeof service.book>[1]

  function book(viewer: Viewer, start: string, over: Partial<Booking> = {}) {
    const rest = { id: newId<AppointmentId>(), series: null, isProposal: false, override: null }
    return service.book(viewer, { ...details(start), ...rest, ...over })
  }

  return { database, db, clock, settings, service, office, workingHours, manager, ayla, bora, addLead, details, book }
}
export type TestCalendar = Awaited<ReturnType<typeof openTestCalendar>>
