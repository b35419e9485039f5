/** The days and hours that people write into forms. Anything that could be read in two ways is not read at all. */

/** `2026-12-05`, `05.12.2026` or `5/12/2026`, the day before the month, as everywhere but in one country. */
export function readCalendarDay(text: string): string | null {
  const iso = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/u.exec(text)
  const dotted = /^(?<day>\d{1,2})[./](?<month>\d{1,2})[./](?<year>\d{4})$/u.exec(text)
  const found = (iso ?? dotted)?.groups
  if (!found) return null
  const [year, month, day] = [Number(found['year']), Number(found['month']), Number(found['day'])]
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? date.toISOString().slice(0, 10) : null
}

/** `9:30`, `09.30` or `21:00`. */
export function readHour(text: string): string | null {
  const found = /^(?<hour>[01]?\d|2[0-3])[:.](?<minute>[0-5]\d)$/u.exec(text)?.groups
  return found ? `${found['hour']?.padStart(2, '0')}:${found['minute']}` : null
}

/** An instant, or a day with an hour, as a day and an hour on the office's clock. */
export function readOfficeMoment(text: string, timeZone: string): { on: string; time: string | null } | null {
  const day = readCalendarDay(text)
  if (day !== null) return { on: day, time: null }
  const wall = /^(?<day>[\d./-]+)[T ,]+(?<hour>\d{1,2}[:.]\d{2})(?::\d{2})?$/u.exec(text)?.groups
  const wallDay = wall ? readCalendarDay(wall['day'] ?? '') : null
  if (wall && wallDay !== null) return { on: wallDay, time: readHour(wall['hour'] ?? '') }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/u.test(text)) return null
  const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/u, '$1:$2'))
  if (Number.isNaN(at)) return null
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find(one => one.type === type)?.value ?? ''
  return { on: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` }
}
