import type { OverviewReport } from '#shared/contract/overview.ts'
import { addDays, calendarDayOf, startOfDay } from '#shared/domain/period.ts'

const DAY = 24 * 3_600_000
const MOST_DAYS = 62
const MOST_WEEKS_IN_DAYS = 400

export interface Points {
  readonly step: OverviewReport['step']
  /** The first instant of each, in order. */
  readonly starts: readonly number[]
}

/** As many points as a chart can show: days, of a longer stretch weeks from Monday on, of years months. */
export function pointsBetween(from: number, until: number, timeZone: string): Points {
  const days = Math.round((until - from) / DAY)
  const step = days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS_IN_DAYS ? 'week' : 'month'
  const starts: number[] = []
  let day = firstOf(calendarDayOf(timeZone, from), step)
  for (let at = startOfDay(day, timeZone); at < until; at = startOfDay(day, timeZone)) {
    starts.push(at)
    day = nextOf(day, step)
  }
  return { step, starts }
}

function firstOf(day: string, step: Points['step']): string {
  if (step === 'day') return day
  if (step === 'month') return `${day.slice(0, 8)}01`
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
}

function nextOf(day: string, step: Points['step']): string {
  if (step !== 'month') return addDays(day, step === 'day' ? 1 : 7)
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}
