import { newId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../db/database.ts'
import { createLogger } from '../logging/logger.ts'
import type { Clock } from '../ports/clock.ts'
import { wakeIn } from '../ports/wake-in.ts'
import type { AnyJob } from './define-job.ts'
import { errorClassOf, GiveUp, JobsStopped } from './job-errors.ts'
import type { JobQueue } from './job-queue.ts'
import * as store from './job-store.ts'
import { createJobRunPruning } from './prune-job-runs.ts'
import { retryFailedJob } from './queries.ts'
import { runWithDeadline } from './run-with-deadline.ts'
import type { JobRow, JobRunRow } from './schema.ts'
import { type RunResult, settleRun, tellGivenUp } from './settle-run.ts'

/** How long after its deadline a run that did not come back is given to somebody else. */
const LEASE_GRACE = 30_000
/** When the database refuses (disk full, locked), look again then. */
const PAUSE_AFTER_TROUBLE = 5_000

export interface JobRunner {
  /** Starts what is due and plans what repeats. Never throws: what cannot start is told by `trouble`, and can still be run by hand. */
  start(): void
  /** Starts nothing more, and waits for what runs. After the timeout the rest is aborted and will run again at the next start. */
  drain(timeoutMs: number): Promise<void>
  /** Runs a job now, also without a working scheduler (row C20). Resolves with how that one run ended. */
  runNow(name: string, data?: unknown): Promise<RunResult>
  /** Gives a failed job another round of attempts. Says whether there was one. */
  retry(jobId: string): boolean
  readonly isRunning: boolean
  /** The jobs that cannot run by themselves, with the kind of error. */
  readonly trouble: ReadonlyMap<string, string>
  /** Resolves when nothing runs and nothing is due. */
  whenIdle(): Promise<void>
}

interface RunnerWorld {
  db: Db
  clock: Clock
  queue: JobQueue
  definitions: readonly AnyJob[]
  /** Whether no other process can be working on this database (the data folder is locked): then nobody's lease need run out. */
  isOnlyOwner?: boolean
  concurrency?: number
  random?: () => number
  /** After a run whose outcome somebody may be watching: a failure, a planned run or one by hand. */
  onChange?: () => void
}

interface ActiveRun {
  lane: string | null
  result: Promise<RunResult>
  abort(reason: Error): void
}

const log = createLogger('jobs')

function earliest(...times: (number | undefined)[]): number | undefined {
  return times.reduce((first, time) => (first === undefined ? time : Math.min(first, time ?? first)), undefined)
}

export function createJobRunner(world: RunnerWorld): JobRunner {
  const { db, clock, queue, isOnlyOwner = true, concurrency = 8, random = Math.random, onChange = () => {} } = world
  const owner = newId()
  const definitions = new Map<string, AnyJob>()
  for (const definition of [...world.definitions, createJobRunPruning({ db, clock })]) {
    if (definitions.has(definition.name)) throw new Error(`There are two jobs named ${definition.name}`)
    definitions.set(definition.name, definition)
  }
  const names = [...definitions.keys()]
  const active = new Map<string, ActiveRun>()
  const trouble = new Map<string, string>()
  const stops: (() => void)[] = []
  let state: 'new' | 'running' | 'stopped' = 'new'
  let cancelWake: (() => void) | undefined
  let look: NodeJS.Immediate | undefined
  let idleWaiters: (() => void)[] = []

  const busyLanes = () => [...active.values()].map(run => run.lane).filter(lane => lane !== null)

  function definitionOf(name: string): AnyJob {
    const definition = definitions.get(name)
    if (!definition) throw new Error(`There is no job named ${name}`)
    return definition
  }

  /** Soon, not now: whoever enqueues must not find itself running the job. Many calls are one look. */
  function lookSoon(): void {
    if (state !== 'running') return
    look ??= setImmediate(() => {
      look = undefined
      startDueJobs()
    })
  }

  function startDueJobs(): void {
    if (state !== 'running') return
    cancelWake?.()
    cancelWake = undefined
    try {
      takeOverAbandoned()
      while (active.size < concurrency) {
        const next = startNextJob()
        if (next === 'started') continue
        const at = earliest(next, store.findNextLeaseEnd(db, [...active.keys()]))
        if (at !== undefined) cancelWake = clock.wakeAt(at, lookSoon)
        tellIdle(at)
        break
      }
    } catch (error) {
      log.error({ error }, 'jobs cannot be read')
      cancelWake = wakeIn(clock, PAUSE_AFTER_TROUBLE, lookSoon)
    }
  }

  /** Otherwise says when the next job is due, if there is one. */
  function startNextJob(): 'started' | number | undefined {
    const now = clock.now()
    const next = store.findNextJob(db, names, busyLanes())
    if (!next || next.runAt > now) return next?.runAt
    void execute(transact(db, tx => take(tx, next, next.schedule === null ? 'queue' : 'schedule', now)))
    return 'started'
  }

  function take(tx: Db, row: JobRow, trigger: JobRunRow['trigger'], now: number) {
    const definition = definitionOf(row.name)
    const leaseUntil = now + definition.timeoutMs + LEASE_GRACE
    return { row, definition, trigger, runId: store.startRun(tx, row, { owner, now, leaseUntil, trigger }) }
  }

  function execute({ row, definition, trigger, runId }: ReturnType<typeof take>): Promise<RunResult> {
    const attempt = row.attempts + 1
    const jobLog = log.child({ job: row.name, jobId: row.id, attempt })
    const startedAt = clock.now()
    const run = runWithDeadline({ clock, timeoutMs: definition.timeoutMs }, signal => {
      const data = definition.data.safeParse(JSON.parse(row.data))
      if (!data.success) throw new GiveUp('unreadable-data')
      return definition.run(data.data, { signal, attempt, wasInterrupted: row.interruptions > 0, log: jobLog })
    })
    const settle = (thrown?: { error: unknown }): RunResult => {
      active.delete(row.id)
      const ended = { runId, owner, definition, now: clock.now(), random, ...(thrown ? { thrown } : {}) }
      try {
        const result = transact(db, tx => settleRun(tx, row, ended))
        jobLog.debug({ outcome: result.outcome, tookMs: ended.now - startedAt }, 'run ended')
        if (result.outcome === 'retrying') jobLog.warn({ error: thrown?.error }, 'run failed, will be tried again')
        if (result.outcome === 'failed') jobLog.error({ error: thrown?.error }, 'job failed')
        if (result.outcome === 'failed' || trigger !== 'queue') onChange()
        return result
      } catch (error) {
        // The row still says "running": once its lease is over the job is taken again.
        jobLog.error({ error }, 'the end of a run cannot be noted')
        return { outcome: 'interrupted', errorClass: errorClassOf(error) }
      } finally {
        lookSoon()
      }
    }
    const result = run.result.then(
      () => settle(),
      (error: unknown) => settle({ error }),
    )
    active.set(row.id, { lane: row.lane, result, abort: run.abort })
    return result
  }

  function takeOverAbandoned(onlyOwner?: string): void {
    const now = clock.now()
    const abandoned = store.listAbandoned(db, now, [...active.keys()], onlyOwner)
    if (abandoned.length === 0) return
    log.info({ jobs: abandoned.length }, 'jobs of a process that is gone are taken over')
    transact(db, tx => {
      for (const job of abandoned) {
        const definition = definitions.get(job.row.name)
        if (!job.isHopeless || !definition) store.putBackInterrupted(tx, job, now)
        else {
          const errorClass = 'Interrupted'
          store.endOpenRuns(tx, job.row.id, now)
          store.closeJob(tx, job.row, definition, now, errorClass)
          tellGivenUp(tx, job.row, definition, { error: undefined, errorClass })
        }
      }
    })
  }

  function planSchedules(): void {
    trouble.clear()
    const scheduled = [...definitions.values()].filter(definition => definition.schedule)
    for (const definition of scheduled) {
      try {
        transact(db, tx => store.planScheduledJob(tx, definition, clock.now()))
      } catch (error) {
        trouble.set(definition.name, errorClassOf(error))
        log.error({ job: definition.name, error }, 'a job cannot be scheduled')
      }
    }
    const working = scheduled.map(({ name }) => name).filter(name => !trouble.has(name))
    transact(db, tx => store.dropForgottenSchedules(tx, working))
  }

  function followClock(): void {
    transact(db, tx => store.followClockBack(tx, clock.now()))
    planSchedules()
  }

  function tellIdle(nextDueAt: number | undefined): void {
    if (active.size > 0 || (nextDueAt !== undefined && nextDueAt <= clock.now())) return
    const waiters = idleWaiters
    idleWaiters = []
    for (const resolve of waiters) resolve()
  }

  async function runNow(name: string, data: unknown = {}): Promise<RunResult> {
    const definition = definitionOf(name)
    const planned = store.findScheduledJob(db, name)
    const running = planned && active.get(planned.id)
    if (running) return running.result
    const lane = definition.lane?.(definition.data.parse(data)) ?? null
    for (;;) {
      const ahead = lane === null ? undefined : [...active.values()].find(run => run.lane === lane)
      if (!ahead) break
      await ahead.result
    }
    if (state === 'stopped') throw new JobsStopped('The program stops')
    const taken = transact(db, tx => {
      const now = clock.now()
      const row = store.findScheduledJob(tx, name)
      const isFree = row?.state === 'pending' && row.data === JSON.stringify(data)
      return take(tx, isFree ? row : store.insertManualJob(tx, { name, data, lane, now }), 'manual', now)
    })
    return execute(taken)
  }

  return {
    start() {
      if (state !== 'new') throw new Error('The job runner was started before')
      state = 'running'
      stops.push(queue.onEnqueued(lookSoon))
      stops.push(
        clock.onJump(() => {
          try {
            followClock()
          } catch (error) {
            log.error({ error }, 'the plan cannot follow the clock')
          }
          lookSoon()
        }),
      )
      try {
        takeOverAbandoned(isOnlyOwner ? owner : undefined)
        followClock()
      } catch (error) {
        trouble.set('scheduler', errorClassOf(error))
        log.error({ error }, 'the scheduler cannot start')
      }
      lookSoon()
    },
    async drain(timeoutMs) {
      state = 'stopped'
      for (const stop of stops) stop()
      cancelWake?.()
      clearImmediate(look)
      const allEnded = Promise.all([...active.values()].map(run => run.result))
      // Real time, not the clock port's: this is about the patience of whoever closes the program.
      const patience = setTimeout(() => {
        for (const run of active.values()) run.abort(new JobsStopped('The program stops'))
      }, timeoutMs)
      await allEnded
      clearTimeout(patience)
    },
    runNow,
    retry(jobId) {
      const isFound = transact(db, tx => retryFailedJob(tx, jobId, clock.now()))
      if (isFound) lookSoon()
      return isFound
    },
    get isRunning() {
      return state === 'running' && !trouble.has('scheduler')
    },
    trouble,
    whenIdle() {
      const waiting = new Promise<void>(resolve => idleWaiters.push(resolve))
      lookSoon()
      return waiting
    },
  }
}
