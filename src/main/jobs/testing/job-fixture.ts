import { z } from 'zod'
import { openTestDatabase } from '../../db/testing/test-database.ts'
import type { FakeClock } from '../../ports/fakes.ts'
import { type AnyJob, defineJob, defineJobKind, type JobDefinition, type RunContext } from '../define-job.ts'
import { createJobQueue, type JobQueue } from '../job-queue.ts'
import { createJobRunner, type JobRunner } from '../job-runner.ts'
import { countJobs, listJobRuns, listSchedules } from '../queries.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export const greetKind = defineJobKind({
  name: 'greet',
  data: z.object({ who: z.string() }),
  lane: ({ who }) => who[0] ?? '',
})

type GreetDefinition = JobDefinition<typeof greetKind.data>
type PullDefinition = Partial<JobDefinition<z.ZodObject>>

/** A queue and a runner on a database of their own, for tests; notes what ran as "what@seconds since the start". */
export function createJobFixture() {
  const database = openTestDatabase()
  const { clock } = database
  const queue: JobQueue = createJobQueue({ clock })
  const startedAt = clock.now()
  const ran: string[] = []
  const runners: JobRunner[] = []
  const note = (what: string) => void ran.push(`${what}@${(clock.now() - startedAt) / SECOND}`)

  function create(
    definitions: AnyJob[],
    options: { isOnlyOwner?: boolean; concurrency?: number; clock?: FakeClock } = {},
  ): JobRunner {
    const runner = createJobRunner({ ...database, queue, definitions, random: () => 0.5, ...options })
    runners.push(runner)
    return runner
  }

  function start(...parameters: Parameters<typeof create>): JobRunner {
    const runner = create(...parameters)
    runner.start()
    return runner
  }

  return {
    database,
    clock,
    queue,
    startedAt,
    ran,
    note,
    create,
    start,
    greet(run: (who: string, context: RunContext) => unknown = () => {}, more: Partial<GreetDefinition> = {}): AnyJob {
      return defineJob({
        ...greetKind,
        backoff: { firstMs: 10 * SECOND, longestMs: MINUTE },
        ...more,
        run({ who }, context) {
          note(who)
          return run(who, context)
        },
      })
    },
    pull(more: PullDefinition): AnyJob {
      return defineJob({ name: 'pull', data: z.object({}), run: () => note('pull'), ...more })
    },
    ask: (who: string, options = {}) => queue.enqueue(database.db, greetKind, { who }, options),
    outcomes: () =>
      listJobRuns(database.db)
        .map(run => run.outcome)
        .toReversed(),
    waiting: () => countJobs(database.db).waiting,
    nextOf: (name: string) => listSchedules(database.db).find(job => job.name === name)?.nextRunAt,
    bareJob(id: string) {
      const times = { runAt: startedAt, createdAt: startedAt, updatedAt: startedAt }
      const counts = { attempts: 0, interruptions: 0, isFixedTime: false }
      return { id, name: 'greet', data: '{"who":"c"}', state: 'pending' as const, ...counts, ...times }
    },
    async close() {
      for (const runner of runners) await runner.drain(0)
      database.close()
    },
  }
}

export type JobFixture = ReturnType<typeof createJobFixture>
