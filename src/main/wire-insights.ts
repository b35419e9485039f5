import type { Db } from './db/database.ts'
import { createInsightReader } from './features/insights/read-insights.ts'
import { createInsightService } from './features/insights/service.ts'
import type { MetaConnections } from './features/meta/connections.ts'
import type { SettingsService } from './features/settings/service.ts'
import type { Clock } from './ports/clock.ts'

/** What ads cost and bring, put together. `reader` is what reports are written from as well. */
export function wireInsights({
  db,
  clock,
  settings,
  meta,
}: {
  db: Db
  clock: Clock
  settings: Pick<SettingsService, 'current'>
  meta: { connections: MetaConnections }
}) {
  const reader = createInsightReader({ db, office: settings.current })
  return {
    reader,
    services: { insights: createInsightService({ db, clock, reader, connections: meta.connections }) },
  }
}
