import { z } from 'zod'
import { MetaConnectionId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJob, defineJobKind } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { LeadSource } from './lead-source.ts'
import { closeInterruptedRuns, findLastRun, pruneRuns } from './run-queries.ts'
import type { Sync } from './sync.ts'
import { nextSyncAt } from './sync-due.ts'

/** A first fetch of a hundred thousand entries may take its time; what it has stored by then stays stored. */
const LONGEST_FETCH = 6 * 3_600_000

const fetchEntries = defineJobKind({
  name: 'meta-leads.fetch',
  data: z.object({ connectionId: MetaConnectionId }),
  lane: ({ connectionId }) => `meta-leads:${connectionId}`,
})

/** What runs by itself. The pulse follows the clock of the machine, also after a sleep; each connection has an interval of its own. */
export function createMetaLeadJobs({
  db,
  clock,
  queue,
  source,
  sync,
}: {
  db: Db
  clock: Clock
  queue: JobQueue
  source: LeadSource
  sync: Sync
}) {
  return [
    defineJob({
      name: 'meta-leads.pulse',
      cron: '* * * * *',
      data: z.object({}),
      run() {
        const now = clock.now()
        const due = source
          .list()
          .filter(one => one.isUsable && sync.progress(one.id) === null)
          .filter(one => nextSyncAt(one, findLastRun(db, one.id), now) <= now)
        if (due.length === 0) return
        transact(db, tx => {
          for (const { id: connectionId } of due)
            queue.enqueue(tx, fetchEntries, { connectionId }, { key: connectionId })
        })
      },
    }),
    defineJob({
      ...fetchEntries,
      timeoutMs: LONGEST_FETCH,
      maxAttempts: 2,
      async run({ connectionId }, { signal }) {
        const connection = source.find(connectionId)
        if (!connection?.isUsable) return
        const run = await sync.run(connection, 'schedule', signal)
        // In the history as in the list of jobs: it goes on from here at the next start.
        if (run.state === 'interrupted') throw signal.reason ?? new RetryAt(clock.now(), 'interrupted')
      },
    }),
    defineJob({
      name: 'meta-leads.prune-history',
      dailyAt: '03:40',
      data: z.object({}),
      run: () => transact(db, tx => pruneRuns(tx, clock.now())),
    }),
  ]
}

export function closeWhatWasInterrupted(db: Db, clock: Clock): void {
  transact(db, tx => closeInterruptedRuns(tx, clock.now()))
}
