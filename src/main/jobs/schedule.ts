import { createTask, parse, validate } from 'node-cron'

const MINUTE = 60_000
/** A pattern may ask for a 29 February. */
const LONGEST_WAIT = 5 * 366 * 24 * 60 * MINUTE

/** When a job runs by itself. `pattern` is kept with the planned run, so that a changed pattern is noticed. */
export type Schedule =
  | { kind: 'every'; pattern: string; ms: number }
  | { kind: 'cron'; pattern: string; cron: string; timeZone: string | undefined }

interface ScheduleWords {
  name: string
  every?: number
  dailyAt?: string
  cron?: string
  timeZone?: string
}

export function describeSchedule({ name, every, dailyAt, cron, timeZone }: ScheduleWords): Schedule | undefined {
  if ([every, dailyAt, cron].filter(word => word !== undefined).length > 1)
    throw new Error(`The job ${name} has two schedules`)
  if (every !== undefined) return { kind: 'every', pattern: `every ${every}`, ms: every }
  const pattern = cron ?? (dailyAt === undefined ? undefined : cronOfDay(dailyAt))
  return pattern === undefined
    ? undefined
    : { kind: 'cron', pattern: `${pattern} ${timeZone ?? 'local'}`, cron: pattern, timeZone }
}

/** The first time of the schedule after that instant. */
export function nextTime(schedule: Schedule, after: number): number {
  return schedule.kind === 'every' ? after + schedule.ms : nextCronTime(schedule.cron, schedule.timeZone, after)
}

/**
 * The first minute after that instant that matches the pattern on the clocks of the time zone. node-cron's own timers follow the
 * machine's clock and forget what they missed; here only its reading of patterns is used.
 */
export function nextCronTime(
  pattern: string,
  timeZone: string | undefined,
  after: number,
  /** What a person types is not looked for so long that others wait. */
  within = LONGEST_WAIT,
): number {
  if (!validate(pattern)) throw new Error('Not a cron pattern')
  const task = createTask(pattern, () => {}, timeZone === undefined ? {} : { timezone: timeZone })
  try {
    const utcMinutes = possibleUtcMinutes(parse(pattern).minute)
    const first = Math.floor(after / MINUTE) * MINUTE + MINUTE
    for (let at = first; at < first + within; at += MINUTE) {
      if (utcMinutes.has(new Date(at).getUTCMinutes()) && task.match(new Date(at))) return at
    }
  } finally {
    void task.destroy()
  }
  throw new Error('The cron pattern never comes')
}

/** Time zones differ by whole quarters of an hour: most minutes need not be looked at. */
function possibleUtcMinutes(minutes: readonly number[]): Set<number> {
  return new Set(minutes.flatMap(minute => [0, 15, 30, 45].map(shift => (minute + shift) % 60)))
}

function cronOfDay(time: string): string {
  const found = /^(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)$/.exec(time)?.groups
  if (!found) throw new Error(`Not a time of day: ${time}`)
  return `${Number(found.minute)} ${Number(found.hour)} * * *`
}
