import { z } from 'zod'
import { LeadId, StaffId } from '../domain/ids.ts'
import { LeadSource } from '../domain/lead-source.ts'
import { Tells } from '../domain/notice-rules.ts'
import { managers, ownLeads } from './procedure.ts'

/** A new lead that nobody has taken or answered yet. */
export const WaitingLead = z.object({
  leadId: LeadId,
  name: z.string(),
  source: LeadSource,
  countryCode: z.string().nullable(),
  ownerId: StaffId.nullable(),
  raisedAt: z.number(),
  /** Nobody took it in time: the managers were told. */
  isEscalated: z.boolean(),
})
export type WaitingLead = z.infer<typeof WaitingLead>

/** How soon somebody was there for one lead. */
export const LeadSpeed = z.object({
  raisedAt: z.number(),
  isInOfficeHours: z.boolean(),
  claimedBy: StaffId.nullable(),
  claimedAt: z.number().nullable(),
  answeredBy: StaffId.nullable(),
  answeredAt: z.number().nullable(),
})
export type LeadSpeed = z.infer<typeof LeadSpeed>

const Waits = z.object({
  /** New leads that came, and how many of them have been answered. */
  leads: z.number().int(),
  answered: z.number().int(),
  /** In milliseconds; null where nobody was answered. */
  medianMs: z.number().nullable(),
  averageMs: z.number().nullable(),
})

/** How soon the office answers new leads. What came while it was closed is counted apart. */
export const SpeedStats = z.object({
  inOfficeHours: Waits,
  outside: Waits,
  byStaff: z.array(
    z.object({ staffId: StaffId, answered: z.number().int(), medianMs: z.number(), claimed: z.number().int() }),
  ),
})
export type SpeedStats = z.infer<typeof SpeedStats>

export const speedToLead = {
  /** Those of the last day, the one that waits longest first. */
  waiting: ownLeads.output(z.array(WaitingLead)),
  /** What to tell this person of it right now; null when it does not wait any more. */
  notice: ownLeads
    .input(z.object({ leadId: LeadId }))
    .output(z.object({ lead: WaitingLead, tells: Tells, hasChat: z.boolean() }).nullable()),
  ofLead: ownLeads.input(z.object({ leadId: LeadId })).output(LeadSpeed.nullable()),
  /** The first who asks has it. */
  claim: ownLeads
    .input(z.object({ leadId: LeadId }))
    .output(LeadSpeed)
    .errors({ ALREADY_TAKEN: { data: z.object({ staffId: StaffId.nullable(), name: z.string() }) } }),
  stats: managers.input(z.object({ days: z.number().int().min(1).max(366) })).output(SpeedStats),
}
