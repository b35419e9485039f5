import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { createLogService } from './features/logs/service.ts'
import { createThisPcService } from './features/this-pc/service.ts'
import { createUpdateCheck } from './features/updates/check-for-update.ts'
import { createUpdateService } from './features/updates/service.ts'
import { logsFolder } from './logging/logger.ts'
import type { Clock } from './ports/clock.ts'
import type { ThisPc } from './ports/this-pc.ts'
import type { Updater } from './ports/updater.ts'

/** What concerns the program on this PC and not the office's people: its log, its choices, its updates. */
export function wireThisPc(
  world: { db: Db; clock: Clock; events: AppEvents },
  { dataFolder, ports }: { dataFolder: string; ports: { thisPc: ThisPc; updater: Updater } },
) {
  const logs = createLogService({ ...world, folder: logsFolder(dataFolder) })
  const updates = createUpdateService({ ...world, updater: ports.updater })
  return {
    services: { logs, updates, thisPc: createThisPcService({ ...world, thisPc: ports.thisPc }) },
    definitions: ports.updater.isAvailable ? [createUpdateCheck({ updates })] : [],
    start(): void {
      logs.start()
    },
    async stop(): Promise<void> {
      await updates.stop()
      logs.stop()
    },
  }
}
