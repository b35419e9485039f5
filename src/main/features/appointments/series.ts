import type { AppointmentDetails } from '#shared/contract/appointments.ts'
import type { SeriesScope } from '#shared/domain/appointment.ts'
import { addMinutes, minutesBetween, toInstant, toWallTime } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import { type AppointmentRow, listOfSeries } from './appointment-queries.ts'

/**
 * The visits that a change of one of them means, that one first. What has passed, was changed alone, or is cancelled stays as it is:
 * a change of the whole course never rewrites what happened.
 */
export function visitsOf(db: Db, row: AppointmentRow, scope: SeriesScope, now: number): AppointmentRow[] {
  if (scope === 'this' || row.seriesId === null) return [row]
  const from = scope === 'following' ? row.startsAt : now
  const others = listOfSeries(db, row.seriesId, from).filter(
    visit => visit.id !== row.id && !visit.isException && isStillAhead(visit),
  )
  return [row, ...others]
}

function isStillAhead({ status }: AppointmentRow): boolean {
  return status === 'requested' || status === 'scheduled' || status === 'confirmed'
}

/**
 * When a visit begins and ends after the edited one was moved: by as much on the wall clock as that one, so that a course moved from
 * ten to eleven is at eleven on every day, also after the clocks have changed.
 */
export function movedLike(
  edited: AppointmentRow,
  to: Pick<AppointmentDetails, 'startsAt' | 'endsAt' | 'timeZone'>,
  visit: AppointmentRow,
): { startsAt: number; endsAt: number } {
  if (visit.id === edited.id) return { startsAt: to.startsAt, endsAt: to.endsAt }
  const shift = minutesBetween(toWallTime(edited.startsAt, edited.timeZone), toWallTime(to.startsAt, to.timeZone))
  const startsAt = toInstant(addMinutes(toWallTime(visit.startsAt, visit.timeZone), shift), to.timeZone)
  return { startsAt, endsAt: startsAt + (to.endsAt - to.startsAt) }
}
