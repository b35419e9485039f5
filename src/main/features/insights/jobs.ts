import { z } from 'zod'
import { AdAccountId, MetaConnectionId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJob, defineJobKind } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import { findInsightAccount, listInsightAccounts } from './accounts.ts'
import type { InsightSource } from './insight-source.ts'
import { closeInterruptedRuns, pruneRuns } from './run-queries.ts'
import type { InsightSync } from './sync.ts'
import { dueKind, isHeld, nextOlderWindow } from './windows.ts'

const LONGEST_READING = 2 * 3_600_000
/** Three years of a large account at the pace that Meta allows; it goes on where it was. */
const LONGEST_BACKFILL = 12 * 3_600_000

const one = z.object({ accountId: AdAccountId, connectionId: MetaConnectionId })

// The accounts of a connection share its token and its limits: one after the other. Older days keep nobody from the new ones.
const readNew = defineJobKind({
  name: 'insights.read',
  data: one.extend({ kind: z.enum(['recent', 'nightly']) }),
  lane: ({ connectionId }) => `insights:${connectionId}`,
})
const readOld = defineJobKind({
  name: 'insights.backfill',
  data: one,
  lane: ({ connectionId }) => `insights-backfill:${connectionId}`,
})

/** What runs by itself. The pulse follows the clock of the machine, also after a sleep. */
export function createInsightJobs({
  db,
  clock,
  queue,
  source,
  sync,
}: {
  db: Db
  clock: Clock
  queue: JobQueue
  source: InsightSource
  sync: InsightSync
}) {
  return [
    defineJob({
      name: 'insights.pulse',
      cron: '* * * * *',
      data: z.object({}),
      run() {
        const now = clock.now()
        const usable = listInsightAccounts(db).filter(({ connectionId }) => source.isUsable(connectionId))
        transact(db, tx => {
          for (const account of usable) {
            const { id: accountId, connectionId, state } = account
            const kind = sync.runningKind(accountId) === null ? dueKind(account, now) : null
            if (kind !== null) queue.enqueue(tx, readNew, { accountId, connectionId, kind }, { key: accountId })
            const hasOlder = state?.asOf && nextOlderWindow(state) !== null && !isHeld(state, now)
            if (hasOlder && !sync.isBackfilling(accountId))
              queue.enqueue(tx, readOld, { accountId, connectionId }, { key: accountId })
          }
        })
      },
    }),
    defineJob({
      ...readNew,
      timeoutMs: LONGEST_READING,
      maxAttempts: 2,
      run: ({ accountId, kind }, { signal }) => read(accountId, kind, signal),
    }),
    defineJob({
      ...readOld,
      timeoutMs: LONGEST_BACKFILL,
      maxAttempts: 2,
      run: ({ accountId }, { signal }) => read(accountId, 'backfill', signal),
    }),
    defineJob({
      name: 'insights.prune-history',
      dailyAt: '03:45',
      data: z.object({}),
      run: () => transact(db, tx => pruneRuns(tx, clock.now())),
    }),
  ]

  async function read(id: AdAccountId, kind: 'recent' | 'nightly' | 'backfill', signal: AbortSignal): Promise<void> {
    const account = findInsightAccount(db, id)
    if (!account || !source.isUsable(account.connectionId)) return
    const run = await sync.run(account, kind, signal)
    // In the history as in the list of jobs: it goes on from here at the next start.
    if (run.state === 'interrupted') throw signal.reason ?? new RetryAt(clock.now(), 'interrupted')
  }
}

export function closeInterruptedReadings(db: Db, clock: Clock): void {
  transact(db, tx => closeInterruptedRuns(tx, clock.now()))
}
