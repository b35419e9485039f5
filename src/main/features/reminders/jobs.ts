import { z } from 'zod'
import { type Db, transact } from '../../db/database.ts'
import { type AnyJob, defineJob, defineJobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SettingsService } from '../settings/service.ts'
import type { ReminderFollower } from './follow-reminders.ts'
import { planNext } from './plan-reminders.ts'
import { findNextDue } from './queries.ts'
import type { Reading } from './reading.ts'
import type { ReminderSender } from './send-reminders.ts'

const LANE = 'reminders'
/** Whatever was not told of (a link that came back, a night that ended) is seen to after this long at the latest. */
const SWEEP_EVERY = 10 * 60_000

/** Plans what has changed, follows what was handed over and sends what is due. Run twice it does nothing twice. */
export const RunReminders = defineJobKind({
  name: 'reminders.run',
  data: z.object({}),
  lane: () => LANE,
})

interface World {
  db: Db
  clock: Clock
  jobs: JobQueue
  settings: Pick<SettingsService, 'current'>
  withdraw: Parameters<typeof planNext>[1]['withdraw']
  reading: Reading
  sender: ReminderSender
  follower: ReminderFollower
  announce(tx: Db): void
}

/** Wakes the run now, or when something is due. Many calls are one run. */
export function wakeReminders(tx: Db, jobs: JobQueue, at?: number): void {
  if (at === undefined) jobs.enqueue(tx, RunReminders, {}, { key: 'now' })
  else jobs.enqueue(tx, RunReminders, {}, { key: `at-${at}`, runAt: at })
}

export function createReminderJobs({
  db,
  clock,
  jobs,
  settings,
  withdraw,
  reading,
  sender,
  follower,
  announce,
}: World): AnyJob[] {
  function plan(): void {
    for (let hasMore = true; hasMore; ) {
      hasMore = transact(db, tx => {
        const done = planNext(tx, { now: clock.now(), night: settings.current(), withdraw, reading })
        if (done.planned > 0) announce(tx)
        return done.hasMore
      })
    }
  }

  function run(): void {
    plan()
    follower.follow()
    sender.sendDue()
    const next = findNextDue(db, clock.now() + 1)
    if (next !== null) wakeReminders(db, jobs, next)
  }

  return [
    defineJob({ ...RunReminders, maxAttempts: 10, run }),
    defineJob({ name: 'reminders.sweep', data: z.object({}), lane: () => LANE, every: SWEEP_EVERY, run }),
  ]
}
