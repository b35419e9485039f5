import { z } from 'zod'

/** For how long a number has been used by people before it was linked, as its owner says. */
export const NumberAge = z.enum(['new', 'months', 'established'])
export type NumberAge = z.infer<typeof NumberAge>

export const HealthReason = z.enum([
  'link-ended',
  'reach-out-locked',
  'many-failed',
  'some-failed',
  'few-replies',
  'limit-reached',
  'limit-near',
  'many-disconnects',
])
export type HealthReason = z.infer<typeof HealthReason>

export const HealthLight = z.enum(['green', 'amber', 'red'])
export type HealthLight = z.infer<typeof HealthLight>

export interface HealthFacts {
  readonly isEnded: boolean
  /** Until when WhatsApp lets the number start no chat; null when it lets it. */
  readonly reachOutLockedUntil: number | null
  readonly sentToday: number
  /** Of today's, what WhatsApp refused. */
  readonly failedToday: number
  readonly newChatsToday: number
  readonly newChatLimit: number
  /** Chats that we began in the last week, and how many of those people answered. */
  readonly begunThisWeek: number
  readonly answeredThisWeek: number
  readonly disconnectsToday: number
}

const DAY = 86_400_000

/** New chats a day: by the age of the number, and growing with the weeks since it was linked. */
const LIMITS: Record<NumberAge, readonly [number, number, number, number]> = {
  new: [5, 10, 20, 30],
  months: [15, 25, 40, 60],
  established: [30, 50, 80, 100],
}

/** Fewer than these say nothing. */
const ENOUGH_SENT = 10
const ENOUGH_BEGUN = 10
/** How long a refusal to reach out counts: WhatsApp does not say when it ends. */
export const REACH_OUT_REST = DAY

/** How many people who never wrote the number may write to today. Of an age that nobody told the cautious middle is assumed. */
export function newChatLimitOf(age: NumberAge | null, linkedSince: number | null, now: number): number {
  const limits = LIMITS[age ?? 'months']
  const days = linkedSince === null ? 0 : (now - linkedSince) / DAY
  const step = days < 7 ? 0 : days < 14 ? 1 : days < 28 ? 2 : 3
  return limits[step] ?? limits[0]
}

/** A share from 0 to 1; null where too few are there to speak of one. */
export function rateOf(part: number, of: number, enough: number): number | null {
  return of < enough ? null : part / of
}

/** What is wrong with a number, the worst first, and the one light that says so. */
export function judgeHealth(facts: HealthFacts) {
  const failedRate = rateOf(facts.failedToday, facts.sentToday + facts.failedToday, ENOUGH_SENT)
  const replyRate = rateOf(facts.answeredThisWeek, facts.begunThisWeek, ENOUGH_BEGUN)
  const isLocked = facts.reachOutLockedUntil !== null
  const canStillStart = isLocked || facts.isEnded ? 0 : Math.max(0, facts.newChatLimit - facts.newChatsToday)
  const isReached = facts.newChatsToday >= facts.newChatLimit
  const red: HealthReason[] = []
  const amber: HealthReason[] = []
  if (facts.isEnded) red.push('link-ended')
  if (isLocked) red.push('reach-out-locked')
  if (failedRate !== null && failedRate >= 0.3) red.push('many-failed')
  else if (failedRate !== null && failedRate >= 0.1) amber.push('some-failed')
  if (replyRate !== null && replyRate < 0.3) amber.push('few-replies')
  if (isReached) amber.push('limit-reached')
  else if (facts.newChatsToday >= facts.newChatLimit * 0.8) amber.push('limit-near')
  if (facts.disconnectsToday >= 5) amber.push('many-disconnects')
  const light: HealthLight = red.length > 0 ? 'red' : amber.length > 0 ? 'amber' : 'green'
  return { light, reasons: [...red, ...amber], failedRate, replyRate, canStillStart }
}
