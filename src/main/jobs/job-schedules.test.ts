import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineJob } from './define-job.ts'
import { GiveUp } from './job-errors.ts'
import { listJobRuns, listSchedules } from './queries.ts'
import { nextCronTime } from './schedule.ts'
import { createJobFixture, HOUR, type JobFixture, MINUTE, SECOND } from './testing/job-fixture.ts'

const DAY = 24 * HOUR
const EVERY_FIVE_MINUTES = { every: 5 * MINUTE }
const istanbul = (dailyAt: string) => ({ dailyAt, timeZone: 'Europe/Istanbul' })

describe('scheduled jobs', () => {
  let fixture: JobFixture

  beforeEach(() => {
    fixture = createJobFixture()
  })
  afterEach(() => fixture.close())

  it('repeat, at once for the first time', async () => {
    const { database, clock, startedAt, ran, start, pull } = fixture
    start([pull(EVERY_FIVE_MINUTES)])
    await clock.advance(11 * MINUTE)
    expect(ran).toEqual(['pull@0', 'pull@300', 'pull@600'])
    expect(listSchedules(database.db).find(job => job.name === 'pull')).toMatchObject({
      nextRunAt: startedAt + 15 * MINUTE,
      lastRun: { trigger: 'schedule', outcome: 'succeeded' },
    })
  })

  it('run at the hour of their time zone', async () => {
    const { clock, ran, note, start, pull } = fixture
    const berlin = defineJob({
      name: 'berlin',
      data: z.object({}),
      cron: '0 12 * * 4',
      timeZone: 'Europe/Berlin',
      run: () => note('berlin'),
    })
    // The test starts on a Thursday at 12:00 in Istanbul, 10:00 in Berlin.
    start([pull(istanbul('12:30')), berlin])
    await clock.advance(25 * HOUR)
    expect(ran).toEqual(['pull@1800', 'berlin@7200', 'pull@88200'])
  })

  it('catch up once after days of sleep, and after days of being off', async () => {
    const { clock, ran, start, pull } = fixture
    const first = start([pull(EVERY_FIVE_MINUTES)])
    await first.whenIdle()
    await clock.jump(3 * DAY)
    await first.whenIdle()
    expect(ran).toEqual(['pull@0', 'pull@259200'])
    await first.drain(0)
    await clock.jump(2 * DAY)
    await start([pull(EVERY_FIVE_MINUTES)]).whenIdle()
    expect(ran).toEqual(['pull@0', 'pull@259200', 'pull@432000'])
  })

  it('follow a clock that is set back; a time that somebody fixed does not', async () => {
    const { clock, startedAt, ran, start, pull, greet, ask } = fixture
    const runner = start([pull(EVERY_FIVE_MINUTES), greet()])
    await runner.whenIdle()
    await clock.advance(MINUTE)
    ask('fixed', { runAt: startedAt + HOUR })
    await clock.jump(-DAY)
    await clock.advance(6 * MINUTE)
    expect(ran).toEqual(['pull@0', 'pull@-86040'])
    await clock.advance(DAY)
    expect(ran.filter(what => what.startsWith('fixed'))).toEqual([])
    await clock.advance(HOUR)
    expect(ran.filter(what => what.startsWith('fixed'))).toEqual(['fixed@3600'])
  })

  it('leave a retry its distance when the clock is set back, also while the program was off', async () => {
    const { clock, ran, start, greet, ask, waiting } = fixture
    const failing = greet((_who, { attempt }) => {
      if (attempt < 3) throw new Error('not yet')
    })
    const first = start([failing])
    ask('a')
    await first.whenIdle()
    await clock.jump(-HOUR)
    await clock.advance(10 * SECOND)
    expect(ran).toEqual(['a@0', 'a@-3590'])
    await first.drain(0)
    await clock.jump(-HOUR)
    start([failing])
    await clock.advance(20 * SECOND)
    expect(ran.at(-1)).toBe('a@-7170')
    expect(waiting()).toBe(0)
  })

  it('follow a changed pattern, and are forgotten when they are no more', async () => {
    const { startedAt, create, start, pull, nextOf } = fixture
    const restart = async (...definitions: Parameters<typeof create>[0]) => {
      const runner = start(definitions)
      await runner.whenIdle()
      await runner.drain(0)
    }
    await restart(pull(istanbul('20:00')))
    expect(nextOf('pull')).toBe(startedAt + 8 * HOUR)
    await restart(pull(istanbul('13:00')))
    expect(nextOf('pull')).toBe(startedAt + HOUR)
    await restart()
    expect(nextOf('pull')).toBeUndefined()
  })

  it('are planned again after a failure, and never twice', async () => {
    const { database, clock, ran, note, start, pull, outcomes } = fixture
    const fails = () => {
      note('pull')
      throw new Error('no network')
    }
    start([
      pull({ ...EVERY_FIVE_MINUTES, maxAttempts: 2, backoff: { firstMs: MINUTE, longestMs: MINUTE }, run: fails }),
    ])
    await clock.advance(8 * MINUTE)
    expect(ran).toEqual(['pull@0', 'pull@60', 'pull@360', 'pull@420'])
    expect(outcomes()).toEqual(['retrying', 'failed', 'retrying', 'failed'])
    expect(listSchedules(database.db).map(job => job.name)).toEqual(['jobs.prune-runs', 'pull'])
  })

  it('run by hand, and are planned on from there', async () => {
    const { database, startedAt, ran, start, pull, nextOf } = fixture
    const runner = start([pull(istanbul('20:00'))])
    expect(await runner.runNow('pull')).toEqual({ outcome: 'succeeded', errorClass: null })
    expect([ran, nextOf('pull')]).toEqual([['pull@0'], startedAt + 8 * HOUR])
    expect(listJobRuns(database.db, { name: 'pull' })).toMatchObject([{ trigger: 'manual' }])
  })

  it('join the run that is under way when they are run by hand', async () => {
    const { clock, ran, note, start, pull } = fixture
    let finish: (() => void) | undefined
    const slow = () => {
      note('pull')
      return new Promise<void>(resolve => (finish = resolve))
    }
    const runner = start([pull({ ...EVERY_FIVE_MINUTES, run: slow })])
    await clock.advance(0)
    const results = Promise.all([runner.runNow('pull'), runner.runNow('pull')])
    finish?.()
    expect((await results).map(result => result.outcome)).toEqual(['succeeded', 'succeeded'])
    expect(ran).toEqual(['pull@0'])
  })

  it('run by hand when the scheduler cannot plan them, and before it has started', async () => {
    const { ran, create, pull } = fixture
    const failing = defineJob({
      name: 'failing',
      data: z.object({}),
      run() {
        throw new GiveUp('no-token')
      },
    })
    const runner = create([pull({ cron: 'every now and then' }), failing])
    expect((await runner.runNow('pull')).outcome).toBe('succeeded')
    runner.start()
    expect([...runner.trouble.keys()]).toEqual(['pull'])
    expect((await runner.runNow('pull')).outcome).toBe('succeeded')
    expect(await runner.runNow('failing')).toEqual({ outcome: 'failed', errorClass: 'GiveUp: no-token' })
    await expect(runner.runNow('unknown')).rejects.toThrow('no job named unknown')
    expect(ran).toHaveLength(2)
  })

  it('find the next time of a pattern over a change of the clocks and over years', () => {
    const at = (text: string) => Date.parse(text)
    // On 29 March 2026 Berlin has no half past two.
    expect(nextCronTime('30 2 * * *', 'Europe/Berlin', at('2026-03-28T12:00Z'))).toBe(at('2026-03-30T00:30Z'))
    expect(nextCronTime('15 9 1 * *', 'Asia/Kathmandu', at('2026-01-15T00:00Z'))).toBe(at('2026-02-01T03:30Z'))
    expect(nextCronTime('0 0 29 2 *', 'UTC', at('2026-01-01T00:00Z'))).toBe(at('2028-02-29T00:00Z'))
    expect(nextCronTime('* * * * *', undefined, at('2026-01-01T00:00:30Z'))).toBe(at('2026-01-01T00:01Z'))
    expect(() => nextCronTime('0 0 30 2 *', 'UTC', 0)).toThrow('Not a cron pattern')
  })
})
