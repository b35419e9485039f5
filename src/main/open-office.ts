import { join } from 'node:path'
import { createApp, databaseFile } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import type { AppConfig } from './config.ts'
import { presentBackupFolder } from './db/backup-settings.ts'
import { openDatabase } from './db/open-database.ts'
import { createLogger } from './logging/logger.ts'
import { createSystemClock } from './ports/system-clock.ts'

/**
 * The application on its database, with a clock of its own: when one life of the program ends, none of its timers may wake up in the
 * next. The caller holds the folder's lock. What keeps the database from opening is thrown as a DatabaseProblem.
 */
export function openOffice({
  config,
  ports,
  clockFile,
}: {
  config: AppConfig
  ports: Omit<AppPorts, 'clock'>
  clockFile: string | undefined
}) {
  const { dataFolder, programFolder } = config
  const clock = createSystemClock({ offsetFile: clockFile })
  const closes: (() => void)[] = [() => clock.stop()]
  try {
    const database = openDatabase({
      file: databaseFile(dataFolder),
      migrationsFolder: join(programFolder, 'drizzle'),
      backupsFolder: presentBackupFolder(dataFolder),
      clock,
      log: createLogger('database'),
    })
    closes.push(() => database.close())
    const app = createApp({ config, ports: { ...ports, clock }, database })
    return {
      app,
      database,
      clock,
      rpc: app.rpc,
      files: app.fileRequests,
      start: () => app.start(),
      async stop() {
        await app.stop()
        for (const close of closes) close()
      },
    }
  } catch (error) {
    for (const close of closes) close()
    throw error
  }
}
