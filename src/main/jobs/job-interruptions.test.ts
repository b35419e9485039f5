import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeClock } from '../ports/fakes.ts'
import { countJobs } from './queries.ts'
import { jobs } from './schema.ts'
import { createJobFixture, HOUR, type JobFixture, MINUTE, SECOND } from './testing/job-fixture.ts'

describe('a job whose process is killed', () => {
  let fixture: JobFixture

  beforeEach(() => {
    fixture = createJobFixture()
  })
  afterEach(() => fixture.close())

  /** Leaves a job the way a killed process does: taken, leased, its run without an end. The dead have no clock. */
  async function killWhileRunning(): Promise<void> {
    const { startedAt, clock, start, greet, ask } = fixture
    start([greet(() => new Promise(() => {}), { timeoutMs: MINUTE })], { clock: createFakeClock(startedAt) })
    ask('a')
    await clock.advance(0)
  }

  it('is taken at once by the only owner of the folder, and told so', async () => {
    await killWhileRunning()
    const { ran, start, greet, outcomes } = fixture
    const contexts: [number, boolean][] = []
    const runner = start([greet((_who, { attempt, wasInterrupted }) => contexts.push([attempt, wasInterrupted]))])
    await runner.whenIdle()
    expect([ran, contexts]).toEqual([['a@0', 'a@0'], [[1, true]]])
    expect(outcomes()).toEqual(['interrupted', 'succeeded'])
  })

  it('waits for the end of the lease when its owner might be alive', async () => {
    await killWhileRunning()
    const { clock, ran, start, greet } = fixture
    start([greet()], { isOnlyOwner: false })
    await clock.advance(89 * SECOND)
    expect(ran).toEqual(['a@0'])
    await clock.advance(2 * SECOND)
    expect(ran).toEqual(['a@0', 'a@90'])
  })

  it('fails after ten kills, for it may be their cause', async () => {
    const { database, startedAt, ran, start, greet, bareJob } = fixture
    const running = { state: 'running', attempts: 1, leaseOwner: 'gone', leaseUntil: startedAt + HOUR } as const
    database.db
      .insert(jobs)
      .values({ ...bareJob('killer'), ...running, interruptions: 9 })
      .run()
    const given: string[] = []
    const runner = start([greet(() => {}, { onGivenUp: (_tx, _data, { errorClass }) => void given.push(errorClass) })])
    await runner.whenIdle()
    expect([ran, given, countJobs(database.db).failed]).toEqual([[], ['Interrupted'], 1])
  })
})

describe('drain', () => {
  let fixture: JobFixture

  beforeEach(() => {
    fixture = createJobFixture()
  })
  afterEach(() => fixture.close())

  it('waits for what runs, starts nothing more, and leaves the rest for the next start', async () => {
    const { clock, ran, start, greet, ask, waiting } = fixture
    let finish: (() => void) | undefined
    const first = start([greet(who => (who === 'a1' ? new Promise<void>(resolve => (finish = resolve)) : undefined))])
    ask('a1')
    ask('a2')
    await clock.advance(0)
    const drained = first.drain(60 * SECOND)
    ask('b')
    finish?.()
    await drained
    expect([ran, waiting()]).toEqual([['a1@0'], 2])
    await start([greet()]).whenIdle()
    expect([ran, waiting()]).toEqual([['a1@0', 'a2@0', 'b@0'], 0])
  })

  it('aborts what does not end in time; it runs again, and the attempt does not count', async () => {
    const { clock, start, greet, ask, outcomes } = fixture
    const attempts: number[] = []
    const stubborn = greet((_who, { attempt }) => {
      attempts.push(attempt)
      return attempts.length === 1 ? new Promise(() => {}) : undefined
    })
    const first = start([stubborn])
    ask('a')
    await clock.advance(0)
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const drained = first.drain(5 * SECOND)
    await vi.advanceTimersByTimeAsync(5 * SECOND)
    await drained
    vi.useRealTimers()
    expect(outcomes()).toEqual(['interrupted'])
    await start([stubborn]).whenIdle()
    expect(attempts).toEqual([1, 1])
  })
})
