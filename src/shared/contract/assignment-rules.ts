import { z } from 'zod'
import { AssignmentRuleId, BrandId, LeadId, StaffId } from '../domain/ids.ts'
import { LeadSource } from '../domain/lead-source.ts'
import { managers } from './procedure.ts'
import { CountryCode } from './setup.ts'

/** Which new leads. What is set must all be true; of several values any will do; empty asks for nothing. */
export const AssignmentConditions = z.object({
  sources: z.array(LeadSource).max(20),
  brands: z.array(z.union([BrandId, z.literal('none')])).max(60),
  formIds: z.array(z.string().min(1).max(64)).max(60),
  countries: z.array(CountryCode).max(60),
  /** Two or three letters, as of a lead's language. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/u)).max(60),
})
export type AssignmentConditions = z.infer<typeof AssignmentConditions>

export const AssignmentTarget = z.discriminatedUnion('kind', [
  /** One after the other, whoever is active. */
  z.object({
    kind: z.literal('round_robin'),
    staffIds: z.array(StaffId).min(1).max(100),
    /** Leaves out who has not been here today, by the office's clock. */
    onlyPresent: z.boolean(),
  }),
  z.object({ kind: z.literal('person'), staffId: StaffId }),
  /** Nobody: whoever is first takes it. */
  z.object({ kind: z.literal('pool') }),
])
export type AssignmentTarget = z.infer<typeof AssignmentTarget>

const details = {
  name: z.string().trim().min(1).max(80),
  isActive: z.boolean(),
  conditions: AssignmentConditions,
  target: AssignmentTarget,
}

/** Whose a new lead becomes. The first that fits decides; where nobody it names can take the lead, the next one is asked. */
export const AssignmentRule = z.object({ id: AssignmentRuleId, version: z.number(), ...details })
export type AssignmentRule = z.infer<typeof AssignmentRule>

/** What the rules of now would have done with a lead that is there. */
export const AssignmentTry = z.object({
  leadId: LeadId,
  name: z.string(),
  source: LeadSource,
  countryCode: z.string().nullable(),
  createdAt: z.number(),
  /** Null: none fits. */
  ruleId: AssignmentRuleId.nullable(),
  /** Null: it waits in the pool. */
  staffId: StaffId.nullable(),
})
export type AssignmentTry = z.infer<typeof AssignmentTry>

const one = z.object({ id: AssignmentRuleId })

export const assignmentRules = {
  /** First to last. */
  list: managers.output(z.array(AssignmentRule)),
  create: managers.input(one.extend(details)).output(AssignmentRule).errors({ TOO_MANY_RULES: {} }),
  update: managers.input(one.extend({ version: z.number(), ...details })).output(AssignmentRule),
  remove: managers.input(one).output(z.void()),
  /** Takes back a removal, for a day. */
  restore: managers.input(one).output(AssignmentRule),
  reorder: managers.input(z.object({ ids: z.array(AssignmentRuleId).min(1).max(100) })).output(z.array(AssignmentRule)),
  /** Over the last fifty leads, as if they came now. Nothing is assigned by it. */
  tryOut: managers.output(z.array(AssignmentTry)),
}
