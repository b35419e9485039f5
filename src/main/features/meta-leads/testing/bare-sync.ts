import { eq } from 'drizzle-orm'
import { type BrandId, type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../../db/database.ts'
import { createAppEvents } from '../../../events/app-events.ts'
import { GraphAccess } from '../../../graph/graph-access.ts'
import { createGraphClient } from '../../../graph/graph-client.ts'
import { createLogger } from '../../../logging/logger.ts'
import type { Clock } from '../../../ports/clock.ts'
import { brands } from '../../brands/schema.ts'
import { createDuplicatePairs } from '../../duplicates/pairs.ts'
import { createFormPeople } from '../../leads/form-people.ts'
import { metaConnections } from '../../meta/schema.ts'
import { DEFAULT_SETTINGS } from '../../settings/service.ts'
import { createGraphLeadSource } from '../graph-lead-source.ts'
import type { LeadSource } from '../lead-source.ts'
import { createSync } from '../sync.ts'

/** A connection as the office's own page makes it, without its token. */
export function insertConnection(db: Db, { pageId, now }: { pageId: string; now: number }): MetaConnectionId {
  const id = newId<MetaConnectionId>()
  const brandId = newId<BrandId>()
  const at = { createdAt: now, updatedAt: now }
  db.insert(brands)
    .values({ id: brandId, name: 'Umut Diş', nameKey: 'umut dis', defaultCountry: 'TR', ...at })
    .run()
  const token = { tokenKind: 'system-user', scopes: [] as string[] } as const
  const connection = { id, brandId, pageId, pageName: 'Umut Diş', pollMinutes: 5, state: 'connected' } as const
  db.insert(metaConnections)
    .values({ ...connection, ...token, ...at })
    .run()
  return id
}

/** Fetching and storing with nothing around it: on a database that is open, with a token that is given. */
export function createBareSync({
  db,
  clock,
  graphUrl,
  token,
  source,
}: {
  db: Db
  clock: Clock
  graphUrl?: string
  token?: string
  /** Instead of Meta. */
  source?: LeadSource
}) {
  const settings = { current: () => DEFAULT_SETTINGS }
  const events = createAppEvents()
  const log = createLogger('meta-leads')
  const find = (id: MetaConnectionId) => db.select().from(metaConnections).where(eq(metaConnections.id, id)).get()
  const graph = createGraphClient({ clock, requestLog: { note: () => {} }, baseUrl: graphUrl })
  const connections = {
    find,
    listConnected: () => db.select().from(metaConnections).all(),
    accessOf: () => new GraphAccess({ token: token ?? '' }),
    noteProblem: () => true,
    noteSuccess: () => {},
  }
  const from = source ?? createGraphLeadSource({ graph, connections: connections as never })
  const sync = createSync({
    db,
    clock,
    events,
    log,
    source: from,
    settings,
    entries: {
      clock,
      log,
      people: createFormPeople({ clock, settings }),
      suggestPair: createDuplicatePairs({ clock }).suggest,
      recordConsent: () => {},
      onNewLead: () => {},
    },
    onGap: () => {},
  })
  return {
    events,
    run(id: MetaConnectionId) {
      const connection = from.find(id)
      if (!connection) throw new Error('there is no such connection')
      return sync.run(connection, 'manual')
    },
  }
}
