import { z } from 'zod'

/**
 *   requested ──approve──▶ scheduled ──patient says yes──▶ confirmed ──▶ arrived ──▶ done
 *       │                      │                               │            ╲
 *       └──────────────────────┴── cancelled ◀─────────────────┘             ▶ no_show
 *
 * Whoever is at the desk may always put right what was marked wrongly: every state leads to every other, but back to a request.
 */
export const AppointmentStatus = z.enum([
  'requested',
  'scheduled',
  'confirmed',
  'arrived',
  'done',
  'no_show',
  'cancelled',
])
export type AppointmentStatus = z.infer<typeof AppointmentStatus>

/** Whether nobody else may have this time: a request holds its place until it is decided. */
export function holdsItsTime(status: AppointmentStatus): boolean {
  return status !== 'cancelled' && status !== 'no_show'
}

/** Who has to say yes before it counts. */
export const Approval = z.enum(['none', 'manager', 'patient'])
export type Approval = z.infer<typeof Approval>

/** Which visits of a series a change means. Visits that have passed, or were changed alone, are left as they are by the wider two. */
export const SeriesScope = z.enum(['this', 'following', 'all'])
export type SeriesScope = z.infer<typeof SeriesScope>

/** Nothing lasts longer: it keeps the search for clashes within bounds. */
export const LONGEST_APPOINTMENT = 14 * 24 * 3_600_000
/** Visits of a course of treatment, at most. */
export const LONGEST_COURSE = 40
/** Minutes kept free before or after, at most. */
export const LONGEST_BUFFER = 240

export interface Span {
  readonly from: number
  readonly until: number
}

/** One that ends when the other begins does not meet it. */
export function overlaps(one: Span, other: Span): boolean {
  return one.from < other.until && other.from < one.until
}

/** What is left of `span` when the others are taken out of it, in order. */
export function subtractSpans(span: Span, taken: readonly Span[]): Span[] {
  const free: Span[] = []
  let from = span.from
  for (const busy of taken.toSorted((one, other) => one.from - other.from)) {
    if (busy.until <= from) continue
    if (busy.from >= span.until) break
    if (busy.from > from) free.push({ from, until: busy.from })
    from = busy.until
  }
  if (from < span.until) free.push({ from, until: span.until })
  return free
}
