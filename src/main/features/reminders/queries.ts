import { and, asc, desc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { AppointmentId, AppointmentTypeId, LeadId, ReminderId, ReminderRuleId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { appointments, appointmentTypes } from '../appointments/schema.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { changeRequests, reminderRules, reminders } from './schema.ts'

export type RuleRow = typeof reminderRules.$inferSelect
export type ReminderRow = typeof reminders.$inferSelect

export function listRules(db: Db): RuleRow[] {
  return db.select().from(reminderRules).orderBy(asc(reminderRules.createdAt), asc(reminderRules.id)).all()
}

export function findRule(db: Db, id: ReminderRuleId): RuleRow | undefined {
  return db.select().from(reminderRules).where(eq(reminderRules.id, id)).get()
}

/** Those of every type, and those of this one. */
export function listActiveRules(db: Db, typeId: AppointmentTypeId | null): RuleRow[] {
  const ofType =
    typeId === null ? isNull(reminderRules.typeId) : or(isNull(reminderRules.typeId), eq(reminderRules.typeId, typeId))
  return db
    .select()
    .from(reminderRules)
    .where(and(ofType, eq(reminderRules.isActive, true)))
    .all()
}

export function findReminder(db: Db, id: ReminderId): ReminderRow | undefined {
  return db.select().from(reminders).where(eq(reminders.id, id)).get()
}

export function listRemindersOf(db: Db, appointmentId: AppointmentId): ReminderRow[] {
  return db.select().from(reminders).where(eq(reminders.appointmentId, appointmentId)).all()
}

/** Written out, not bound: only so does SQLite see that the index of the planned answers it. */
const isPlanned = sql`${reminders.state} = 'planned'`
const isQueued = sql`${reminders.state} = 'queued'`
export const isUndecided = sql`${reminders.state} in ('late', 'failed')`

export function listDue(db: Db, now: number, limit: number): ReminderRow[] {
  return db
    .select()
    .from(reminders)
    .where(and(isPlanned, lte(reminders.dueAt, now)))
    .orderBy(asc(reminders.dueAt))
    .limit(limit)
    .all()
}

export function findNextDue(db: Db, after: number): number | null {
  const next = db
    .select({ dueAt: reminders.dueAt })
    .from(reminders)
    .where(and(isPlanned, gte(reminders.dueAt, after)))
    .orderBy(asc(reminders.dueAt))
    .limit(1)
    .get()
  return next?.dueAt ?? null
}

export function listQueuedReminders(db: Db): ReminderRow[] {
  return db.select().from(reminders).where(isQueued).orderBy(asc(reminders.handedAt)).limit(500).all()
}

export function updateReminder(tx: Db, id: ReminderId, changes: Partial<ReminderRow>, now: number): void {
  tx.update(reminders)
    .set({ ...changes, version: sql`${reminders.version} + 1`, updatedAt: now })
    .where(eq(reminders.id, id))
    .run()
}

/** The newest that asked this person whether they come, about something that is still ahead. */
export function findAsking(db: Db, leadId: LeadId, now: number): ReminderRow | undefined {
  return db
    .select()
    .from(reminders)
    .where(
      and(
        eq(reminders.leadId, leadId),
        sql`${reminders.asksReply} = 1`,
        inArray(reminders.state, ['queued', 'sent']),
        gte(reminders.startsAt, now),
      ),
    )
    .orderBy(desc(reminders.handedAt))
    .limit(1)
    .get()
}

const shown = {
  reminder: reminders,
  leadName: leads.name,
  appointmentStatus: appointments.status,
  typeName: appointmentTypes.name,
  title: appointments.title,
  trigger: reminderRules.trigger,
  minutes: reminderRules.minutes,
}

function selectShown(db: Db) {
  return db
    .select(shown)
    .from(reminders)
    .innerJoin(leads, eq(leads.id, reminders.leadId))
    .innerJoin(appointments, eq(appointments.id, reminders.appointmentId))
    .leftJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId))
    .leftJoin(reminderRules, eq(reminderRules.id, reminders.ruleId))
}
export type ShownReminder = ReturnType<typeof listUpcoming>[number]

export function listUpcoming(db: Db, viewer: Viewer, limit: number) {
  return selectShown(db)
    .where(and(isPlanned, visibleLeads(viewer)))
    .orderBy(asc(reminders.dueAt))
    .limit(limit)
    .all()
}

export function listUndecided(db: Db, viewer: Viewer, limit: number) {
  return selectShown(db)
    .where(and(isUndecided, visibleLeads(viewer)))
    .orderBy(desc(reminders.dueAt))
    .limit(limit)
    .all()
}

export function listShownOf(db: Db, viewer: Viewer, appointmentId: AppointmentId) {
  return selectShown(db)
    .where(and(eq(reminders.appointmentId, appointmentId), visibleLeads(viewer)))
    .orderBy(asc(reminders.dueAt))
    .all()
}

export function countUndecided(db: Db, viewer: Viewer): number {
  const row = db
    .select({ count: sql<number>`count(*)` })
    .from(reminders)
    .innerJoin(leads, eq(leads.id, reminders.leadId))
    .where(and(isUndecided, visibleLeads(viewer)))
    .get()
  return row?.count ?? 0
}

const isOpen = sql`${changeRequests.closedAt} is null`

export function listOpenRequests(db: Db, viewer: Viewer, limit: number) {
  return db
    .select({
      request: changeRequests,
      leadName: leads.name,
      startsAt: appointments.startsAt,
      typeName: appointmentTypes.name,
      title: appointments.title,
    })
    .from(changeRequests)
    .innerJoin(leads, eq(leads.id, changeRequests.leadId))
    .innerJoin(appointments, eq(appointments.id, changeRequests.appointmentId))
    .leftJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId))
    .where(and(isOpen, visibleLeads(viewer)))
    .orderBy(asc(changeRequests.createdAt))
    .limit(limit)
    .all()
}

export function countOpenRequests(db: Db, viewer: Viewer): number {
  const row = db
    .select({ count: sql<number>`count(*)` })
    .from(changeRequests)
    .innerJoin(leads, eq(leads.id, changeRequests.leadId))
    .where(and(isOpen, visibleLeads(viewer)))
    .get()
  return row?.count ?? 0
}
