import { and, lt, ne, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../../db/database.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { Clock } from '../../ports/clock.ts'
import { linkEvents } from './schema.ts'

/** Whoever asks why the link was lost asks of these weeks. */
const KEPT_FOR = 90 * 24 * 60 * 60_000

/** Drops old link history. Since when a number is linked stays: how much it may send is told from that. */
export function createLinkEventPruning({ db, clock }: { db: Db; clock: Clock }) {
  return defineJob({
    name: 'channels.prune-link-events',
    data: z.object({}),
    dailyAt: '03:50',
    run() {
      const isLaterConnection = sql`exists (select 1 from link_events earlier
        where earlier.channel_account_id = ${linkEvents.channelAccountId} and earlier.kind = 'connected'
          and (earlier.at, earlier.seq) < (${linkEvents.at}, ${linkEvents.seq}))`
      db.delete(linkEvents)
        .where(and(lt(linkEvents.at, clock.now() - KEPT_FOR), or(ne(linkEvents.kind, 'connected'), isLaterConnection)))
        .run()
    },
  })
}
