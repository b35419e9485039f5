import type { Random } from './random.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Istanbul has had no summer time since 2016. */
const ISTANBUL_OFFSET = 3 * HOUR
const OPENS_AT = 9
const CLOSES_AT = 20

/** Hour of the day and day of the week (0 = Sunday) as the office's wall clock shows them. */
export function officeTime(at: number): { hour: number; weekday: number; startOfDay: number } {
  const local = new Date(at + ISTANBUL_OFFSET)
  const startOfDay = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) - ISTANBUL_OFFSET
  return { hour: (at - startOfDay) / HOUR, weekday: local.getUTCDay(), startOfDay }
}

/** That instant when somebody is at the desk then, else some minutes after the office opens again. */
export function whenOpen(at: number, random: Random): number {
  const { hour, weekday, startOfDay } = officeTime(at)
  const isOpenDay = weekday !== 0
  if (isOpenDay && hour >= OPENS_AT && hour < CLOSES_AT) return at
  const nextDay = isOpenDay && hour < OPENS_AT ? startOfDay : startOfDay + DAY
  const opening = officeTime(nextDay).weekday === 0 ? nextDay + DAY : nextDay
  return opening + OPENS_AT * HOUR + random.whole(1, 75) * MINUTE
}

/** When people write to an office: in the evening more than in the morning, hardly at night. */
const HOURS: readonly (readonly [hour: number, weight: number])[] = [
  [0, 4],
  [1, 2],
  [2, 1],
  [3, 1],
  [4, 1],
  [5, 1],
  [6, 2],
  [7, 4],
  [8, 6],
  [9, 9],
  [10, 12],
  [11, 13],
  [12, 12],
  [13, 12],
  [14, 13],
  [15, 13],
  [16, 13],
  [17, 12],
  [18, 12],
  [19, 13],
  [20, 15],
  [21, 15],
  [22, 12],
  [23, 8],
]

/** An instant of the year before `now`: more as the months go by, as an office grows, and fewer on Sundays. */
export function arrivalBefore(now: number, random: Random): number {
  const today = officeTime(now).startOfDay
  for (;;) {
    const daysAgo = Math.floor(365 * (1 - Math.sqrt(random.fraction() * 0.84 + 0.16)) * (1 / 0.6))
    const day = today - daysAgo * DAY
    if (officeTime(day).weekday === 0 && random.chance(0.45)) continue
    const at = day + random.weighted(HOURS) * HOUR + random.whole(0, HOUR - 1)
    if (at < now - 5 * MINUTE && at > now - 365 * DAY) return at
  }
}
