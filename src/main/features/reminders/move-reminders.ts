import { and, eq, sql } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { changeRequests, reminders } from './schema.ts'

/** Two records of one person became one: what both would get goes once to the one that stays. */
export function moveReminders(tx: Db, keep: LeadId, absorb: LeadId): void {
  const isTwin = sql`exists (select 1 from reminders other where other.lead_id = ${keep}
    and other.appointment_id = ${reminders}.appointment_id and other.rule_id is ${reminders}.rule_id
    and other.starts_at = ${reminders}.starts_at)`
  tx.delete(reminders)
    .where(and(eq(reminders.leadId, absorb), isTwin))
    .run()
  tx.update(reminders).set({ leadId: keep }).where(eq(reminders.leadId, absorb)).run()
  tx.update(changeRequests).set({ leadId: keep }).where(eq(changeRequests.leadId, absorb)).run()
}
