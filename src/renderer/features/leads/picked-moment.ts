import dayjs from 'dayjs'

/** An instant as the picker writes it: this window's own day and hour. */
export function toPicked(at: number): string {
  return dayjs(at).format('YYYY-MM-DD HH:mm:ss')
}

export function fromPicked(picked: string): number {
  return dayjs(picked).valueOf()
}

/** What is chosen most often: without opening a calendar. */
export function quickMoments(now: number): { key: 'tomorrow' | 'inThreeDays' | 'inAWeek'; at: number }[] {
  const morning = (days: number) => dayjs(now).startOf('day').add(days, 'day').hour(10).valueOf()
  return [
    { key: 'tomorrow', at: morning(1) },
    { key: 'inThreeDays', at: morning(3) },
    { key: 'inAWeek', at: morning(7) },
  ]
}
