import type { DateOrder } from '#shared/domain/import.ts'
import { instantOf } from '#shared/domain/wall-time.ts'
import { excelDay } from '../../spreadsheets/xlsx-parts.ts'

const ISO =
  /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/iu
const WRITTEN =
  /^(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,]+(?:saat )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap]m)?)?$/iu
/** From 1954 to 2119, with or without an hour: a day as Excel counts it. */
const SERIAL = /^\d{5}(?:[.,]\d+)?$/u
/** Excel's own two digits: those up to 29 are of this century. */
const CENTURY_TURNS = 30

interface DateRules {
  readonly order: DateOrder | null
  readonly timeZone: string
}

/** A moment as people and programs write it, or null. Without an offset it is the office's clock. */
export function readDate(text: string, { order, timeZone }: DateRules): number | null {
  const trimmed = text.trim()
  const iso = ISO.exec(trimmed)
  if (iso) return fromIso(iso, timeZone)
  if (SERIAL.test(trimmed)) {
    const day = excelDay(Number(trimmed.replace(',', '.')), false)
    return day === null ? null : readDate(day, { order, timeZone })
  }
  const written = WRITTEN.exec(trimmed)
  if (!written) return null
  const [, first = '', mark, second = '', year = '', hour, minute, seconds, half] = written
  const isMonthFirst = mark === '.' ? false : (order ?? orderOf(Number(first), Number(second))) === 'month-first'
  const [day, month] = isMonthFirst ? [second, first] : [first, second]
  const wall = wallOf(fullYear(year), month, day, clockHour(hour, half), minute, seconds)
  return wall === null ? null : instantOf(wall, timeZone)
}

function fromIso(match: RegExpExecArray, timeZone: string): number | null {
  const [, year = '', month = '', day = '', hour, minute, seconds, zone] = match
  const wall = wallOf(Number(year), month, day, hour, minute, seconds)
  if (wall === null || zone === undefined) return wall === null ? null : instantOf(wall, timeZone)
  if (zone.toUpperCase() === 'Z') return wall
  const [sign, hours, minutes] = [zone[0] === '-' ? -1 : 1, Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  return wall - sign * (hours * 60 + minutes) * 60_000
}

function wallOf(year: number, month: string, day: string, hour = '0', minute = '0', seconds = '0'): number | null {
  const parts = [Number(month), Number(day), Number(hour), Number(minute), Number(seconds)] as const
  const wall = Date.UTC(year, parts[0] - 1, parts[1], parts[2], parts[3], parts[4])
  const read = new Date(wall)
  // 31 February is in March by now.
  const isReal =
    read.getUTCMonth() === parts[0] - 1 && read.getUTCDate() === parts[1] && read.getUTCHours() === parts[2]
  return isReal && year >= 1900 && year < 2200 ? wall : null
}

function fullYear(year: string): number {
  const number = Number(year)
  if (year.length === 4) return number
  return number < CENTURY_TURNS ? 2000 + number : 1900 + number
}

function clockHour(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour
  const number = Number(hour) % 12
  return String(half.toLowerCase() === 'pm' ? number + 12 : number)
}

function orderOf(first: number, second: number): DateOrder | null {
  if (first > 12 && second <= 12) return 'day-first'
  return second > 12 && first <= 12 ? 'month-first' : null
}

/**
 * What the dates of a file tell about their order. `isOpen`: there are dates that can be read both ways, and none that decides, or
 * they contradict each other.
 */
export function detectDateOrder(texts: Iterable<string>): { order: DateOrder | null; isOpen: boolean } {
  const seen = new Set<DateOrder | null>()
  for (const text of texts) {
    const [, first, mark, second] = WRITTEN.exec(text.trim()) ?? []
    // With dots the day comes first everywhere.
    if (first !== undefined && mark !== '.') seen.add(orderOf(Number(first), Number(second)))
  }
  const decided = [...seen].filter(order => order !== null)
  if (decided.length === 1) return { order: decided[0] ?? null, isOpen: false }
  return { order: null, isOpen: seen.size > 0 }
}
