import { z } from 'zod'
import { RejectionReasonId } from '../domain/ids.ts'
import { admins, signedIn } from './procedure.ts'

/** Why leads are given up, to choose from. */
export const RejectionReason = z.object({ id: RejectionReasonId, version: z.number(), name: z.string() })
export type RejectionReason = z.infer<typeof RejectionReason>

const Name = z.string().trim().min(1).max(80)
const one = { id: RejectionReasonId }

export const rejectionReasons = {
  list: signedIn.output(z.array(RejectionReason)),
  add: admins.input(z.object({ ...one, name: Name })).output(z.array(RejectionReason)),
  rename: admins.input(z.object({ ...one, version: z.number(), name: Name })).output(z.array(RejectionReason)),
  reorder: admins.input(z.object({ ids: z.array(RejectionReasonId).max(500) })).output(z.array(RejectionReason)),
  /** Leads that were given up for it keep its words. */
  remove: admins.input(z.object(one)).output(z.array(RejectionReason)),
}
