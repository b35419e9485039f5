import { and, asc, eq, gt, isNotNull, isNull, lte, min, ne, notInArray, or, sql } from 'drizzle-orm'
import { newId } from '#shared/domain/ids.ts'
import type { Db } from '../db/database.ts'
import type { AnyJob } from './define-job.ts'
import { nextTime } from './schedule.ts'
import { type JobRow, type JobRunRow, jobRuns, jobs, type RunOutcome } from './schema.ts'

/** After so many kills in the middle of it, a job is likelier the cause than the victim. */
const MOST_INTERRUPTIONS = 10

/**
 * The earliest pending job that need not wait for another: the first of each lane that is not busy, and the first without a lane.
 * Asked lane by lane, so that twenty thousand messages waiting in one lane cost nothing. `names` are the jobs that this program
 * knows; rows of others wait for the version that does.
 */
export function findNextJob(db: Db, names: readonly string[], busyLanes: readonly string[]): JobRow | undefined {
  const first = db.get<{ seq: number } | undefined>(sql`
    WITH RECURSIVE lanes (lane) AS (
      SELECT min(lane) FROM jobs WHERE state = 'pending'
      UNION ALL
      SELECT (SELECT min(lane) FROM jobs WHERE state = 'pending' AND lane > lanes.lane) FROM lanes WHERE lane IS NOT NULL
    ), firsts (seq) AS (
      SELECT (
        SELECT seq FROM jobs WHERE state = 'pending' AND lane = lanes.lane AND name IN ${names} ORDER BY run_at, seq LIMIT 1
      ) FROM lanes WHERE lane IS NOT NULL AND lane NOT IN ${busyLanes}
      UNION ALL
      SELECT * FROM (
        SELECT seq FROM jobs WHERE state = 'pending' AND lane IS NULL AND name IN ${names} ORDER BY run_at, seq LIMIT 1
      )
    )
    SELECT jobs.seq FROM firsts JOIN jobs ON jobs.seq = firsts.seq ORDER BY jobs.run_at, jobs.seq LIMIT 1
  `)
  return first && db.select().from(jobs).where(eq(jobs.seq, first.seq)).get()
}

/** When the first lease of a run that is not ours runs out. */
export function findNextLeaseEnd(db: Db, ownIds: readonly string[]): number | undefined {
  const running = and(eq(jobs.state, 'running'), notInArray(jobs.id, [...ownIds]))
  return (
    db
      .select({ at: min(jobs.leaseUntil) })
      .from(jobs)
      .where(running)
      .get()?.at ?? undefined
  )
}

/** Takes a job for a run, which counts as an attempt from now on. Returns the run's id. */
export function startRun(
  tx: Db,
  job: JobRow,
  {
    owner,
    now,
    leaseUntil,
    trigger,
  }: { owner: string; now: number; leaseUntil: number; trigger: JobRunRow['trigger'] },
): string {
  const runId = newId()
  const attempt = job.attempts + 1
  tx.update(jobs)
    .set({ state: 'running', attempts: attempt, leaseOwner: owner, leaseUntil, updatedAt: now })
    .where(eq(jobs.id, job.id))
    .run()
  tx.insert(jobRuns).values({ id: runId, jobId: job.id, name: job.name, trigger, attempt, startedAt: now }).run()
  return runId
}

export function endRun(
  tx: Db,
  runId: string,
  end: { now: number; outcome: RunOutcome; errorClass: string | null },
): void {
  tx.update(jobRuns)
    .set({ endedAt: end.now, outcome: end.outcome, errorClass: end.errorClass })
    .where(eq(jobRuns.id, runId))
    .run()
}

/** Gives a job back to wait until `runAt`. If the same was asked for meanwhile, that one stands for both. */
export function putBack(tx: Db, job: JobRow, change: Partial<JobRow> & { runAt: number; updatedAt: number }): void {
  if (job.key !== null && hasPendingTwin(tx, job)) {
    tx.delete(jobs).where(eq(jobs.id, job.id)).run()
    return
  }
  tx.update(jobs)
    .set({ state: 'pending', leaseOwner: null, leaseUntil: null, ...change })
    .where(eq(jobs.id, job.id))
    .run()
}

/** The job is over for good: gone, or planned again, or kept as failed where a person can see it. */
export function closeJob(tx: Db, job: JobRow, definition: AnyJob, now: number, errorClass: string | null): void {
  if (job.schedule !== null && definition.schedule) {
    const runAt = nextTime(definition.schedule, now)
    putBack(tx, job, {
      runAt,
      schedule: definition.schedule.pattern,
      attempts: 0,
      interruptions: 0,
      errorClass,
      updatedAt: now,
    })
  } else if (errorClass === null) {
    tx.delete(jobs).where(eq(jobs.id, job.id)).run()
  } else {
    tx.update(jobs)
      .set({ state: 'failed', leaseOwner: null, leaseUntil: null, errorClass, updatedAt: now })
      .where(eq(jobs.id, job.id))
      .run()
  }
}

