import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transact } from '../db/database.ts'
import { GiveUp, RetryAt } from './job-errors.ts'
import { countJobs, listJobRuns, listJobs } from './queries.ts'
import { jobRuns, jobs } from './schema.ts'
import { createJobFixture, greetKind, HOUR, type JobFixture, MINUTE, SECOND } from './testing/job-fixture.ts'

describe('job runner', () => {
  let fixture: JobFixture

  beforeEach(() => {
    fixture = createJobFixture()
  })
  afterEach(() => fixture.close())

  it('runs a job once it is committed, and records the run without what it was about', async () => {
    const { database, queue, startedAt, ran, start, greet, ask } = fixture
    const runner = start([greet()])
    expect(() =>
      transact(database.db, tx => {
        queue.enqueue(tx, greetKind, { who: 'never' })
        throw new Error('rolled back')
      }),
    ).toThrow('rolled back')
    ask('Ayşe')
    expect(ran).toEqual([])
    await runner.whenIdle()
    expect(ran).toEqual(['Ayşe@0'])
    expect(listJobs(database.db)).toEqual([])
    const runs = database.db.select().from(jobRuns).all()
    expect(runs).toMatchObject([
      { name: 'greet', trigger: 'queue', attempt: 1, startedAt, endedAt: startedAt, outcome: 'succeeded' },
    ])
    expect(JSON.stringify(runs)).not.toContain('Ayşe')
  })

  it('waits until a job is due, and wakes for one that is due earlier', async () => {
    const { clock, startedAt, ran, start, greet, ask } = fixture
    start([greet()])
    ask('late', { runAt: startedAt + HOUR })
    ask('early', { runAt: startedAt + MINUTE })
    await clock.advance(2 * HOUR)
    expect(ran).toEqual(['early@60', 'late@3600'])
  })

  it('tries again later and later, then fails and says so in the same transaction', async () => {
    const { database, clock, ran, start, greet, ask, outcomes } = fixture
    const failures: unknown[] = []
    const runner = start([
      greet(
        () => {
          throw Object.assign(new Error('Ayşe is not there'), { code: 'E_GONE' })
        },
        { maxAttempts: 4, onGivenUp: (_tx, data, failure) => failures.push([data, failure.errorClass]) },
      ),
    ])
    const id = ask('a')
    await clock.advance(HOUR)
    expect(ran).toEqual(['a@0', 'a@10', 'a@30', 'a@70'])
    expect(outcomes()).toEqual(['retrying', 'retrying', 'retrying', 'failed'])
    expect(failures).toEqual([[{ who: 'a' }, 'Error: E_GONE']])
    expect(listJobs(database.db)).toMatchObject([{ id, state: 'failed', attempts: 4, errorClass: 'Error: E_GONE' }])
    expect(runner.retry(id)).toBe(true)
    expect(runner.retry(id)).toBe(false)
    await runner.whenIdle()
    expect(ran).toHaveLength(5)
  })

  it('gives up at once when the job says so, or its data cannot be read', async () => {
    const { database, start, greet, ask, bareJob } = fixture
    const runner = start([
      greet(() => {
        throw new GiveUp('blocked')
      }),
    ])
    ask('a')
    database.db
      .insert(jobs)
      .values({ ...bareJob('old-version'), data: '{"whom":"b"}' })
      .run()
    await runner.whenIdle()
    expect(listJobs(database.db).map(job => [job.state, job.errorClass])).toEqual([
      ['failed', 'GiveUp: blocked'],
      ['failed', 'GiveUp: unreadable-data'],
    ])
  })

  it('comes back when the job says, without counting it as an attempt, and never in a hot loop', async () => {
    const { clock, ran, start, greet, ask, outcomes } = fixture
    let times = 0
    start([
      greet(
        (_who, { attempt }) => {
          times += 1
          expect(attempt).toBe(1)
          if (times < 3) throw new RetryAt(clock.now() + HOUR, 'quiet-hours')
          if (times < 5) throw new RetryAt(0, 'at-once')
        },
        { maxAttempts: 1 },
      ),
    ])
    ask('a')
    await clock.advance(3 * HOUR)
    expect(ran).toEqual(['a@0', 'a@3600', 'a@7200', 'a@7200.25', 'a@7200.5'])
    expect(outcomes()).toEqual(['postponed', 'postponed', 'postponed', 'postponed', 'succeeded'])
  })

  it('keeps the order of a lane and lets lanes run side by side', async () => {
    const { clock, ran, start, greet, ask } = fixture
    const gates = new Map<string, () => void>()
    start([greet(who => new Promise<void>(resolve => gates.set(who, resolve)))])
    for (const who of ['a1', 'a2', 'b1', 'a3']) ask(who)
    await clock.advance(0)
    expect(ran).toEqual(['a1@0', 'b1@0'])
    for (const who of ['a1', 'a2', 'a3', 'b1']) {
      gates.get(who)?.()
      await clock.advance(0)
    }
    expect(ran).toEqual(['a1@0', 'b1@0', 'a2@0', 'a3@0'])
  })

  it('runs no more at once than it may', async () => {
    const { clock, ran, start, greet, ask } = fixture
    const gates: (() => void)[] = []
    start([greet(() => new Promise<void>(resolve => gates.push(resolve)))], { concurrency: 2 })
    for (const who of ['a', 'b', 'c', 'd']) ask(who)
    await clock.advance(0)
    expect(gates).toHaveLength(2)
    while (gates.length > 0) {
      gates.shift()?.()
      await clock.advance(0)
    }
    expect(ran).toHaveLength(4)
  })

  it('joins a pending job of the same key, at the earlier time, and makes a new one once that runs', async () => {
    const { database, clock, queue, startedAt, ran, start, greet, ask } = fixture
    const definition = greet()
    const first = ask('a', { key: 'k', runAt: startedAt + HOUR })
    expect(ask('a', { key: 'k', runAt: startedAt + 2 * HOUR })).toBe(first)
    expect(ask('a', { key: 'k', runAt: startedAt + MINUTE })).toBe(first)
    expect(ask('a', { key: 'other' })).not.toBe(first)
    start([definition])
    await clock.advance(HOUR)
    expect(ran).toEqual(['a@0', 'a@60'])
    expect(ask('a', { key: 'k' })).not.toBe(first)
    expect(queue.cancel(database.db, greetKind, 'k')).toBe(true)
    expect(queue.cancel(database.db, greetKind, 'k')).toBe(false)
    await clock.advance(HOUR)
    expect(ran).toHaveLength(2)
  })

  it('lets the newer job of a key stand for one that must be tried again', async () => {
    const { clock, ran, start, greet, ask, waiting } = fixture
    let isBroken = true
    start([
      greet(() => {
        if (!isBroken) return
        isBroken = false
        ask('a', { key: 'k' })
        throw new Error('broken')
      }),
    ])
    ask('a', { key: 'k' })
    await clock.advance(HOUR)
    expect([ran, waiting()]).toEqual([['a@0', 'a@0'], 0])
  })

  it('cuts off a run that takes too long, and ignores what it still says', async () => {
    const { clock, ran, start, greet, ask, outcomes } = fixture
    const signals: AbortSignal[] = []
    let finish: (() => void) | undefined
    start([
      greet(
        (_who, { signal, attempt }) => {
          signals.push(signal)
          return attempt === 1 ? new Promise<void>(resolve => (finish = resolve)) : undefined
        },
        { timeoutMs: 30 * SECOND },
      ),
    ])
    ask('a')
    await clock.advance(35 * SECOND)
    expect([signals[0]?.aborted, outcomes()]).toEqual([true, ['retrying']])
    finish?.()
    await clock.advance(MINUTE)
    expect([ran, outcomes()]).toEqual([
      ['a@0', 'a@40'],
      ['retrying', 'succeeded'],
    ])
  })

  it('does not count the time that the machine slept through as time of the run', async () => {
    const { clock, start, greet, ask, outcomes } = fixture
    let finish: (() => void) | undefined
    const runner = start([greet(() => new Promise<void>(resolve => (finish = resolve)), { timeoutMs: 30 * SECOND })])
    ask('a')
    await clock.advance(10 * SECOND)
    await clock.jump(8 * HOUR)
    expect(outcomes()).toEqual([null])
    finish?.()
    await runner.whenIdle()
    expect(outcomes()).toEqual(['succeeded'])
  })

  it('forgets old runs and failed jobs', async () => {
    const { database, startedAt, start, bareJob } = fixture
    database.db
      .insert(jobRuns)
      .values([oldRun('old', startedAt - 31 * 24 * HOUR), oldRun('new', startedAt)])
      .run()
    database.db
      .insert(jobs)
      .values({ ...bareJob('old'), state: 'failed', updatedAt: startedAt - 91 * 24 * HOUR })
      .run()
    const runner = start([])
    await runner.runNow('jobs.prune-runs')
    expect(listJobRuns(database.db).map(run => run.id)).toEqual([expect.any(String), 'new'])
    expect(countJobs(database.db).failed).toBe(0)
  })

  it('leaves the jobs of another version alone', async () => {
    const { database, ran, start, greet, ask, waiting, bareJob } = fixture
    database.db
      .insert(jobs)
      .values({ ...bareJob('x'), name: 'not-known-here' })
      .run()
    const runner = start([greet()])
    ask('a')
    await runner.whenIdle()
    expect([ran, waiting()]).toEqual([['a@0'], 1])
  })
})

function oldRun(id: string, at: number) {
  const times = { startedAt: at, endedAt: at }
  return {
    id,
    jobId: id,
    name: 'greet',
    trigger: 'queue' as const,
    attempt: 1,
    outcome: 'succeeded' as const,
    ...times,
  }
}
