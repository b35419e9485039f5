import { and, eq, gt, sql } from 'drizzle-orm'
import type { LeadId, MessageId } from '#shared/domain/ids.ts'
import type { NightHours } from '#shared/domain/local-time.ts'
import { outOfNight } from '#shared/domain/reminder.ts'
import type { Db } from '../../db/database.ts'
import type { AppointmentRow } from '../appointments/appointment-queries.ts'
import { appointments } from '../appointments/schema.ts'
import { leads } from '../leads/schema.ts'
import { listActiveRules, listRemindersOf, type ReminderRow, type RuleRow, updateReminder } from './queries.ts'
import type { Reading } from './reading.ts'
import { messageIdOf, reminderIdOf } from './reminder-id.ts'
import { reminders } from './schema.ts'

const MINUTE = 60_000
const BATCH = 100
/** Visits of one series that are booked or moved together are told of once. */
const TOGETHER = 10 * MINUTE

interface PlanWorld {
  readonly now: number
  readonly night: NightHours
  readonly reading: Pick<Reading, 'listLeadIds' | 'zonesOfLead'>
  /** Takes a message back that has not left. */
  withdraw(tx: Db, id: MessageId): boolean
}

/** Appointments that are others than when their reminders were planned. Says how many there were, and whether there may be more. */
export function planNext(tx: Db, world: PlanWorld): { planned: number; hasMore: boolean } {
  const changed = tx
    .select()
    .from(appointments)
    // Written as in the index.
    .where(sql`reminders_version <> version`)
    .orderBy(appointments.seq)
    .limit(BATCH)
    .all()
  for (const appointment of changed) {
    planAppointment(tx, appointment, world)
    tx.update(appointments)
      .set({ remindersVersion: appointment.version, remindersStartsAt: appointment.startsAt })
      .where(eq(appointments.id, appointment.id))
      .run()
  }
  return { planned: changed.length, hasMore: changed.length === BATCH }
}

/** A rule is another one, or there is a new one: everything that is still ahead is planned again. */
export function planAllAgain(tx: Db, now: number): void {
  tx.update(appointments).set({ remindersVersion: -1 }).where(gt(appointments.startsAt, now)).run()
}

function planAppointment(tx: Db, appointment: AppointmentRow, world: PlanWorld): void {
  const { now, withdraw, reading } = world
  const existing = listRemindersOf(tx, appointment.id)
  const kept = new Set<ReminderRow>()
  for (const rule of listActiveRules(tx, appointment.typeId).filter(each => suits(each, appointment))) {
    for (const leadId of reading.listLeadIds(tx, appointment.id)) {
      const known = existing.find(
        row => row.ruleId === rule.id && row.leadId === leadId && isSameOccasion(row, rule, appointment),
      )
      const dueAt = known && rule.trigger !== 'before' ? null : plannedTime(tx, rule, appointment, leadId, world)
      if (known && known.state !== 'planned') kept.add(known)
      else if (known && (known.isForced || rule.trigger !== 'before')) kept.add(known)
      else if (known && dueAt !== null && dueAt >= now) {
        kept.add(known)
        if (dueAt !== known.dueAt) updateReminder(tx, known.id, { dueAt }, now)
      } else if (!known && dueAt !== null && !(isToldTogether(rule) && wasTold(tx, appointment, rule, leadId, now)))
        insert(rule, leadId, dueAt)
    }
  }
  for (const row of existing) {
    if (kept.has(row) && row.startsAt === appointment.startsAt) continue
    if (row.state === 'planned') tx.delete(reminders).where(eq(reminders.id, row.id)).run()
    else if (row.state === 'late') updateReminder(tx, row.id, { state: 'skipped', reason: 'changed' }, now)
    else if (row.state === 'queued' && row.channel === 'whatsapp' && withdraw(tx, messageIdOf(row)))
      updateReminder(tx, row.id, { state: 'skipped', reason: 'changed' }, now)
  }

  function insert(rule: RuleRow, leadId: LeadId, dueAt: number): void {
    const { id: appointmentId, startsAt } = appointment
    tx.insert(reminders)
      .values({
        id: reminderIdOf(appointmentId, rule.id, leadId, startsAt),
        ...{ appointmentId, ruleId: rule.id, leadId, startsAt, dueAt, state: 'planned', asksReply: rule.asksReply },
        createdAt: now,
        updatedAt: now,
      })
      .onConflictDoNothing()
      .run()
  }
}

/**
 * When it would go to that person: by day where they are. Null when there is nothing to send, or its hour had passed already when it was
 * booked, moved or asked for: whoever did that knows of it.
 */
function plannedTime(
  tx: Db,
  rule: RuleRow,
  appointment: AppointmentRow,
  leadId: LeadId,
  { night, reading }: Pick<PlanWorld, 'night' | 'reading'>,
): number | null {
  const dueAt = dueOf(rule, appointment)
  const lead = dueAt === null ? undefined : tx.select().from(leads).where(eq(leads.id, leadId)).get()
  if (dueAt === null || !lead) return null
  const { trigger, activeSince } = rule
  const { startsAt, updatedAt } = appointment
  const shifted = outOfNight({ trigger, dueAt, startsAt }, reading.zonesOfLead(tx, lead), night)
  return trigger === 'before' && shifted < Math.max(updatedAt, activeSince) ? null : shifted
}

/** One booking is told of once, also when it is moved afterwards; everything else once for each beginning. */
function isSameOccasion(row: ReminderRow, rule: RuleRow, { startsAt }: AppointmentRow): boolean {
  return row.startsAt === startsAt || (rule.trigger === 'created' && row.state !== 'planned')
}

function isToldTogether({ trigger }: RuleRow): boolean {
  return trigger === 'created' || trigger === 'moved' || trigger === 'cancelled'
}

function wasTold(tx: Db, { seriesId }: AppointmentRow, rule: RuleRow, leadId: LeadId, now: number): boolean {
  if (seriesId === null) return false
  const told = tx
    .select({ id: reminders.id })
    .from(reminders)
    .innerJoin(appointments, eq(appointments.id, reminders.appointmentId))
    .where(
      and(
        eq(reminders.leadId, leadId),
        eq(reminders.ruleId, rule.id),
        eq(appointments.seriesId, seriesId),
        gt(reminders.createdAt, now - TOGETHER),
      ),
    )
    .limit(1)
    .get()
  return told !== undefined
}

/** Whether what the rule says is true of the appointment as it stands. */
export function suits({ trigger }: Pick<RuleRow, 'trigger'>, { status }: Pick<AppointmentRow, 'status'>): boolean {
  if (trigger === 'cancelled' || trigger === 'no_show' || trigger === 'done') return status === trigger
  return status === 'scheduled' || status === 'confirmed'
}

/** When a rule that suits has something to say; null when it has nothing. */
export function dueOf(rule: RuleRow, appointment: AppointmentRow): number | null {
  const { startsAt, endsAt, updatedAt, createdAt, remindersStartsAt } = appointment
  const wait = rule.minutes * MINUTE
  const isAhead = startsAt > updatedAt
  const since = (at: number) => (at >= rule.activeSince ? at + wait : null)
  switch (rule.trigger) {
    case 'before':
      return startsAt - wait
    case 'created':
      return isAhead ? since(createdAt) : null
    case 'moved':
      return isAhead && remindersStartsAt !== null && remindersStartsAt !== startsAt ? since(updatedAt) : null
    case 'cancelled':
      return isAhead ? since(updatedAt) : null
    case 'no_show':
      return since(updatedAt)
    case 'done':
      return since(Math.max(endsAt, updatedAt))
  }
}
