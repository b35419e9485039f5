import { lt, lte, max } from 'drizzle-orm'
import { z } from 'zod'
import { type Db, transact } from '../db/database.ts'
import { defineJob } from '../jobs/define-job.ts'
import type { Clock } from '../ports/clock.ts'
import { graphRequests } from './schema.ts'

const KEPT_FOR = 14 * 24 * 60 * 60_000
/** An office that polls every minute makes fewer in that time. */
const MOST_KEPT = 100_000

/** Forgets old requests to Meta. */
export function createRequestPruning({ db, clock }: { db: Db; clock: Clock }) {
  return defineJob({
    name: 'graph.prune-requests',
    data: z.object({}),
    dailyAt: '03:55',
    run() {
      transact(db, tx => {
        tx.delete(graphRequests)
          .where(lt(graphRequests.at, clock.now() - KEPT_FOR))
          .run()
        const newest =
          tx
            .select({ seq: max(graphRequests.seq) })
            .from(graphRequests)
            .get()?.seq ?? 0
        tx.delete(graphRequests)
          .where(lte(graphRequests.seq, newest - MOST_KEPT))
          .run()
      })
    },
  })
}
