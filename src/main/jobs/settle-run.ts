import { eq } from 'drizzle-orm'
import { type Db, transact } from '../db/database.ts'
import { createLogger } from '../logging/logger.ts'
import { backoffDelay } from './backoff.ts'
import type { AnyJob } from './define-job.ts'
import { errorClassOf, GiveUp, JobsStopped, RetryAt } from './job-errors.ts'
import { closeJob, endRun, putBack } from './job-store.ts'
import { nextTime } from './schedule.ts'
import { type JobRow, jobs, type RunOutcome } from './schema.ts'

/** A job that asks to be run again at once, for ever, must not take the whole machine. */
const SHORTEST_PAUSE = 250

export interface RunResult {
  outcome: RunOutcome
  errorClass: string | null
}

export interface EndedRun {
  runId: string
  owner: string
  definition: AnyJob
  now: number
  random: () => number
  /** What the run threw; absent when it succeeded. */
  thrown?: { error: unknown }
}

const log = createLogger('jobs')

/** Notes how a run ended and decides what becomes of its job. `job` is the row as it was when it was taken. */
export function settleRun(tx: Db, job: JobRow, ended: EndedRun): RunResult {
  const { definition, now, runId, thrown } = ended
  const attempts = job.attempts + 1
  const result = thrown ? judge(thrown.error, attempts, definition) : succeeded
  endRun(tx, runId, { now, ...result })
  const current = tx.select().from(jobs).where(eq(jobs.id, job.id)).get()
  // Deleted meanwhile, or taken by another after the lease ran out: it is no longer ours to decide.
  if (current?.leaseOwner !== ended.owner) return result
  const again = { errorClass: result.errorClass, updatedAt: now, isFixedTime: job.schedule !== null }
  switch (result.outcome) {
    case 'succeeded':
      closeJob(tx, job, definition, now, null)
      break
    case 'failed':
      closeJob(tx, job, definition, now, result.errorClass ?? 'Error')
      tellGivenUp(tx, job, definition, { error: thrown?.error, errorClass: result.errorClass ?? 'Error' })
      break
    case 'interrupted':
      putBack(tx, job, {
        ...again,
        isFixedTime: job.isFixedTime,
        attempts: job.attempts,
        runAt: Math.min(job.runAt, now),
      })
      break
    case 'postponed': {
      const at = thrown?.error instanceof RetryAt ? thrown.error.at : now
      putBack(tx, job, {
        ...again,
        attempts: job.attempts,
        interruptions: 0,
        runAt: Math.max(at, now + SHORTEST_PAUSE),
      })
      break
    }
    case 'retrying': {
      const retryAt = now + backoffDelay(definition.backoff, attempts, ended.random)
      // The next planned time comes first when it is nearer: a schedule never has two runs waiting.
      const isPlanned = job.schedule !== null && definition.schedule !== undefined
      const runAt = isPlanned && definition.schedule ? Math.min(retryAt, nextTime(definition.schedule, now)) : retryAt
      putBack(tx, job, { ...again, interruptions: 0, runAt })
      break
    }
  }
  return result
}

const succeeded: RunResult = { outcome: 'succeeded', errorClass: null }

function judge(error: unknown, attempts: number, definition: AnyJob): RunResult {
  const errorClass = errorClassOf(error)
  if (error instanceof JobsStopped) return { outcome: 'interrupted', errorClass }
  if (error instanceof RetryAt) return { outcome: 'postponed', errorClass }
  if (error instanceof GiveUp || attempts >= definition.maxAttempts) return { outcome: 'failed', errorClass }
  return { outcome: 'retrying', errorClass }
}

/** The feature's own note of the failure. If that fails too, the job still counts as failed. */
export function tellGivenUp(
  tx: Db,
  job: JobRow,
  definition: AnyJob,
  failure: { error: unknown; errorClass: string },
): void {
  const { onGivenUp } = definition
  if (!onGivenUp) return
  const data = definition.data.safeParse(JSON.parse(job.data))
  if (!data.success) return
  try {
    transact(tx, inner => onGivenUp.call(definition, inner, data.data, failure))
  } catch (error) {
    log.error({ job: job.name, jobId: job.id, error }, 'noting a failed job failed')
  }
}
