import { and, asc, count, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Db } from '../db/database.ts'
import { type JobRow, type JobRunRow, jobRuns, jobs } from './schema.ts'

/** Jobs that wait, run or failed, without what they are about; the planned ones are `listSchedules`. */
export function listJobs(db: Db, limit = 200): Omit<JobRow, 'data' | 'key' | 'lane'>[] {
  return db
    .select()
    .from(jobs)
    .where(isNull(jobs.schedule))
    .orderBy(asc(jobs.runAt), asc(jobs.seq))
    .limit(limit)
    .all()
    .map(({ data: _data, key: _key, lane: _lane, ...row }) => row)
}

export interface PlannedJob {
  name: string
  /** Null while it runs. */
  nextRunAt: number | null
  lastRun: JobRunRow | undefined
}

export function listSchedules(db: Db): PlannedJob[] {
  const planned = db.select().from(jobs).where(isNotNull(jobs.schedule)).orderBy(asc(jobs.name)).all()
  return planned.map(({ name, state, runAt }) => ({
    name,
    nextRunAt: state === 'pending' ? runAt : null,
    lastRun: listJobRuns(db, { name, limit: 1 })[0],
  }))
}

/** The newest runs first. */
export function listJobRuns(db: Db, { name, limit = 50 }: { name?: string; limit?: number } = {}): JobRunRow[] {
  return db
    .select()
    .from(jobRuns)
    .where(name === undefined ? undefined : eq(jobRuns.name, name))
    .orderBy(desc(jobRuns.seq))
    .limit(limit)
    .all()
}

export function countJobs(db: Db): { waiting: number; running: number; failed: number } {
  const rows = db
    .select({ state: jobs.state, count: count() })
    .from(jobs)
    .where(isNull(jobs.schedule))
    .groupBy(jobs.state)
    .all()
  const of = (state: JobRow['state']) => rows.find(row => row.state === state)?.count ?? 0
  return { waiting: of('pending'), running: of('running'), failed: of('failed') }
}

/** Says whether there was a failed job of that id. */
export function retryFailedJob(tx: Db, jobId: string, now: number): boolean {
  const change = {
    state: 'pending',
    runAt: now,
    isFixedTime: false,
    attempts: 0,
    interruptions: 0,
    updatedAt: now,
  } as const
  const { changes } = tx
    .update(jobs)
    .set(change)
    .where(and(eq(jobs.id, jobId), eq(jobs.state, 'failed')))
    .run()
  return changes > 0
}