export interface AbandonedJob {
  row: JobRow
  isHopeless: boolean
}

/** Jobs whose process is gone: their lease ran out, or (at the start of a folder's only owner) they are of an earlier process. */
export function listAbandoned(
  db: Db,
  now: number,
  ownIds: readonly string[],
  onlyOwner: string | undefined,
): AbandonedJob[] {
  const leaseIsOver = lte(jobs.leaseUntil, now)
  const rows = db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.state, 'running'),
        notInArray(jobs.id, [...ownIds]),
        onlyOwner === undefined ? leaseIsOver : or(leaseIsOver, ne(jobs.leaseOwner, onlyOwner)),
      ),
    )
    .orderBy(asc(jobs.seq))
    .all()
  return rows.map(row => ({ row, isHopeless: row.interruptions + 1 >= MOST_INTERRUPTIONS }))
}

/** A kill is nobody's failure: the attempt does not count, but how often it happened does. */
export function putBackInterrupted(tx: Db, { row }: AbandonedJob, now: number): void {
  endOpenRuns(tx, row.id, now)
  putBack(tx, row, {
    runAt: Math.min(row.runAt, now),
    attempts: Math.max(row.attempts - 1, 0),
    interruptions: row.interruptions + 1,
    updatedAt: now,
  })
}

export function endOpenRuns(tx: Db, jobId: string, now: number): void {
  tx.update(jobRuns)
    .set({ endedAt: now, outcome: 'interrupted' })
    .where(and(eq(jobRuns.jobId, jobId), isNull(jobRuns.outcome)))
    .run()
}

/**
 * Plans the next run of a scheduled job that has none planned. One that is overdue stays as it is and so runs once, however many
 * times were missed; a changed pattern, or a clock that was set back, moves the plan to the next time from now.
 */
export function planScheduledJob(tx: Db, definition: AnyJob, now: number): void {
  if (!definition.schedule) return
  const { pattern, kind } = definition.schedule
  const planned = findScheduledJob(tx, definition.name)
  const next = nextTime(definition.schedule, now)
  if (!planned) {
    tx.insert(jobs)
      .values({
        id: newId(),
        name: definition.name,
        data: '{}',
        state: 'pending',
        lane: definition.lane?.(definition.data.parse({})) ?? null,
        runAt: kind === 'every' ? now : next,
        isFixedTime: true,
        schedule: pattern,
        attempts: 0,
        interruptions: 0,
        createdAt: now,
        updatedAt: now,
      })
      .run()
  } else if (
    planned.state === 'pending' &&
    planned.runAt > now &&
    (planned.schedule !== pattern || planned.runAt > next)
  ) {
    tx.update(jobs).set({ runAt: next, schedule: pattern, updatedAt: now }).where(eq(jobs.id, planned.id)).run()
  } else if (planned.schedule !== pattern) {
    tx.update(jobs).set({ schedule: pattern, updatedAt: now }).where(eq(jobs.id, planned.id)).run()
  }
}

/** A row for a run by hand, so that it is as durable, leased and recorded as any other. */
export function insertManualJob(
  tx: Db,
  { name, data, lane, now }: { name: string; data: unknown; lane: string | null; now: number },
): JobRow {
  return tx
    .insert(jobs)
    .values({
      id: newId(),
      name,
      data: JSON.stringify(data),
      state: 'pending',
      lane,
      runAt: now,
      isFixedTime: false,
      attempts: 0,
      interruptions: 0,
      createdAt: now,
      updatedAt: now,
    })
    .returning()
    .get()
}

export function findScheduledJob(db: Db, name: string): JobRow | undefined {
  return db
    .select()
    .from(jobs)
    .where(and(eq(jobs.name, name), isNotNull(jobs.schedule)))
    .get()
}

/** Schedules that the program no longer has, so that they do not wait for ever. */
export function dropForgottenSchedules(tx: Db, scheduledNames: readonly string[]): void {
  tx.delete(jobs)
    .where(and(isNotNull(jobs.schedule), ne(jobs.state, 'running'), notInArray(jobs.name, [...scheduledNames])))
    .run()
}

/** The clock was set back: what was "now" or "in a minute" keeps its distance; what somebody fixed by the clock stays where it is. */
export function followClockBack(tx: Db, now: number): void {
  tx.update(jobs)
    .set({ runAt: sql`${now} + max(0, ${jobs.runAt} - ${jobs.updatedAt})`, updatedAt: now })
    .where(and(eq(jobs.state, 'pending'), eq(jobs.isFixedTime, false), gt(jobs.updatedAt, now)))
    .run()
}

function hasPendingTwin(tx: Db, job: JobRow): boolean {
  const twin = and(eq(jobs.name, job.name), eq(jobs.key, job.key ?? ''), eq(jobs.state, 'pending'), ne(jobs.id, job.id))
  return tx.select({ id: jobs.id }).from(jobs).where(twin).get() !== undefined
}
