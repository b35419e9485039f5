import { and, eq, gte } from 'drizzle-orm'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SettingsService } from '../settings/service.ts'
import { publicHolidays } from './schema.ts'

/** Appointments are hardly ever made for later. */
const YEARS_AHEAD = 3

/** Works the holidays of the office's country out anew: at start, and when the office moves. What has passed stays as it was. */
export function createHolidayKeeper({
  db,
  clock,
  events,
  settings,
  log,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: SettingsService
  log: Logger
}) {
  let keptFor = ''

  async function refresh(): Promise<void> {
    const { defaultCountry: country, timeZone } = settings.current()
    const year = new Date(clock.now()).getUTCFullYear()
    const wanted = [country, timeZone, year].join()
    if (wanted === keptFor) return
    keptFor = wanted
    try {
      const { workOutHolidays } = await import('./work-out-holidays.ts')
      const years = Array.from({ length: YEARS_AHEAD + 1 }, (_, index) => year + index)
      const holidays = workOutHolidays(country, timeZone, years)
      transact(db, tx => {
        const ahead = and(eq(publicHolidays.country, country), gte(publicHolidays.on, `${year}-01-01`))
        tx.delete(publicHolidays).where(ahead).run()
        for (const holiday of holidays)
          tx.insert(publicHolidays)
            .values({ country, ...holiday })
            .onConflictDoNothing()
            .run()
        afterCommit(tx, () => events.publish({ type: 'working-hours.changed' }))
      })
    } catch (error) {
      keptFor = ''
      log.warn({ error }, 'the public holidays could not be worked out')
    }
  }

  return {
    refresh,
    /** Returns the stop. */
    start(): () => void {
      void refresh()
      return events.subscribe(({ event }) => {
        if (event.type === 'settings.changed' || event.type === 'office.changed') void refresh()
      })
    },
  }
}
