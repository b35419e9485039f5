import type { AdAccountId } from '#shared/domain/ids.ts'
import type { Db } from '../../../db/database.ts'
import { createAppEvents } from '../../../events/app-events.ts'
import { GraphAccess } from '../../../graph/graph-access.ts'
import { createGraphClient } from '../../../graph/graph-client.ts'
import { createLogger } from '../../../logging/logger.ts'
import type { Clock } from '../../../ports/clock.ts'
import { joinReferrals } from '../../ads/join-referrals.sql.ts'
import { storeStructure } from '../../ads/store-structure.ts'
import { findInsightAccount } from '../accounts.ts'
import { createGraphInsightSource } from '../graph-insight-source.ts'
import { createInsightSync } from '../sync.ts'

/** Reading and storing with nothing around it: on a database that is open, with a token that is given. */
export function createBareInsights({
  db,
  clock,
  graphUrl,
  token,
}: {
  db: Db
  clock: Clock
  graphUrl: string
  token: string
}) {
  const graph = createGraphClient({ clock, requestLog: { note: () => {} }, baseUrl: graphUrl })
  const connections = {
    find: () => ({ state: 'connected' }),
    adAccessOf: () => new GraphAccess({ token }),
    noteProblem: () => true,
  }
  const source = createGraphInsightSource({ graph, connections: connections as never })
  const log = createLogger('insights')
  const sync = createInsightSync({ db, clock, events: createAppEvents(), log, source, storeStructure, joinReferrals })
  return {
    run(id: AdAccountId, kind: 'manual' | 'backfill') {
      const account = findInsightAccount(db, id)
      if (!account) throw new Error('there is no such account')
      return sync.run(account, kind)
    },
  }
}
