import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { createMetaConnections, type MetaConnections } from './features/meta/connections.ts'
import type { SecretBox } from './features/secrets/secret-box.ts'
import { createSecrets } from './features/secrets/secrets.ts'
import { createGraphClient, type GraphClient } from './graph/graph-client.ts'
import { createRequestPruning } from './graph/prune-requests.ts'
import { createRequestLog } from './graph/request-log.ts'
import type { AnyJob } from './jobs/define-job.ts'
import type { Clock } from './ports/clock.ts'

/** Everything about Meta, put together: the one client, and the connections whose tokens it asks with. */
export function wireMeta({
  db,
  clock,
  events,
  secretBox,
  graphUrl,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  secretBox: SecretBox
  graphUrl: string | undefined
}): { client: GraphClient; connections: MetaConnections; definitions: AnyJob[] } {
  const client = createGraphClient({ clock, requestLog: createRequestLog({ db }), baseUrl: graphUrl })
  const secrets = createSecrets({ box: secretBox, clock })
  const connections = createMetaConnections({ db, clock, events, secrets })
  return { client, connections, definitions: [createRequestPruning({ db, clock })] }
}
