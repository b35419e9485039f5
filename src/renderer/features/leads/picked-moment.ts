import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

/** An instant as the picker writes it: the day and hour of the office. Without a time zone, the PC's. */
export function toPicked(at: number, timeZone: string | undefined): string {
  return dayjs(at).tz(timeZone).format('YYYY-MM-DD HH:mm:ss')
}

export function fromPicked(picked: string, timeZone: string | undefined): number {
  return dayjs.tz(picked, timeZone).valueOf()
}

/** What is chosen most often: without opening a calendar. */
export function quickMoments(
  now: number,
  timeZone: string | undefined,
): { key: 'tomorrow' | 'inThreeDays' | 'inAWeek'; at: number }[] {
  const today = dayjs.utc(toPicked(now, timeZone)).startOf('day')
  const morning = (days: number) => fromPicked(today.add(days, 'day').hour(10).format('YYYY-MM-DD HH:mm:ss'), timeZone)
  return [
    { key: 'tomorrow', at: morning(1) },
    { key: 'inThreeDays', at: morning(3) },
    { key: 'inAWeek', at: morning(7) },
  ]
}
