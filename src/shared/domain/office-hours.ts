export interface OfficeHours {
  readonly timeZone: string
  /** Whole hours; `closesAt` is the first that is not open any more. */
  readonly opensAt: number
  readonly closesAt: number
  /** From 1, Monday, to 7. */
  readonly openDays: readonly number[]
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Whether the office is open at that instant, by the clock on its own wall. Hours may lie around midnight. */
export function isOfficeOpen({ timeZone, opensAt, closesAt, openDays }: OfficeHours, at: number): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const read = (type: 'weekday' | 'hour') => parts.find(part => part.type === type)?.value ?? ''
  const day = DAYS.indexOf(read('weekday')) + 1
  const hour = Number(read('hour'))
  if (opensAt === closesAt) return false
  if (opensAt < closesAt) return openDays.includes(day) && hour >= opensAt && hour < closesAt
  // After midnight it is still the evening of the day before.
  const began = hour < closesAt ? (day === 1 ? 7 : day - 1) : day
  return openDays.includes(began) && (hour >= opensAt || hour < closesAt)
}
