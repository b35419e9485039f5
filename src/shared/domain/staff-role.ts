import { z } from 'zod'

/** What a person of the office may do. Managers run the pipeline; admins also run the program. */
export const StaffRole = z.enum(['admin', 'manager', 'consultant'])
export type StaffRole = z.infer<typeof StaffRole>

/** Whether the role sees every lead, or only its own and those nobody owns yet. */
export function seesAllLeads(role: StaffRole): boolean {
  return role !== 'consultant'
}
