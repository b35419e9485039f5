import { z } from 'zod'
import { StaffId, StageId } from '../domain/ids.ts'
import { LeadSource } from '../domain/lead-source.ts'
import { Currency } from '../domain/money.ts'
import { Period } from '../domain/period.ts'
import { ownLeads } from './procedure.ts'

/** What became of some leads. Each counts once in each, and each number is the length of a list that can be opened. */
export const LeadFigures = z.object({
  leads: z.number().int(),
  /** Somebody has answered them. */
  answered: z.number().int(),
  /** With a visit that was not called off. */
  appointments: z.number().int(),
  /** Who are customers now. */
  converted: z.number().int(),
  /** Who bought something that still counts. */
  sold: z.number().int(),
  /** What they bought, one sum for each currency. */
  sales: z.array(z.object({ currency: Currency, amount: z.number().int() })),
  /** How long half of those who were answered had to wait at most; null where nobody was. */
  firstAnswerMs: z.number().nullable(),
})
export type LeadFigures = z.infer<typeof LeadFigures>

/** One step of the pipeline, of the leads that came in the period. */
export const StageFigures = z.object({
  stageId: StageId,
  /** Who stand there now. */
  present: z.number().int(),
  /** Who have come as far as this stage, or further. */
  reached: z.number().int(),
  /** How long half of those who moved on stayed at most, and how many stays that were. */
  medianMs: z.number().nullable(),
  stays: z.number().int(),
})
export type StageFigures = z.infer<typeof StageFigures>

export const OverviewPoint = z.object({
  /** The first instant of the day, week or month. */
  at: z.number(),
  leads: z.number().int(),
  converted: z.number().int(),
})

export const OverviewReport = z.object({
  asOf: z.number(),
  from: z.number().nullable(),
  until: z.number(),
  /** The stretch before, of the same length; null where the period has no beginning. */
  before: z.object({ from: z.number(), until: z.number(), figures: LeadFigures }).nullable(),
  figures: LeadFigures,
  step: z.enum(['day', 'week', 'month']),
  points: z.array(OverviewPoint),
  stages: z.array(StageFigures),
  sources: z.array(LeadFigures.extend({ source: LeadSource })),
  /** Those with the most leads, by Meta's number; null: of no campaign. */
  campaigns: z.array(LeadFigures.extend({ campaignId: z.string().nullable() })),
  /** By whose they are now; null: nobody's. */
  people: z.array(LeadFigures.extend({ staffId: StaffId.nullable() })),
})
export type OverviewReport = z.infer<typeof OverviewReport>

export const overview = {
  /**
   * What became of the leads that came in a period. Consultants are told of their own, whomever they ask about; null: of everybody's.
   */
  report: ownLeads
    .input(z.object({ period: Period, ownerId: StaffId.nullable().default(null) }))
    .output(OverviewReport),
}
