import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { joinReferrals } from './features/ads/join-referrals.sql.ts'
import { createAdService } from './features/ads/service.ts'
import { storeStructure } from './features/ads/store-structure.ts'
import { createGraphInsightSource } from './features/insights/graph-insight-source.ts'
import { closeInterruptedReadings, createInsightJobs } from './features/insights/jobs.ts'
import { createReachReader } from './features/insights/reach.ts'
import { createInsightReader } from './features/insights/read-insights.ts'
import { createInsightService } from './features/insights/service.ts'
import { createInsightSync } from './features/insights/sync.ts'
import type { MetaConnections } from './features/meta/connections.ts'
import type { SettingsService } from './features/settings/service.ts'
import type { GraphClient } from './graph/graph-client.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import { createLogger } from './logging/logger.ts'
import type { Clock } from './ports/clock.ts'

/** What ads cost and bring, put together. `reader` is what reports are written from as well. */
export function wireInsights({
  db,
  clock,
  events,
  jobs,
  settings,
  meta,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  settings: Pick<SettingsService, 'current'>
  meta: { client: GraphClient; connections: MetaConnections }
}) {
  const reader = createInsightReader({ db, office: settings.current })
  const source = createGraphInsightSource({ graph: meta.client, connections: meta.connections })
  const log = createLogger('insights')
  const sync = createInsightSync({ db, clock, events, log, source, storeStructure, joinReferrals })
  const readReach = createReachReader({ db, clock, source })
  return {
    reader,
    services: {
      insights: createInsightService({ db, clock, events, reader, source, sync, readReach }),
      ads: createAdService({ db }),
    },
    definitions: createInsightJobs({ db, clock, queue: jobs, source, sync }),
    start: () => closeInterruptedReadings(db, clock),
    stop: () => sync.stop(),
  }
}
