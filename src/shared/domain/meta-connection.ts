import { z } from 'zod'
import { GraphProblemKind, LoginReason } from './graph-problem.ts'

/**
 *   connected → needs-login → connected (another token)
 *   either    → disconnected → connected (connected again; what it fetched before is known)
 *
 * A connection that needs a new token asks Meta for nothing until it has one.
 */
export const MetaConnectionState = z.enum(['connected', 'needs-login', 'disconnected'])
export type MetaConnectionState = z.infer<typeof MetaConnectionState>

/** What kind of token the office has pasted: it decides how long it lives, and whether it can tell the page's own. */
export const MetaTokenKind = z.enum(['system-user', 'user', 'page'])
export type MetaTokenKind = z.infer<typeof MetaTokenKind>

/** What keeps a connection from working. `token-missing`: the data came from a backup, and tokens are in none. */
export const MetaProblem = z.object({
  kind: z.union([GraphProblemKind, z.literal('token-missing')]),
  /** Of `needs-login`. */
  reason: LoginReason.nullable(),
  code: z.number().nullable(),
  subcode: z.number().nullable(),
  /** Meta's own words for the person. */
  message: z.string().nullable(),
  /** Of `permission`, as far as Meta names them. */
  permissions: z.array(z.string()),
  at: z.number(),
})
export type MetaProblem = z.infer<typeof MetaProblem>

/** How often Meta is asked for new leads, in minutes. */
export const DEFAULT_POLL_MINUTES = 5
export const PollMinutes = z
  .number()
  .int()
  .min(1)
  .max(24 * 60)

/** So many days before the end of a token it is told, each time once. */
export const WARNED_DAYS = [14, 7, 1] as const

const DAY = 24 * 60 * 60_000

/** Whole days until then, the begun one among them; null: it does not end. */
export function daysLeft(endsAt: number | null, now: number): number | null {
  return endsAt === null ? null : Math.max(0, Math.ceil((endsAt - now) / DAY))
}

/** The nearest of the thresholds that is reached; null: the end is far away. */
export function warningOf(endsAt: number | null, now: number): number | null {
  const left = daysLeft(endsAt, now)
  return left === null ? null : (WARNED_DAYS.findLast(days => left <= days) ?? null)
}

/** The first of several ends; null: none of them comes. */
export function soonerOf(...ends: (number | null)[]): number | null {
  const known = ends.filter(end => end !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** What passes without anybody doing anything. */
const PASSING: readonly MetaProblem['kind'][] = ['unreachable', 'unavailable', 'rate-limited', 'too-much-data']

export type MetaSeverity = 'off' | 'good' | 'waiting' | 'broken'

/** As the light shows it: red where a person has to do something now. */
export function metaSeverity(
  {
    state,
    problem,
    endsAt,
  }: { state: MetaConnectionState; problem: MetaProblem['kind'] | null; endsAt: number | null },
  now: number,
): MetaSeverity {
  if (state === 'disconnected') return 'off'
  if (state === 'needs-login') return 'broken'
  if (problem !== null && !PASSING.includes(problem)) return 'broken'
  const warning = warningOf(endsAt, now)
  if (warning === 1) return 'broken'
  return problem !== null || warning !== null ? 'waiting' : 'good'
}
