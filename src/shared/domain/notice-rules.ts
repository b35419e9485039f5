import { z } from 'zod'

const MINUTES_A_DAY = 1_440

/** Minutes since midnight; `to` is the first that is not quiet any more. They may lie around midnight. */
const MinuteOfDay = z
  .number()
  .int()
  .min(0)
  .max(MINUTES_A_DAY - 1)
export const QuietHours = z.object({ from: MinuteOfDay, to: MinuteOfDay })
export type QuietHours = z.infer<typeof QuietHours>

/** In which ways a person is told of a message. */
export const Tells = z.object({ toast: z.boolean(), sound: z.boolean(), desktop: z.boolean() })
export type Tells = z.infer<typeof Tells>

export interface NoticePreferences {
  readonly showsToasts: boolean
  readonly playsSound: boolean
  readonly showsDesktopNotices: boolean
  readonly quietHours: QuietHours | null
  readonly onlyOwnLeads: boolean
}

/** Hours that begin where they end are none: whoever wants no notices at all has a switch for that. */
export function isQuiet(hours: QuietHours | null, minuteOfDay: number): boolean {
  if (hours === null || hours.from === hours.to) return false
  const { from, to } = hours
  return from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to
}

/** How a person is told of an unread message of that lead at that minute of the office's day. */
export function tellsOf(
  preferences: NoticePreferences,
  { minuteOfDay, isOwnLead }: { minuteOfDay: number; isOwnLead: boolean },
): Tells {
  if (isQuiet(preferences.quietHours, minuteOfDay) || (preferences.onlyOwnLeads && !isOwnLead))
    return { toast: false, sound: false, desktop: false }
  const { showsToasts, playsSound, showsDesktopNotices } = preferences
  return { toast: showsToasts, sound: playsSound, desktop: showsDesktopNotices }
}

/** The minute that a clock on the wall of that time zone shows. */
export function minuteOfDayIn(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const read = (type: 'hour' | 'minute') => Number(parts.find(part => part.type === type)?.value)
  return read('hour') * 60 + read('minute')
}
