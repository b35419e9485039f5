import type { AppointmentType, CourseVisit } from '#shared/contract/appointments.ts'
import { LONGEST_COURSE } from '#shared/domain/appointment.ts'
import type { AppointmentTypeId } from '#shared/domain/ids.ts'
import { addDays } from '#shared/domain/zoned-time.ts'
import { fromPicked } from '../leads/picked-moment.ts'

/** A later visit of a course: what it is, and how many days after the one before. */
export interface CourseStep {
  readonly typeId: AppointmentTypeId | null
  readonly afterDays: number
}

export const LONGEST_PAUSE = 366
const MINUTE = 60_000

/** As many visits as asked for, each as far from the one before as the others; what was chosen already stays. */
export function stepsFor(visits: number, afterDays: number, known: readonly CourseStep[]): CourseStep[] {
  const later = Math.min(LONGEST_COURSE, Math.max(2, visits)) - 1
  return Array.from(
    { length: later },
    (_, index) => known[index] ?? { typeId: known.at(-1)?.typeId ?? null, afterDays },
  )
}

/** When each visit begins: at the hour of the first, so many days later on the office's clock. */
export function courseVisits(
  steps: readonly CourseStep[],
  firstPicked: string,
  first: Pick<AppointmentType, 'minutes' | 'bufferBefore' | 'bufferAfter'> & { typeId: AppointmentTypeId | null },
  types: readonly AppointmentType[],
  timeZone: string,
): CourseVisit[] {
  let day = firstPicked.slice(0, 10)
  return steps.map(({ typeId, afterDays }) => {
    day = addDays(day, afterDays)
    const startsAt = fromPicked(`${day}${firstPicked.slice(10)}`, timeZone)
    const type = types.find(({ id }) => id === typeId) ?? first
    const { minutes, bufferBefore, bufferAfter } = type
    return {
      ...{ typeId: typeId ?? first.typeId, startsAt, endsAt: startsAt + minutes * MINUTE },
      ...{ bufferBefore, bufferAfter },
    }
  })
}
