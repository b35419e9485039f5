import { z } from 'zod'
import type { ReportAudience, ReportPeriod } from './report.ts'

/** How a report reaches somebody. */
export const ReportChannel = z.enum(['whatsapp', 'email'])
export type ReportChannel = z.infer<typeof ReportChannel>

/** What recipients read: each by their own role, or nobody more than the key figures. Never more than the role allows (row A22). */
export const ReportContent = z.enum(['by_role', 'key_figures'])
export type ReportContent = z.infer<typeof ReportContent>

export function audienceFor(content: ReportContent, role: ReportAudience): ReportAudience {
  return content === 'key_figures' ? 'customer' : role
}

/** `HH:mm` on the office's clock. */
export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u)

/** A pattern of cron that comes at most once an hour: five fields, the first of them one minute. */
export const HourlyCron = z
  .string()
  .trim()
  .max(100)
  .regex(/^[0-5]?\d(?:\s+[\d*,/a-zA-Z-]{1,40}){4}$/u)

/** When a report leaves by itself. A month has at least twenty-eight days. */
export const ReportRhythm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('daily'), at: TimeOfDay }),
  /** 1 is Monday, as in ISO 8601. */
  z.object({ kind: z.literal('weekly'), weekday: z.number().int().min(1).max(7), at: TimeOfDay }),
  z.object({ kind: z.literal('monthly'), day: z.number().int().min(1).max(28), at: TimeOfDay }),
  z.object({ kind: z.literal('cron'), pattern: HourlyCron }),
])
export type ReportRhythm = z.infer<typeof ReportRhythm>

/** Days that are over, seen from when it is due: a fixed range would be the same report for ever. */
export const RecurringPeriod = z.enum(['yesterday', 'last_week', 'last_month'])
export type RecurringPeriod = z.infer<typeof RecurringPeriod>

export function toReportPeriod(kind: RecurringPeriod): ReportPeriod {
  return { kind }
}

/**
 *   making   being put together
 *   ready    on its way, each delivery by itself
 *   failed   could not be put together; nobody got it
 */
export const ReportRunState = z.enum(['making', 'ready', 'failed'])
export type ReportRunState = z.infer<typeof ReportRunState>

/** waiting → sent → delivered; failed and unknown wait for a person. */
export const DeliveryState = z.enum(['waiting', 'sent', 'delivered', 'failed', 'unknown'])
export type DeliveryState = z.infer<typeof DeliveryState>

/** Why it did not arrive, in a word that has a sentence in both languages. */
export const DeliveryReason = z.enum([
  'not-made',
  'no-number',
  'logged-out',
  'expired',
  'not-on-channel',
  'restricted',
  'file-gone',
  'upload-failed',
  'refused',
  'no-sender',
  'sender-setup',
  'address',
  'mailbox',
  'content',
  'passing',
  'cancelled',
  'unknown-outcome',
  'restored',
])
export type DeliveryReason = z.infer<typeof DeliveryReason>

/** What a person may do about it. A repeated message of which nobody knows whether it left may arrive twice. */
export function deliveryDecisions(state: DeliveryState): { canResend: boolean; canMarkSent: boolean } {
  return { canResend: state === 'failed' || state === 'unknown', canMarkSent: state === 'unknown' }
}
