import { asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import {
  AssignmentConditions,
  type AssignmentRule,
  AssignmentTarget,
  type AssignmentTry,
} from '#shared/contract/assignment-rules.ts'
import type { AssignmentRuleId, LeadId, StaffId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import { calendarDayOf, startOfDay } from '#shared/domain/period.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'
import type { LeadHands } from '../leads/lead-hands.ts'
import { leads as leadTable } from '../leads/schema.ts'
import type { SettingsService } from '../settings/service.ts'
import { staff } from '../staff/schema.ts'
import { chooseOwner, type Desk, type Rule } from './choose-owner.ts'
import { assignmentRules } from './schema.ts'

type RuleRow = typeof assignmentRules.$inferSelect
type Details = Omit<AssignmentRule, 'id' | 'version'>

const KEPT_FOR = 24 * 3_600_000
const MOST_RULES = 100
/** How many of the newest leads the rules are tried on. */
const TRIED = 50

export function createAssignmentRuleService({
  db,
  clock,
  events,
  settings,
  leads,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
  leads: Pick<LeadHands, 'getLead' | 'giveLead'>
}) {
  function listRows(tx: Db): RuleRow[] {
    return tx
      .select()
      .from(assignmentRules)
      .where(isNull(assignmentRules.removedAt))
      .orderBy(asc(assignmentRules.position), asc(assignmentRules.id))
      .all()
  }

  function getRow(tx: Db, id: AssignmentRuleId): RuleRow {
    const row = tx.select().from(assignmentRules).where(eq(assignmentRules.id, id)).get()
    if (!row) throw notFound('assignmentRule')
    return row
  }

  function getKept(tx: Db, id: AssignmentRuleId): RuleRow {
    const row = getRow(tx, id)
    if (row.removedAt !== null) throw notFound('assignmentRule')
    return row
  }

  function lookAtDesk(tx: Db): Desk {
    const { timeZone } = settings.current()
    const today = startOfDay(calendarDayOf(timeZone, clock.now()), timeZone)
    const active = tx.select().from(staff).where(eq(staff.isActive, true)).all()
    return {
      active: new Set(active.map(({ id }) => id)),
      present: new Set(active.filter(({ lastSeenAt }) => (lastSeenAt ?? 0) >= today).map(({ id }) => id)),
    }
  }

  function noteChange(tx: Db, by: StaffId, verb: string, id: AssignmentRuleId | null, fields: object = {}): void {
    const action = `assignment_rule.${verb}`
    recordAudit(tx, clock, { staffId: by, action, subjectKind: 'assignment_rule', subjectId: id, ...fields })
    afterCommit(tx, () => events.publish({ type: 'assignment-rules.changed' }))
  }

  return {
    async list(): Promise<AssignmentRule[]> {
      return listRows(db).map(toRule)
    },

    async create(by: StaffId, { id, ...details }: Details & { id: AssignmentRuleId }): Promise<AssignmentRule> {
      return transact(db, tx => {
        if (tx.select().from(assignmentRules).where(eq(assignmentRules.id, id)).get()) return toRule(getKept(tx, id))
        const rows = listRows(tx)
        if (rows.length >= MOST_RULES) throw new DomainError('TOO_MANY_RULES')
        const position = 1 + Math.max(-1, ...rows.map(row => row.position))
        const now = clock.now()
        tx.insert(assignmentRules)
          .values({ id, ...details, position, createdAt: now, updatedAt: now })
          .run()
        noteChange(tx, by, 'created', id, { after: details })
        return toRule(getRow(tx, id))
      })
    },

    async update(
      by: StaffId,
      { id, version, ...details }: Details & { id: AssignmentRuleId; version: number },
    ): Promise<AssignmentRule> {
      return transact(db, tx => {
        const before = getKept(tx, id)
        if (before.version !== version) throw staleEdit('assignmentRule', before.version)
        const changed = changedFields(toRule(before), details)
        if (!changed) return toRule(before)
        tx.update(assignmentRules)
          .set({ ...details, version: sql`${assignmentRules.version} + 1`, updatedAt: clock.now() })
          .where(eq(assignmentRules.id, id))
          .run()
        noteChange(tx, by, 'updated', id, changed)
        return toRule(getRow(tx, id))
      })
    },

    async remove(by: StaffId, id: AssignmentRuleId): Promise<void> {
      transact(db, tx => {
        const before = getKept(tx, id)
        const now = clock.now()
        tx.delete(assignmentRules)
          .where(lt(assignmentRules.removedAt, now - KEPT_FOR))
          .run()
        tx.update(assignmentRules).set({ removedAt: now, updatedAt: now }).where(eq(assignmentRules.id, id)).run()
        noteChange(tx, by, 'removed', id, { before: { name: before.name } })
      })
    },

    async restore(by: StaffId, id: AssignmentRuleId): Promise<AssignmentRule> {
      return transact(db, tx => {
        if (getRow(tx, id).removedAt !== null) {
          tx.update(assignmentRules)
            .set({ removedAt: null, updatedAt: clock.now() })
            .where(eq(assignmentRules.id, id))
            .run()
          noteChange(tx, by, 'restored', id)
        }
        return toRule(getRow(tx, id))
      })
    },

    /** One that was added in the meantime, which the given order does not know, stays at the end. */
    async reorder(by: StaffId, ids: readonly AssignmentRuleId[]): Promise<AssignmentRule[]> {
      return transact(db, tx => {
        const before = listRows(tx).map(({ id }) => id)
        if (ids.some(id => !before.includes(id))) throw notFound('assignmentRule')
        const order = [...new Set([...ids, ...before])]
        const changed = changedFields({ order: before }, { order })
        if (!changed) return listRows(tx).map(toRule)
        for (const [position, id] of order.entries()) {
          tx.update(assignmentRules).set({ position }).where(eq(assignmentRules.id, id)).run()
        }
        noteChange(tx, by, 'reordered', null, changed)
        return listRows(tx).map(toRule)
      })
    },

    async tryOut(): Promise<AssignmentTry[]> {
      const newest = db
        .select()
        .from(leadTable)
        .orderBy(desc(leadTable.createdAt), desc(leadTable.seq))
        .limit(TRIED)
        .all()
      const desk = lookAtDesk(db)
      let rules = activeOf(listRows(db))
      const tries: AssignmentTry[] = []
      for (const lead of newest.toReversed()) {
        const { rule, staffId } = chooseOwner(rules, lead, desk)
        rules = rules.map(one => (one.id === rule?.id && staffId !== null ? { ...one, lastStaffId: staffId } : one))
        const { id: leadId, name, source, countryCode, createdAt } = lead
        tries.push({ leadId, name, source, countryCode, createdAt, ruleId: rule?.id ?? null, staffId })
      }
      return tries.reverse()
    },

    /**
     * Gives a lead that has just come to whoever the rules say, in the transaction that makes it: nobody sees it without its owner,
     * and nobody's turn is lost or counted twice by a kill. `source` is said where the lead itself will only learn it. Whose it is.
     */
    assignNewLead(tx: Db, leadId: LeadId, { source }: { source?: LeadSource } = {}): StaffId | null {
      const lead = leads.getLead(tx, leadId)
      if (lead.ownerId !== null) return lead.ownerId
      const rules = activeOf(listRows(tx))
      if (rules.length === 0) return null
      const { rule, staffId } = chooseOwner(rules, { ...lead, source: source ?? lead.source }, lookAtDesk(tx))
      if (rule === null || staffId === null) return null
      const now = clock.now()
      tx.update(assignmentRules).set({ lastStaffId: staffId }).where(eq(assignmentRules.id, rule.id)).run()
      const name = tx.select({ name: staff.name }).from(staff).where(eq(staff.id, staffId)).get()?.name ?? ''
      const movesStage = settings.current().assigningMovesStage
      leads.giveLead(tx, lead, { id: staffId, name }, { staffId: null, rule: rule.name, movesStage }, now)
      recordAudit(tx, clock, {
        staffId: null,
        action: 'lead.assigned',
        subjectKind: 'lead',
        subjectId: leadId,
        before: { ownerId: null },
        after: { ownerId: staffId, ruleId: rule.id },
      })
      return staffId
    },
  }
}
export type AssignmentRuleService = ReturnType<typeof createAssignmentRuleService>

function toRule({ id, version, name, isActive, conditions, target }: RuleRow): AssignmentRule {
  return { id, version, name, isActive, conditions, target }
}

/** A rule that an older or newer program wrote and that cannot be read decides nothing. */
function activeOf(rows: readonly RuleRow[]): (Rule & { name: string })[] {
  return rows.flatMap(({ id, name, isActive, lastStaffId, ...row }) => {
    const conditions = AssignmentConditions.safeParse(row.conditions)
    const target = AssignmentTarget.safeParse(row.target)
    if (!isActive || !conditions.success || !target.success) return []
    return [{ id, name, conditions: conditions.data, target: target.data, lastStaffId }]
  })
}
