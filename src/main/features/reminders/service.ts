import { and, eq, isNull } from 'drizzle-orm'
import type { z } from 'zod'
import type { contract } from '#shared/contract/index.ts'
import type { ChangeRequest, Reminder, ReminderRule } from '#shared/contract/reminders.ts'
import {
  type AppointmentId,
  type ChangeRequestId,
  newId,
  type ReminderId,
  type ReminderRuleId,
} from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import { INITIAL_RULES } from './initial-rules.ts'
import { wakeReminders } from './jobs.ts'
import { planAllAgain } from './plan-reminders.ts'
import {
  countOpenRequests,
  countUndecided,
  findReminder,
  findRule,
  listOpenRequests,
  listRules,
  listShownOf,
  listUndecided,
  listUpcoming,
  type RuleRow,
  type ShownReminder,
  updateReminder,
} from './queries.ts'
import type { Reading } from './reading.ts'
import { changeRequests, reminderRules } from './schema.ts'

type Input<Name extends keyof typeof contract.reminders> = z.output<
  (typeof contract.reminders)[Name]['~orpc']['inputSchema'] & z.ZodType
>

const MOST_UNDECIDED = 200

export function createReminderService({
  db,
  clock,
  jobs,
  reading: { findTemplate, getVisibleAppointment },
  announce,
}: {
  db: Db
  clock: Clock
  jobs: JobQueue
  reading: Pick<Reading, 'findTemplate' | 'getVisibleAppointment'>
  announce(tx: Db): void
}) {
  function getRule(tx: Db, id: ReminderRuleId): RuleRow {
    const rule = findRule(tx, id)
    if (!rule) throw notFound('reminderRule')
    return rule
  }

  /** Everything ahead is planned by the new rules. */
  function replan(tx: Db): void {
    planAllAgain(tx, clock.now())
    wakeReminders(tx, jobs)
    announce(tx)
  }

  function checkTemplate(tx: Db, { templateId }: Pick<Input<'createRule'>, 'templateId'>): void {
    const template = findTemplate(tx, templateId)
    if (!template || template.removedAt !== null) throw notFound('template')
  }

  /** One that waits for a decision, of somebody whom the viewer may see. */
  function getUndecided(tx: Db, viewer: Viewer, id: ReminderId) {
    const row = findReminder(tx, id)
    if (!row || !isLeadVisible(tx, viewer, row.leadId)) throw notFound('reminder')
    if (row.state !== 'late' && row.state !== 'failed') throw new DomainError('NOT_LATE')
    return row
  }

  return {
    async rules(): Promise<ReminderRule[]> {
      return listRules(db).map(toRule)
    },

    async createRule(viewer: Viewer, { id, ...details }: Input<'createRule'>): Promise<ReminderRule> {
      return transact(db, tx => {
        if (findRule(tx, id)) return toRule(getRule(tx, id))
        checkTemplate(tx, details)
        const now = clock.now()
        tx.insert(reminderRules)
          .values({ id, ...details, activeSince: now, createdAt: now, updatedAt: now })
          .run()
        recordAudit(tx, clock, {
          ...{ staffId: viewer.id, action: 'reminder_rule.created', subjectKind: 'reminder_rule', subjectId: id },
          after: details,
        })
        replan(tx)
        return toRule(getRule(tx, id))
      })
    },

    async updateRule(viewer: Viewer, { id, version, ...details }: Input<'updateRule'>): Promise<ReminderRule> {
      return transact(db, tx => {
        const before = getRule(tx, id)
        if (before.version !== version) throw staleEdit('reminderRule', before.version)
        const changed = changedFields({ ...before }, details)
        if (!changed) return toRule(before)
        if (details.templateId !== before.templateId) checkTemplate(tx, details)
        const now = clock.now()
        const activeSince = details.isActive && !before.isActive ? now : before.activeSince
        tx.update(reminderRules)
          .set({ ...details, activeSince, version: version + 1, updatedAt: now })
          .where(eq(reminderRules.id, id))
          .run()
        recordAudit(tx, clock, {
          ...{ staffId: viewer.id, action: 'reminder_rule.updated', subjectKind: 'reminder_rule', subjectId: id },
          ...changed,
        })
        replan(tx)
        return toRule(getRule(tx, id))
      })
    },

    /** What was sent by it stays on record; what was planned goes when everything is planned again. */
    async removeRule(viewer: Viewer, id: ReminderRuleId): Promise<void> {
      transact(db, tx => {
        const { createdAt: _, updatedAt: __, ...before } = getRule(tx, id)
        tx.delete(reminderRules).where(eq(reminderRules.id, id)).run()
        recordAudit(tx, clock, {
          ...{ staffId: viewer.id, action: 'reminder_rule.removed', subjectKind: 'reminder_rule', subjectId: id },
          before,
        })
        replan(tx)
      })
    },

    async ofAppointment(viewer: Viewer, appointmentId: AppointmentId): Promise<Reminder[]> {
      getVisibleAppointment(db, viewer, appointmentId)
      return listShownOf(db, viewer, appointmentId).map(toReminder)
    },

    async upcoming(viewer: Viewer, limit: number): Promise<Reminder[]> {
      return listUpcoming(db, viewer, limit).map(toReminder)
    },

    async late(viewer: Viewer): Promise<Reminder[]> {
      return listUndecided(db, viewer, MOST_UNDECIDED).map(toReminder)
    },

    async counts(viewer: Viewer) {
      return { late: countUndecided(db, viewer), changeRequests: countOpenRequests(db, viewer) }
    },

    async sendNow(viewer: Viewer, id: ReminderId): Promise<void> {
      transact(db, tx => {
        getUndecided(tx, viewer, id)
        const now = clock.now()
        const decision = { state: 'planned', reason: null, detail: null, isForced: true } as const
        updateReminder(tx, id, { ...decision, dueAt: now, triedChannels: [], decidedBy: viewer.id }, now)
        noteDecision(tx, viewer, id, 'reminder.sent_late')
        wakeReminders(tx, jobs)
      })
    },

    async skip(viewer: Viewer, id: ReminderId): Promise<void> {
      transact(db, tx => {
        getUndecided(tx, viewer, id)
        updateReminder(tx, id, { state: 'skipped', reason: 'decided', decidedBy: viewer.id }, clock.now())
        noteDecision(tx, viewer, id, 'reminder.skipped')
      })
    },

    async changeRequests(viewer: Viewer): Promise<ChangeRequest[]> {
      return listOpenRequests(db, viewer, MOST_UNDECIDED).map(({ request, title, typeName, ...rest }) => {
        const { id, appointmentId, leadId, kind, createdAt } = request
        return { id, appointmentId, leadId, kind, createdAt, typeName: typeName ?? title, ...rest }
      })
    },

    async closeChangeRequest(viewer: Viewer, id: ChangeRequestId): Promise<void> {
      transact(db, tx => {
        const row = tx.select().from(changeRequests).where(eq(changeRequests.id, id)).get()
        if (!row || !isLeadVisible(tx, viewer, row.leadId)) throw notFound('changeRequest')
        const now = clock.now()
        tx.update(changeRequests)
          .set({ closedAt: now, closedBy: viewer.id })
          .where(and(eq(changeRequests.id, id), isNull(changeRequests.closedAt)))
          .run()
        recordAudit(tx, clock, {
          ...{ staffId: viewer.id, action: 'change_request.closed', subjectKind: 'appointment' },
          subjectId: row.appointmentId,
        })
        announce(tx)
      })
    },

    /** What an office starts with, also one that is older than reminders: once, whatever it keeps of it. */
    ensureInitial(tx: Db): void {
      if (listRules(tx).length > 0) return
      const now = clock.now()
      for (const [index, rule] of INITIAL_RULES.entries()) {
        if (!findTemplate(tx, rule.templateId)) continue
        tx.insert(reminderRules)
          .values({
            ...{ id: newId<ReminderRuleId>(), typeId: null, channels: ['whatsapp', 'sms', 'email'], isActive: false },
            ...rule,
            activeSince: now,
            createdAt: now + index,
            updatedAt: now,
          })
          .run()
      }
    },
  }

  function noteDecision(tx: Db, viewer: Viewer, id: ReminderId, action: string): void {
    recordAudit(tx, clock, { staffId: viewer.id, action, subjectKind: 'reminder', subjectId: id })
    announce(tx)
  }
}
export type ReminderService = ReturnType<typeof createReminderService>

function toRule(row: RuleRow): ReminderRule {
  const { id, version, typeId, trigger, minutes, templateId, channels, asksReply, tolerance, isActive } = row
  return { id, version, typeId, trigger, minutes, templateId, channels, asksReply, tolerance, isActive }
}

function toReminder({ reminder, title, typeName, ...rest }: ShownReminder): Reminder {
  const { id, appointmentId, leadId, startsAt, dueAt, state, reason, detail, channel, handedAt, answer } = reminder
  const about = { id, appointmentId, leadId, startsAt, dueAt, state, reason, detail, channel, handedAt, answer }
  return { ...rest, ...about, typeName: typeName ?? title }
}
