import { z } from 'zod'
import { DuplicatePairId } from '../domain/ids.ts'
import { Lead } from './leads.ts'
import { Cursor, ownLeads, PageSize, page } from './procedure.ts'

/** Two records that may be one person: only a person can say so. */
export const DuplicatePair = z.object({
  id: DuplicatePairId,
  reason: z.enum(['email', 'last_ten_digits']),
  one: Lead,
  other: Lead,
  createdAt: z.number(),
})
export type DuplicatePair = z.infer<typeof DuplicatePair>

const some = z.object({ ids: z.array(DuplicatePairId).min(1).max(200) })

export const duplicates = {
  /** The newest first. To make one record of two, `leads.merge`. */
  list: ownLeads
    .input(z.object({ cursor: Cursor.nullable().default(null), limit: PageSize.default(20) }))
    .output(page(DuplicatePair)),
  /** Up to a thousand. */
  count: ownLeads.output(z.number()),
  /** They are two people; nothing suggests or joins them again. */
  markDifferent: ownLeads.input(some).output(z.void()),
  /** Takes that back. */
  reopen: ownLeads.input(some).output(z.void()),
}
