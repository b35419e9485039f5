import type { CourseVisit } from '#shared/contract/appointments.ts'
import { LONGEST_APPOINTMENT } from '#shared/domain/appointment.ts'
import type { AppointmentTypeId } from '#shared/domain/ids.ts'
import { expandRecurrence, LONGEST_SERIES, type Recurrence } from '#shared/domain/recurrence.ts'
import { toWallTime } from '#shared/domain/zoned-time.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import type { Slot } from './clashes.ts'

export function checkTime({ startsAt, endsAt }: Pick<Slot, 'startsAt' | 'endsAt'>): void {
  if (endsAt <= startsAt) throw new DomainError('IMPOSSIBLE_TIME', { reason: 'ends-before' })
  if (endsAt - startsAt > LONGEST_APPOINTMENT) throw new DomainError('IMPOSSIBLE_TIME', { reason: 'too-long' })
}

/** The visits of a booking, the first one first. */
export function visitsFrom(slot: Slot & { readonly timeZone: string }, recurrence: Recurrence | null): Slot[] {
  checkTime(slot)
  if (recurrence === null) return [slot]
  const starts = expandRecurrence(recurrence, toWallTime(slot.startsAt, slot.timeZone), slot.timeZone)
  if (starts.length > LONGEST_SERIES) throw new DomainError('IMPOSSIBLE_TIME', { reason: 'too-many-visits' })
  return starts.map(startsAt => ({ ...slot, startsAt, endsAt: startsAt + (slot.endsAt - slot.startsAt) }))
}

/** The first visit of a course and those that follow it, in the order of time. */
export function courseFrom<First extends Slot & { readonly typeId: AppointmentTypeId | null }>(
  first: First,
  later: readonly CourseVisit[],
): First[] {
  const visits = [first, ...later.map(visit => ({ ...first, ...visit }))]
  for (const visit of visits) checkTime(visit)
  return visits.toSorted((one, other) => one.startsAt - other.startsAt)
}
