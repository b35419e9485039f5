import { and, asc, eq, gt, isNotNull, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { contract } from '#shared/contract/index.ts'
import type { ReportSchedule } from '#shared/contract/report-sending.ts'
import { newId, type ReportRunId, type ReportScheduleId, type StaffId } from '#shared/domain/ids.ts'
import { reportDays } from '#shared/domain/report.ts'
import { type ReportRhythm, toReportPeriod } from '#shared/domain/report-sending.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { type AnyJob, defineJob, defineJobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { SettingsService } from '../settings/service.ts'
import type { ReportMaker } from './make-run.ts'
import { lastDue, nextDue } from './rhythm.ts'
import { reportLists, reportSchedules } from './schema.ts'

type Input<Name extends keyof typeof contract.reportSchedules> = z.output<
  (typeof contract.reportSchedules)[Name]['~orpc']['inputSchema'] & z.ZodType
>
type ScheduleRow = typeof reportSchedules.$inferSelect

const RunSchedules = defineJobKind({
  name: 'reports.run-schedules',
  data: z.object({}),
  lane: () => 'report-schedules',
})
/** A clock that was set back is noticed after this long at the latest. */
const SWEEP_EVERY = 60 * 60_000
const SHOWN_NEXT = 3

/**
 * Reports that leave by themselves. What was missed while the PC slept leaves once, with the days that its last due time means; the same
 * schedule never sends the same days twice, whatever the clock does.
 */
export function createReportSchedules({
  db,
  clock,
  events,
  jobs,
  settings,
  maker,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  settings: Pick<SettingsService, 'current'>
  maker: Pick<ReportMaker, 'begin'>
}) {
  const announce = (tx: Db) => afterCommit(tx, () => events.publish({ type: 'report-sending.changed' }))
  const zone = () => settings.current().timeZone
  const next = (rhythm: ReportRhythm, after: number) => nextDue(rhythm, zone(), after)

  function wake(tx: Db, at: number): void {
    jobs.enqueue(tx, RunSchedules, {}, { key: `at-${at}`, runAt: at })
  }

  function begin(tx: Db, row: ScheduleRow, due: number, run: { id: ReportRunId; onceKey?: string; by?: StaffId }) {
    const days = reportDays(toReportPeriod(row.period), zone(), due)
    return maker.begin(tx, {
      id: run.id,
      onceKey: run.onceKey ?? `${row.id}:${days.from}:${days.to}`,
      schedule: { id: row.id, name: row.name },
      askedBy: run.by ?? null,
      days,
      ...{ sections: row.sections, content: row.content, recipientIds: [], listIds: [row.listId] },
    })
  }

  function find(tx: Db, id: ReportScheduleId): ScheduleRow | undefined {
    return tx.select().from(reportSchedules).where(eq(reportSchedules.id, id)).get()
  }

  function runOne(tx: Db, id: ReportScheduleId): void {
    const row = find(tx, id)
    const now = clock.now()
    if (!row || row.isPaused || row.nextAt === null || row.nextAt > now) return
    begin(tx, row, lastDue(row.rhythm, zone(), row.nextAt, now), { id: newId<ReportRunId>() })
    const nextAt = next(row.rhythm, now)
    tx.update(reportSchedules).set({ nextAt, lastRunAt: now, updatedAt: now }).where(eq(reportSchedules.id, id)).run()
    wake(tx, nextAt)
    announce(tx)
  }

  function run(): void {
    const due = db
      .select({ id: reportSchedules.id })
      .from(reportSchedules)
      .where(and(isNotNull(reportSchedules.nextAt), lte(reportSchedules.nextAt, clock.now())))
      .all()
    for (const { id } of due) transact(db, tx => runOne(tx, id))
    replan()
  }

  /** What is not due is due when the office's clock says so now. */
  function replan(): void {
    transact(db, tx => {
      const now = clock.now()
      const waiting = tx.select().from(reportSchedules).where(gt(reportSchedules.nextAt, now)).all()
      for (const row of waiting) {
        const nextAt = next(row.rhythm, now)
        if (nextAt === row.nextAt) continue
        tx.update(reportSchedules).set({ nextAt }).where(eq(reportSchedules.id, row.id)).run()
        wake(tx, nextAt)
        announce(tx)
      }
    })
  }

  /** A pattern that says nothing, or never comes. */
  function plan(rhythm: ReportRhythm, after: number): number {
    try {
      return next(rhythm, after)
    } catch {
      throw new DomainError('CRON_UNREADABLE')
    }
  }

  function toSchedule(row: ScheduleRow): ReportSchedule {
    const { createdAt: _created, updatedAt: _updated, ...schedule } = row
    return schedule
  }

  function get(tx: Db, id: ReportScheduleId): ScheduleRow {
    const row = find(tx, id)
    if (!row) throw notFound('reportSchedule')
    return row
  }

  function refuseUnknownList(tx: Db, { listId }: Pick<ScheduleRow, 'listId'>): void {
    if (!tx.select().from(reportLists).where(eq(reportLists.id, listId)).get()) throw notFound('reportList')
  }

  function change(by: StaffId, id: ReportScheduleId, action: string, changes: (before: ScheduleRow) => object) {
    return transact(db, tx => {
      const before = get(tx, id)
      const now = clock.now()
      tx.update(reportSchedules)
        .set({ ...changes(before), version: before.version + 1, updatedAt: now })
        .where(eq(reportSchedules.id, id))
        .run()
      const after = get(tx, id)
      refuseUnknownList(tx, after)
      if (after.nextAt !== null) wake(tx, after.nextAt)
      recordAudit(tx, clock, { staffId: by, action, subjectKind: 'report', subjectId: id })
      announce(tx)
      return toSchedule(after)
    })
  }

  const service = {
    async list(): Promise<ReportSchedule[]> {
      return db
        .select()
        .from(reportSchedules)
        .orderBy(asc(reportSchedules.name), asc(reportSchedules.id))
        .all()
        .map(toSchedule)
    },

    async next({ rhythm }: Input<'next'>): Promise<{ at: number[] }> {
      const at: number[] = []
      for (let after = clock.now(); at.length < SHOWN_NEXT; after = at.at(-1) ?? after) at.push(plan(rhythm, after))
      return { at }
    },

    async create(by: StaffId, { id, ...details }: Input<'create'>): Promise<ReportSchedule> {
      return transact(db, tx => {
        const known = find(tx, id)
        if (known) return toSchedule(known)
        refuseUnknownList(tx, details)
        const now = clock.now()
        const nextAt = plan(details.rhythm, now)
        tx.insert(reportSchedules)
          .values({ id, ...details, nextAt, createdAt: now, updatedAt: now })
          .run()
        wake(tx, nextAt)
        recordAudit(tx, clock, { staffId: by, action: 'report.schedule_added', subjectKind: 'report', subjectId: id })
        announce(tx)
        return toSchedule(get(tx, id))
      })
    },

    async update(by: StaffId, { id, version, ...details }: Input<'update'>): Promise<ReportSchedule> {
      return change(by, id, 'report.schedule_changed', before => {
        if (before.version !== version) throw staleEdit('reportSchedule', before.version)
        const nextAt = plan(details.rhythm, clock.now())
        return { ...details, nextAt: before.isPaused ? null : nextAt }
      })
    },

    /** What would have left while it was paused does not leave afterwards. */
    async setPaused(by: StaffId, { id, isPaused }: Input<'setPaused'>): Promise<ReportSchedule> {
      const action = isPaused ? 'report.schedule_paused' : 'report.schedule_resumed'
      return change(by, id, action, ({ rhythm }) => ({
        isPaused,
        nextAt: isPaused ? null : plan(rhythm, clock.now()),
      }))
    },

    async runNow(by: StaffId, { id, runId }: Input<'runNow'>): Promise<void> {
      transact(db, tx => {
        const row = get(tx, id)
        const count = begin(tx, row, clock.now(), { id: runId, onceKey: `run:${runId}`, by })
        if (count === 0) throw new DomainError('NOBODY_TO_SEND')
        recordAudit(tx, clock, { staffId: by, action: 'report.sent', subjectKind: 'report', subjectId: runId })
      })
    },

    async remove(by: StaffId, { id }: Input<'remove'>): Promise<void> {
      transact(db, tx => {
        get(tx, id)
        tx.delete(reportSchedules).where(eq(reportSchedules.id, id)).run()
        recordAudit(tx, clock, { staffId: by, action: 'report.schedule_removed', subjectKind: 'report', subjectId: id })
        announce(tx)
      })
    },
  }

  return {
    service,

    /** For a database that was restored: what was due since may have left. */
    skipMissed(tx: Db): void {
      const now = clock.now()
      for (const row of tx.select().from(reportSchedules).where(lte(reportSchedules.nextAt, now)).all())
        tx.update(reportSchedules)
          .set({ nextAt: next(row.rhythm, now) })
          .where(eq(reportSchedules.id, row.id))
          .run()
    },

    /** Returns the stop. */
    start(): () => void {
      const wakeNow = () => void jobs.enqueue(db, RunSchedules, {}, { key: 'now' })
      wakeNow()
      // The office may have moved to another zone.
      return events.subscribe(({ event }) => event.type === 'settings.changed' && wakeNow())
    },

    definitions: [
      defineJob({ ...RunSchedules, maxAttempts: 10, run }),
      defineJob({
        name: 'reports.sweep-schedules',
        data: z.object({}),
        lane: () => 'report-schedules',
        every: SWEEP_EVERY,
        run,
      }),
    ] as AnyJob[],
  }
}
export type ReportScheduleService = ReturnType<typeof createReportSchedules>['service']
