import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { createMetaQuestions } from './features/meta/ask-meta.ts'
import { createConnectionCheck } from './features/meta/check-connections.ts'
import { createMetaConnections, type MetaConnections } from './features/meta/connections.ts'
import { createMetaNotices } from './features/meta/notices.ts'
import { createMetaService, type MetaService } from './features/meta/service.ts'
import { createTokenStore } from './features/meta/tokens.ts'
import type { SecretBox } from './features/secrets/secret-box.ts'
import { createSecrets } from './features/secrets/secrets.ts'
import type { SettingsService } from './features/settings/service.ts'
import { createGraphClient, type GraphClient } from './graph/graph-client.ts'
import { createRequestPruning } from './graph/prune-requests.ts'
import { createRequestLog } from './graph/request-log.ts'
import type { AnyJob } from './jobs/define-job.ts'
import type { Clock } from './ports/clock.ts'
import type { Notifier } from './ports/notifier.ts'
import type { Viewer } from './rpc/context.ts'

/** Everything about Meta, put together: the one client, and the connections whose tokens it asks with. */
export function wireMeta(world: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: SettingsService
  secretBox: SecretBox
  notifier: Notifier
  listViewersAtDesk: () => readonly Viewer[]
  graphUrl: string | undefined
}): { client: GraphClient; connections: MetaConnections; service: MetaService; definitions: AnyJob[]; start(): void } {
  const { db, clock, secretBox } = world
  const client = createGraphClient({ clock, requestLog: createRequestLog({ db }), baseUrl: world.graphUrl })
  const tokens = createTokenStore({ secrets: createSecrets({ box: secretBox, clock }), secretBox })
  const notices = createMetaNotices(world)
  const connections = createMetaConnections({ ...world, tokens, notices })
  const questions = createMetaQuestions({ client })
  const parts = { ...world, tokens, notices, connections, questions }
  return {
    client,
    connections,
    service: createMetaService(parts),
    definitions: [createRequestPruning({ db, clock }), createConnectionCheck(parts)],
    start: () => connections.noteMissingTokens(),
  }
}
