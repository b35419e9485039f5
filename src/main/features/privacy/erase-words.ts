import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { type Db, transact } from '../../db/database.ts'
import { mergeSearchIndexes } from '../../db/full-text.ts'
import { defineJob, type JobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'

const kind = { name: 'privacy.erase-words', data: z.object({}) } satisfies JobKind

/** Whoever deletes several people deletes them within this time. */
const DELAY = 60_000

/**
 * The words of a deleted person stand in the files of the search until these are merged, hidden but readable for whoever opens them.
 * After each deletion they are merged, a few pages at a time, so that everything else has its turn.
 */
export function createWordEraser({ db, clock, jobs }: { db: Db; clock: Clock; jobs: JobQueue }) {
  return {
    /** In the transaction that deletes. */
    request(tx: Db): void {
      jobs.enqueue(tx, kind, {}, { key: 'words', runAt: clock.now() + DELAY })
    },
    definitions: [
      defineJob({
        ...kind,
        timeoutMs: 30 * 60_000,
        async run(_, { signal }) {
          let isFirst = true
          while (transact(db, tx => mergeSearchIndexes(tx, { isFirst }))) {
            isFirst = false
            await nextTurn()
            signal.throwIfAborted()
          }
        },
      }),
    ],
  }
}
