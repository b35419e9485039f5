import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { forgetAppointmentsOf, moveAppointments } from './features/appointments/appointment-writer.ts'
import { createAppointmentOfficeService } from './features/appointments/office-service.ts'
import { createAppointmentService } from './features/appointments/service.ts'
import { recordInteraction } from './features/leads/interactions.ts'
import type { SettingsService } from './features/settings/service.ts'
import { createHolidayKeeper } from './features/working-hours/keep-holidays.ts'
import { createWorkingHoursService } from './features/working-hours/service.ts'
import { createLogger } from './logging/logger.ts'
import type { Clock } from './ports/clock.ts'

/** The calendar's services, and what the rest of the house asks of them. Put together here for `app.ts`. */
export function wireCalendar(world: { db: Db; clock: Clock; events: AppEvents; settings: SettingsService }) {
  const { events, settings } = world
  const workingHours = createWorkingHoursService(world)
  const appointmentOffice = createAppointmentOfficeService(world)
  const holidays = createHolidayKeeper({ ...world, log: createLogger('calendar') })
  const appointments = createAppointmentService({
    ...world,
    readTimes: workingHours.readTimes,
    record: recordInteraction,
    officeName: () => settings.current().officeName,
  })

  function ensureInitial(): void {
    if (settings.officeId() !== null) appointmentOffice.ensureInitial(settings.current().locale)
  }

  return {
    services: { appointments, appointmentOffice, workingHours },
    forgetAppointmentsOf,
    moveAppointments,
    /** Returns the stop. */
    start(): () => void {
      ensureInitial()
      const stops = [
        holidays.start(),
        events.subscribe(({ event }) => {
          if (event.type === 'office.changed') ensureInitial()
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
