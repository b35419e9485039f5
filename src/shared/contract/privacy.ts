import { z } from 'zod'
import { LeadId } from '../domain/ids.ts'
import { admins, Cursor, managers, PageSize, page } from './procedure.ts'

/** What the office holds of one person, as a person counts it: what a file of them holds, and what goes when they are forgotten. */
export const Holding = z.object({
  messages: z.number().int(),
  files: z.number().int(),
  happenings: z.number().int(),
  sales: z.number().int(),
  appointments: z.number().int(),
  consents: z.number().int(),
  /** Addresses that stay as hashes, so that nobody writes to them again. */
  addresses: z.number().int(),
  /** Copies that hold the person until they are themselves deleted; null where there is none. */
  oldestBackupAt: z.number().nullable(),
})
export type Holding = z.infer<typeof Holding>

/** A lead that the office's rule would delete. */
export const RetentionProposal = z.object({
  leadId: LeadId,
  name: z.string(),
  rejectionReason: z.string().nullable(),
  untouchedSince: z.number(),
  proposedAt: z.number(),
})
export type RetentionProposal = z.infer<typeof RetentionProposal>

/** What became of the rows of a file of İYS. */
export const IysImport = z.object({
  rows: z.number().int(),
  recorded: z.number().int(),
  /** The ledger had them already, or knew better: a list never grants where somebody refused. */
  unchanged: z.number().int(),
  /** Numbers of the lines that could not be read. */
  unreadable: z.array(z.number().int()),
})
export type IysImport = z.infer<typeof IysImport>

export const privacy = {
  holding: managers.input(z.object({ leadId: LeadId })).output(Holding),
  /** An address for the complete file of one person: JSON, a readable page, and every file. */
  exportLead: managers.input(z.object({ leadId: LeadId })).output(z.object({ url: z.string() })),
  /** Deletes the person for good and keeps a hash of each address, so that nobody writes to them again. */
  forget: managers.input(z.object({ leadId: LeadId, version: z.number() })).output(z.void()),
  retention: {
    list: managers
      .input(z.object({ cursor: Cursor.nullable().default(null), limit: PageSize.default(50) }))
      .output(page(RetentionProposal)),
    /** Deletes those that are still proposed, and answers how many that were. */
    confirm: managers
      .input(z.object({ leadIds: z.array(LeadId).min(1).max(200) }))
      .output(z.object({ deleted: z.number().int() })),
    /** Not proposed again for as long as the rule says. */
    keep: managers.input(z.object({ leadIds: z.array(LeadId).min(1).max(200) })).output(z.void()),
  },
  iys: {
    /** An address for a file in the shape of İYS (the national consent register). */
    exportFile: managers.output(z.object({ url: z.string() })),
    importFile: admins.input(z.object({ csv: z.string().max(5_000_000) })).output(IysImport),
  },
}
