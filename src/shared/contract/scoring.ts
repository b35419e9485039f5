import { z } from 'zod'
import { LeadId } from '../domain/ids.ts'
import { ScoreRule, ScoreWeights } from '../domain/lead-score.ts'
import { admins, ownLeads } from './procedure.ts'
import { CountryCode } from './setup.ts'

/** A lead's score, point by point. */
export const LeadScore = z.object({
  total: z.number(),
  parts: z.array(z.object({ rule: ScoreRule, points: z.number() })),
})
export type LeadScore = z.infer<typeof LeadScore>

/** What other weights would do to the newest leads. */
export const ScorePreview = z.object({
  /** How many were looked at. */
  leads: z.number().int(),
  /** How many of them would have another score. */
  changed: z.number().int(),
  before: z.object({ average: z.number(), highest: z.number(), lowest: z.number() }),
  after: z.object({ average: z.number(), highest: z.number(), lowest: z.number() }),
  /** On how many of them each rule holds. */
  holds: z.array(z.object({ rule: ScoreRule, leads: z.number().int() })),
  /** Who would rise and fall the most. */
  moved: z.array(z.object({ leadId: LeadId, name: z.string(), before: z.number(), after: z.number() })),
})
export type ScorePreview = z.infer<typeof ScorePreview>

export const scoring = {
  ofLead: ownLeads.input(z.object({ leadId: LeadId })).output(LeadScore),
  /** Nothing changes by it. */
  preview: admins
    .input(z.object({ weights: ScoreWeights, countries: z.array(CountryCode).max(100) }))
    .output(ScorePreview),
}
