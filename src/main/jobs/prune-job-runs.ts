import { and, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { type Db, transact } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'
import { defineJob, type Job } from './define-job.ts'
import { jobRuns, jobs } from './schema.ts'

const DAY = 24 * 60 * 60_000
const RUNS_KEPT = 30 * DAY
const FAILED_JOBS_KEPT = 90 * DAY

/** Forgets old runs, and failed jobs that nobody looked after. */
export function createJobRunPruning({ db, clock }: { db: Db; clock: Clock }): Job {
  return defineJob({
    name: 'jobs.prune-runs',
    data: z.object({}),
    dailyAt: '03:40',
    run() {
      const now = clock.now()
      transact(db, tx => {
        tx.delete(jobRuns)
          .where(lt(jobRuns.startedAt, now - RUNS_KEPT))
          .run()
        tx.delete(jobs)
          .where(and(eq(jobs.state, 'failed'), lt(jobs.updatedAt, now - FAILED_JOBS_KEPT)))
          .run()
      })
    },
  })
}
