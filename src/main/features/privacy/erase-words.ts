import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { type Db, transact } from '../../db/database.ts'
import { mergeSearchIndexes } from '../../db/full-text.ts'
import { defineJob, type JobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import { nextCronTime } from '../../jobs/schedule.ts'
import type { Clock } from '../../ports/clock.ts'

const kind = { name: 'privacy.erase-words', data: z.object({}) } satisfies JobKind

/** Merging writes the whole index anew: once for all who were deleted on a day, while nobody works. */
const AT_NIGHT = '50 4 * * *'
/** So long everything else waits; a commit costs more than the few pages of one command. */
const TURN_MS = 8

/**
 * The words of a deleted person stand in the files of the search until these are merged, hidden but readable for whoever opens them.
 * In the night after a deletion they are merged, a little at a time, so that everything else has its turn.
 */
export function createWordEraser({ db, clock, jobs }: { db: Db; clock: Clock; jobs: JobQueue }) {
  return {
    /** In the transaction that deletes. */
    request(tx: Db): void {
      jobs.enqueue(tx, kind, {}, { key: 'words', runAt: nextCronTime(AT_NIGHT, undefined, clock.now()) })
    },
    definitions: [
      defineJob({
        ...kind,
        timeoutMs: 30 * 60_000,
        async run(_, { signal }) {
          for (let isFirst = true; transact(db, tx => mergeForATurn(tx, isFirst)); isFirst = false) {
            await nextTurn()
            signal.throwIfAborted()
          }
        },
      }),
    ],
  }
}

/** True while there is more to do. */
function mergeForATurn(tx: Db, isFirst: boolean): boolean {
  const until = performance.now() + TURN_MS
  let hasMore = mergeSearchIndexes(tx, { isFirst })
  while (hasMore && performance.now() < until) hasMore = mergeSearchIndexes(tx, { isFirst: false })
  return hasMore
}
