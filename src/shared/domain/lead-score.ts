import { z } from 'zod'
import type { StageOutcome } from './stage-outcome.ts'

/**
 * The score is a sum of a few rules that anybody can check by hand: it says whom to call first, and why. Every rule looks at what
 * the lead itself holds, so that it can be told at once for any lead.
 */
export const ScoreRule = z.enum([
  'wrote',
  'came_by_form',
  'came_by_ad',
  'was_referred',
  'active_this_week',
  'replied',
  'reachable_twice',
  'details_known',
  'wanted_country',
  'was_called_and_reached',
  'missed_action',
  'silent_for_long',
  'given_up',
])
export type ScoreRule = z.infer<typeof ScoreRule>

const Weight = z.number().int().min(-100).max(100)
export const ScoreWeights = z.object(
  Object.fromEntries(ScoreRule.options.map(rule => [rule, Weight])) as Record<ScoreRule, typeof Weight>,
)
export type ScoreWeights = z.infer<typeof ScoreWeights>

export const DEFAULT_SCORE_WEIGHTS: ScoreWeights = {
  wrote: 15,
  came_by_form: 10,
  came_by_ad: 5,
  was_referred: 20,
  active_this_week: 20,
  replied: 15,
  reachable_twice: 5,
  details_known: 5,
  wanted_country: 10,
  was_called_and_reached: 10,
  missed_action: -10,
  silent_for_long: -20,
  given_up: -50,
}

const DAY = 24 * 3_600_000
const WEEK = 7 * DAY
const LONG = 30 * DAY

/** What the rules look at. */
export interface ScoredLead {
  readonly source: string
  readonly outcome: StageOutcome
  readonly countryCode: string | null
  readonly language: string | null
  readonly city: string | null
  readonly hasPhone: boolean
  readonly hasEmail: boolean
  readonly firstInboundAt: number | null
  readonly lastInboundAt: number | null
  readonly firstAnsweredAt: number | null
  readonly lastContactedAt: number | null
  readonly lastCalledAt: number | null
  readonly nextActionAt: number | null
  readonly createdAt: number
}

const rules: Record<ScoreRule, (lead: ScoredLead, now: number, countries: readonly string[]) => boolean> = {
  wrote: lead => lead.firstInboundAt !== null,
  came_by_form: lead => lead.source === 'meta_lead_ad',
  came_by_ad: lead => lead.source === 'click_to_whatsapp_ad',
  was_referred: lead => lead.source === 'referral',
  active_this_week: (lead, now) => now - (lead.lastInboundAt ?? lead.createdAt) <= WEEK,
  replied: ({ firstAnsweredAt, lastInboundAt }) =>
    firstAnsweredAt !== null && lastInboundAt !== null && lastInboundAt > firstAnsweredAt,
  reachable_twice: lead => lead.hasPhone && lead.hasEmail,
  details_known: lead => lead.city !== null && lead.language !== null,
  wanted_country: (lead, _now, countries) => lead.countryCode !== null && countries.includes(lead.countryCode),
  // A call that reached them is a contact of the same moment.
  was_called_and_reached: ({ lastCalledAt, lastContactedAt }) =>
    lastCalledAt !== null && lastContactedAt !== null && lastContactedAt >= lastCalledAt,
  missed_action: (lead, now) => lead.nextActionAt !== null && lead.nextActionAt < now,
  silent_for_long: (lead, now) =>
    now - Math.max(lead.lastInboundAt ?? 0, lead.lastContactedAt ?? 0, lead.createdAt) > LONG,
  given_up: lead => lead.outcome === 'rejected',
}

export interface ScorePart {
  readonly rule: ScoreRule
  readonly points: number
}

/** The rules that hold for a lead now, with what each gives. Those of no weight are left out. */
export function scoreOf(
  lead: ScoredLead,
  { weights, countries, now }: { weights: ScoreWeights; countries: readonly string[]; now: number },
): { total: number; parts: ScorePart[] } {
  const parts = ScoreRule.options
    .filter(rule => weights[rule] !== 0 && rules[rule](lead, now, countries))
    .map(rule => ({ rule, points: weights[rule] }))
  return { total: parts.reduce((total, { points }) => total + points, 0), parts }
}
