import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import type { Db } from '../../db/database.ts'

/**
 * Gives a lead that has just come to whoever the office's rules say, in the transaction that makes it; see the assignment rules.
 * `source` is said where the lead itself will only learn it. Whose it is then.
 */
export type AssignNewLead = (tx: Db, leadId: LeadId, how?: { source?: LeadSource }) => StaffId | null
