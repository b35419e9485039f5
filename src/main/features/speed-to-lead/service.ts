import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { LeadSpeed, SpeedStats, WaitingLead } from '#shared/contract/speed-to-lead.ts'
import { LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import { minuteOfDayIn, type Tells, tellsOf } from '#shared/domain/notice-rules.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { LeadService } from '../leads/service.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { PreferenceService } from '../preferences/service.ts'
import type { SettingsService } from '../settings/service.ts'
import { staff } from '../staff/schema.ts'
import {
  findChat,
  findNewLead,
  findWaiting,
  listRaisedSince,
  listWaiting,
  NEWS_FOR,
  type NewLeadRow,
  takeFirst,
  updateNewLead,
} from './queries.ts'
import { newLeads } from './schema.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const escalateKind = { name: 'speed-to-lead.escalate', data: z.object({ leadId: LeadId }) }

/** Whoever is there first for a new lead has it; how long that takes is measured (row G5). */
export function createSpeedToLead({
  db,
  clock,
  events,
  jobs,
  settings,
  preferences,
  leads,
  isOpenAt,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  settings: Pick<SettingsService, 'current'>
  preferences: Pick<PreferenceService, 'of'>
  leads: Pick<LeadService, 'assignWithin'>
  /** Whether the office works at that moment, by its working hours. */
  isOpenAt: (tx: Db, at: number) => boolean
}) {
  function tellsNow(viewer: Viewer, ownerId: StaffId | null): Tells {
    const minuteOfDay = minuteOfDayIn(settings.current().timeZone, clock.now())
    // Of a lead that nobody has yet everybody is told: it may become theirs.
    return tellsOf(preferences.of(viewer.id), { minuteOfDay, isOwnLead: ownerId === null || ownerId === viewer.id })
  }

  /** Told in words when a notice or the strip asks for it. */
  function toWaiting({ escalatedAt, ...lead }: ReturnType<typeof listWaiting>[number]): WaitingLead {
    return { ...lead, isEscalated: escalatedAt !== null }
  }

  function announce(tx: Db, leadId: LeadId): void {
    afterCommit(tx, () => events.publish({ type: 'new-lead.changed', leadId }))
  }

  function answered(tx: Db, leadId: LeadId, staffId: StaffId | null, at: number): void {
    const row = findNewLead(tx, leadId)
    if (!row || at < row.raisedAt || (row.answeredAt !== null && row.answeredAt <= at)) return
    updateNewLead(tx, leadId, { answeredAt: at, answeredBy: staffId, closedAt: row.closedAt ?? clock.now() })
    if (row.closedAt === null) jobs.cancel(tx, escalateKind, leadId)
    announce(tx, leadId)
  }

  /** How this person is to be told of it now, and with which chat behind it. */
  function findNotice(viewer: Viewer, leadId: LeadId) {
    const waiting = findWaiting(db, viewer, leadId)
    if (!waiting) return null
    const isTheirs = waiting.ownerId === null || waiting.ownerId === viewer.id
    const isForManagers = waiting.escalatedAt !== null && seesAllLeads(viewer.role)
    if (!isTheirs && !isForManagers) return null
    return { lead: toWaiting(waiting), tells: tellsNow(viewer, waiting.ownerId), chat: findChat(db, leadId) ?? null }
  }

  return {
    /**
     * Somebody new has come, by whatever way: WhatsApp, a form, by hand. Lists that are imported do not ask. In the transaction that
     * makes the lead. Coming twice is told once; what came long ago and is fetched only now is no news.
     */
    raise(tx: Db, leadId: LeadId, source: LeadSource, cameAt = clock.now()): void {
      const { tellsOfNewLeads, escalatesAfterMinutes } = settings.current()
      const now = clock.now()
      const raisedAt = Math.min(cameAt, now)
      if (!tellsOfNewLeads || raisedAt <= now - NEWS_FOR) return
      const added = tx
        .insert(newLeads)
        .values({ id: newId(), leadId, source, raisedAt, isInOfficeHours: isOpenAt(tx, raisedAt) })
        .onConflictDoNothing()
        .run().changes
      if (added === 0) return
      if (escalatesAfterMinutes > 0) {
        const runAt = now + escalatesAfterMinutes * MINUTE
        jobs.enqueue(tx, escalateKind, { leadId }, { key: leadId, runAt })
      }
      afterCommit(tx, () => events.publish({ type: 'new-lead.raised', leadId }))
    },

    /** A person of the office has written to them, or reached them by telephone. */
    noteAnswer: answered,

    definitions: [
      defineJob({
        ...escalateKind,
        run({ leadId }) {
          transact(db, tx => {
            const waiting = findWaiting(tx, null, leadId)
            if (!waiting || waiting.escalatedAt !== null) return
            updateNewLead(tx, leadId, { escalatedAt: clock.now() })
            afterCommit(tx, () => events.publish({ type: 'new-lead.escalated', leadId }))
          })
        },
      }),
    ],

    findNotice,

    service: {
      async waiting(viewer: Viewer): Promise<WaitingLead[]> {
        return listWaiting(db, viewer, clock.now()).map(toWaiting)
      },

      async notice(viewer: Viewer, leadId: LeadId) {
        const found = findNotice(viewer, leadId)
        return found && { lead: found.lead, tells: found.tells, hasChat: found.chat !== null }
      },

      async ofLead(viewer: Viewer, leadId: LeadId): Promise<LeadSpeed | null> {
        if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
        const row = findNewLead(db, leadId)
        return row ? toSpeed(row) : null
      },

      async claim(viewer: Viewer, leadId: LeadId): Promise<LeadSpeed> {
        return transact(db, tx => {
          const row = findNewLead(tx, leadId)
          const isNews = row !== undefined && row.raisedAt > clock.now() - NEWS_FOR
          // Who lost the race may not see the lead any more; that it was taken, and by whom, they are told.
          if (isNews && row.claimedBy === viewer.id) return toSpeed(row)
          if (isNews && row.claimedAt !== null) throw takenBy(tx, row.claimedBy)
          if (!row || !isLeadVisible(tx, viewer, leadId)) throw notFound('lead')
          if (!takeFirst(tx, leadId, viewer.id, clock.now()))
            throw takenBy(tx, findNewLead(tx, leadId)?.claimedBy ?? null)
          jobs.cancel(tx, escalateKind, leadId)
          leads.assignWithin(tx, viewer, leadId, viewer.id)
          recordAudit(tx, clock, { staffId: viewer.id, action: 'lead.claimed', subjectKind: 'lead', subjectId: leadId })
          announce(tx, leadId)
          const taken = findNewLead(tx, leadId)
          if (!taken) throw notFound('lead')
          return toSpeed(taken)
        })
      },

      async stats({ days }: { days: number }): Promise<SpeedStats> {
        const rows = listRaisedSince(db, clock.now() - days * DAY)
        const byStaff = Map.groupBy(
          rows.filter(row => row.answeredBy !== null),
          row => row.answeredBy as StaffId,
        )
        return {
          inOfficeHours: waitsOf(rows.filter(row => row.isInOfficeHours)),
          outside: waitsOf(rows.filter(row => !row.isInOfficeHours)),
          byStaff: [...byStaff]
            .map(([staffId, answers]) => ({
              staffId,
              answered: answers.length,
              medianMs: waitsOf(answers.filter(row => row.isInOfficeHours)).medianMs ?? waitsOf(answers).medianMs ?? 0,
              claimed: rows.filter(row => row.claimedBy === staffId).length,
            }))
            .sort((one, other) => one.medianMs - other.medianMs),
        }
      },
    },
  }
}
export type SpeedToLead = ReturnType<typeof createSpeedToLead>
export type SpeedToLeadService = SpeedToLead['service']

function takenBy(tx: Db, staffId: StaffId | null): DomainError {
  const colleague = staffId === null ? undefined : tx.select().from(staff).where(eq(staff.id, staffId)).get()
  return new DomainError('ALREADY_TAKEN', { staffId, name: colleague?.name ?? '' })
}

function toSpeed({ raisedAt, isInOfficeHours, claimedBy, claimedAt, answeredBy, answeredAt }: NewLeadRow): LeadSpeed {
  return { raisedAt, isInOfficeHours, claimedBy, claimedAt, answeredBy, answeredAt }
}

function waitsOf(rows: readonly Pick<NewLeadRow, 'raisedAt' | 'answeredAt'>[]): SpeedStats['outside'] {
  const waits = rows
    .flatMap(({ raisedAt, answeredAt }) => (answeredAt === null ? [] : [answeredAt - raisedAt]))
    .sort((one, other) => one - other)
  const middle = waits[Math.floor(waits.length / 2)]
  const sum = waits.reduce((total, wait) => total + wait, 0)
  return {
    leads: rows.length,
    answered: waits.length,
    medianMs: middle ?? null,
    averageMs: waits.length === 0 ? null : Math.round(sum / waits.length),
  }
}
