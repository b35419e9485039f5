import { z } from 'zod'
import { isNightAt, type NightHours, nextDaytime } from './local-time.ts'

/** What makes a reminder due. */
export const ReminderTrigger = z.enum(['before', 'created', 'moved', 'cancelled', 'no_show', 'done'])
export type ReminderTrigger = z.infer<typeof ReminderTrigger>

export const ReminderChannel = z.enum(['whatsapp', 'sms', 'email'])
export type ReminderChannel = z.infer<typeof ReminderChannel>

/**
 * planned → queued → sent
 *    │        └→ planned (the next channel) | failed
 *    ├→ late | failed → planned (sent now after all) | skipped: a person decides
 *    └→ skipped
 */
export const ReminderState = z.enum(['planned', 'queued', 'sent', 'late', 'failed', 'skipped'])
export type ReminderState = z.infer<typeof ReminderState>

/** Why one was not sent. A newer program's reason is shown without a word of its own. */
export const ReminderReason = z.enum([
  'changed',
  'rule-off',
  'superseded',
  'too-late',
  'night',
  'no-template',
  'unfilled',
  'no-channel',
  'refused',
  'not-delivered',
  'unknown-outcome',
  'taken-back',
  'decided',
])
export type ReminderReason = z.infer<typeof ReminderReason>

const MINUTE = 60_000

/** A reminder that comes later than this before the appointment reaches nobody in time. */
export const LAST_USEFUL = 30 * MINUTE
/** The longest a rule looks ahead or waits. */
export const LONGEST_OFFSET = 60 * 24 * 60

interface Due {
  readonly trigger: ReminderTrigger
  readonly dueAt: number
  readonly startsAt: number
  /** How much later than planned it may still go, in minutes. */
  readonly tolerance: number
}

/** Whether one that is due may go now: in time, or before the appointment with time left to read it. */
export function isStillUseful({ trigger, dueAt, startsAt, tolerance }: Due, now: number): boolean {
  const isInTime = now - dueAt <= tolerance * MINUTE
  if (trigger !== 'before') return isInTime
  return isInTime ? startsAt > now : startsAt - now > LAST_USEFUL
}

/**
 * The moment for something that is due while it is night at the person's: the next morning, and for what has to be there before the
 * appointment, where that would be too late, the evening before.
 */
export function outOfNight(
  { trigger, dueAt, startsAt }: Omit<Due, 'tolerance'>,
  zones: readonly string[],
  night: NightHours,
): number {
  if (!isNightAt(zones, dueAt, night)) return dueAt
  const morning = nextDaytime(zones, dueAt, night)
  if (trigger !== 'before' || startsAt - morning > 2 * LAST_USEFUL) return morning
  return nextDaytime(zones, dueAt, night, -1)
}
