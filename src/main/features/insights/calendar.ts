import { addDays } from '#shared/domain/period.ts'

/** A stretch of days, some of them as whole months: a long one is read by month, and only its ends by day. */
export interface Pieces {
  readonly days: readonly (readonly [from: string, to: string])[]
  readonly months: readonly [from: string, to: string] | null
}

/** Fewer months than that are as quick by day. */
const FEWEST_MONTHS = 3

export function piecesOf(from: string, to: string): Pieces {
  if (from > to) return { days: [], months: null }
  const first = from.endsWith('-01') ? monthOf(from) : addMonths(monthOf(from), 1)
  const last = monthOf(addDays(to, 1)) === monthOf(to) ? addMonths(monthOf(to), -1) : monthOf(to)
  if (addMonths(first, FEWEST_MONTHS - 1) > last) return { days: [[from, to]], months: null }
  const ends: [string, string][] = [
    [from, addDays(`${first}-01`, -1)],
    [`${addMonths(last, 1)}-01`, to],
  ]
  return { days: ends.filter(([begin, end]) => begin <= end), months: [first, last] }
}

export function monthOf(day: string): string {
  return day.slice(0, 7)
}

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + count
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The same day so many months earlier, or the last of that month. */
export function monthsBefore(day: string, count: number): string {
  const month = addMonths(monthOf(day), -count)
  const last = addDays(`${addMonths(month, 1)}-01`, -1)
  const same = `${month}-${day.slice(8)}`
  return same < last ? same : last
}

/** The first day of the week or month that a day belongs to. */
export function stepOf(day: string, step: 'day' | 'week' | 'month'): string {
  if (step === 'day') return day
  if (step === 'month') return `${monthOf(day)}-01`
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
}
