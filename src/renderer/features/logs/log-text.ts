import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import type { LogLine } from '#shared/contract/logs.ts'

dayjs.extend(utc)
dayjs.extend(timezone)

/** One line for whoever helps: ISO-8601 with the office's offset (row D15), and always in English. */
export function toLogText({ at, level, area, message, fields }: LogLine, timeZone: string | undefined): string {
  const time = dayjs(at).tz(timeZone).format('YYYY-MM-DDTHH:mm:ss.SSSZ')
  const details = Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`
  return `${time} ${level.toUpperCase().padEnd(5)} ${area} ${message}${details}`
}

/** The fields of a line in one line, as many as a row has place for. */
export function summarizeFields(fields: LogLine['fields']): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${wordField(value)}`)
    .join(' ')
}

function wordField(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string')
    return value.message
  return JSON.stringify(value) ?? ''
}
