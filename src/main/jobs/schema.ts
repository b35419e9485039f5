import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** What is still to be done, or was given up. A job that is done leaves only its runs. */
export const jobs = sqliteTable(
  'jobs',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    name: text().notNull(),
    data: text().notNull(),
    state: text().$type<'pending' | 'running' | 'failed'>().notNull(),
    /** Jobs of one lane run one after another. */
    lane: text(),
    /** While a job with this key is pending, asking again for the same is a no-op. */
    key: text(),
    runAt: integer('run_at').notNull(),
    /** Whether `run_at` was chosen by somebody; otherwise it follows the clock when that is set back. */
    isFixedTime: integer('is_fixed_time', { mode: 'boolean' }).notNull(),
    /** The time pattern that planned this run; null for a job that was asked for. */
    schedule: text(),
    attempts: integer().notNull(),
    /** How often the process was killed while this ran. */
    interruptions: integer().notNull(),
    leaseOwner: text('lease_owner'),
    leaseUntil: integer('lease_until'),
    errorClass: text('error_class'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    index('jobs_next_of_lane').on(table.state, table.lane, table.runAt, table.seq),
    uniqueIndex('jobs_pending_once_per_key').on(table.name, table.key).where(sql`state = 'pending'`),
    uniqueIndex('jobs_once_per_schedule').on(table.name).where(sql`schedule IS NOT NULL`),
  ],
)

/** Every run of every job, without what it was about. Pruned after a month. */
export const jobRuns = sqliteTable(
  'job_runs',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    /** No foreign key: the job is gone once it is done. */
    jobId: text('job_id').notNull(),
    name: text().notNull(),
    trigger: text().$type<'queue' | 'schedule' | 'manual'>().notNull(),
    attempt: integer().notNull(),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
    /** Null while it runs. */
    outcome: text().$type<RunOutcome>(),
    /** The kind of error only: a message could tell who it was about. */
    errorClass: text('error_class'),
  },
  table => [
    index('job_runs_by_job').on(table.jobId),
    index('job_runs_by_name').on(table.name, table.seq),
    index('job_runs_by_start').on(table.startedAt),
  ],
)

/**
 *   succeeded    done
 *   postponed    the job itself said when to try again; not counted as an attempt
 *   retrying     failed, and will be tried again
 *   failed       failed for good: attempts used up, given up by the job, or data that it cannot read
 *   interrupted  the process was killed or stopped meanwhile; not counted as an attempt
 */
export type RunOutcome = 'succeeded' | 'postponed' | 'retrying' | 'failed' | 'interrupted'

export type JobRow = typeof jobs.$inferSelect
export type JobRunRow = typeof jobRuns.$inferSelect
