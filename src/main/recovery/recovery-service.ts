import { join } from 'node:path'
import type { RecoveryProblem, RecoveryState } from '#shared/contract/recovery.ts'
import type { Backup, BackupProgress, BackupRef, BackupTrouble, SalvageReport } from '#shared/domain/backup.ts'
import { newId } from '#shared/domain/ids.ts'
import { databaseFile } from '../app.ts'
import { toBackupTrouble } from '../db/backup-problem.ts'
import { defaultBackupFolder, readBackupSettings } from '../db/backup-settings.ts'
import type { BackupFolderOf } from '../db/backup-tasks.ts'
import { countKnownMigrations } from '../db/migrations.ts'
import { runBackupTask } from '../db/run-backup-task.ts'
import { acceptStaged, type RestorePlan } from '../db/staged-restore.ts'
import { createLogger, logFile, logsFolder } from '../logging/logger.ts'
import type { Clock } from '../ports/clock.ts'
import type { Shell } from '../ports/shell.ts'
import { DomainError } from '../rpc/domain-error.ts'

const log = createLogger('recovery')

export interface RecoveryWorld {
  problem: RecoveryProblem
  dataFolder: string
  programFolder: string
  clock: Clock
  /** Undefined where the host has no desktop. */
  shell: Pick<Shell, 'showInFolder'> | undefined
  /** Opens the database anew. */
  restart: () => void
  quit: () => void
}

/** What can be done while the database cannot be opened. Never by itself, and the broken file is never deleted or written to. */
export function createRecoveryService(world: RecoveryWorld) {
  const { problem, dataFolder, programFolder, clock, shell, restart, quit } = world
  const stopping = new AbortController()
  const migrationsFolder = join(programFolder, 'drizzle')
  let backups: Backup[] = []
  let running: { progress: BackupProgress; result: Promise<void> } | undefined
  let trouble: BackupTrouble | null = null
  let salvaged: SalvageReport | null = null

  function folders(): BackupFolderOf[] {
    const { folder } = readBackupSettings(dataFolder)
    const beside: BackupFolderOf = { place: 'default', folder: defaultBackupFolder(dataFolder) }
    return folder === null ? [beside] : [{ place: 'chosen', folder }, beside]
  }

  function planOf(backup: Backup | null): RestorePlan {
    return { id: newId(), askedAt: clock.now(), askedBy: null, backup, salvage: null }
  }

  function run(
    begin: BackupProgress['step'],
    work: (options: { signal: AbortSignal; onProgress: (progress: BackupProgress) => void }) => Promise<void>,
  ): void {
    if (running) throw new DomainError('BACKUP_UNDER_WAY')
    trouble = null
    const current = { progress: { step: begin, percent: null } as BackupProgress, result: Promise.resolve() }
    running = current
    const onProgress = (progress: BackupProgress) => {
      current.progress = progress
    }
    current.result = work({ signal: stopping.signal, onProgress })
      .catch((error: unknown) => {
        if (stopping.signal.aborted) return
        log.error({ error }, 'the recovery did not come about')
        trouble = toBackupTrouble(error)
      })
      .finally(() => {
        running = undefined
      })
  }

  async function look(): Promise<void> {
    const options = {
      dataFolder,
      folders: folders(),
      knownMigrations: countKnownMigrations(migrationsFolder),
      neededBytes: 0,
    }
    ;({ backups } = await runBackupTask('look', options, { signal: stopping.signal }))
  }

  return {
    start(): void {
      look().catch((error: unknown) => log.warn({ error }, 'the backups cannot be listed'))
    },

    async state(): Promise<RecoveryState> {
      return {
        problem,
        databaseFile: databaseFile(dataFolder),
        logFile: logFile(logsFolder(dataFolder)),
        canOpenFolder: shell !== undefined,
        backups,
        running: running?.progress ?? null,
        trouble,
        salvaged,
      }
    },

    async retry(): Promise<void> {
      if (running) throw new DomainError('BACKUP_UNDER_WAY')
      restart()
    },

    async restore({ place, name }: BackupRef): Promise<void> {
      const backup = backups.find(one => one.place === place && one.name === name)
      const folder = folders().find(one => one.place === place)?.folder
      if (!backup || folder === undefined) throw new DomainError('NOT_FOUND', { what: 'backup' })
      const knownMigrations = countKnownMigrations(migrationsFolder)
      const input = { folder, name, dataFolder, knownMigrations, plan: planOf(backup) }
      if (running) throw new DomainError('BACKUP_UNDER_WAY')
      // It is made where what was saved waits.
      salvaged = null
      run('restoring', async options => {
        await runBackupTask('stage', input, options)
        log.info({ madeAt: backup.madeAt }, 'a backup takes the place of the broken database')
        restart()
      })
    },

    async salvage(): Promise<void> {
      salvaged = null
      const newest = backups.find(({ state }) => state === 'good')
      const folder = folders().find(({ place }) => place === newest?.place)?.folder
      const newestBackup = newest && folder !== undefined ? join(folder, newest.name) : null
      const places = { databaseFile: databaseFile(dataFolder), dataFolder, migrationsFolder }
      run('salvaging', async options => {
        salvaged = await runBackupTask('salvage', { ...places, newestBackup, plan: planOf(null) }, options)
      })
    },

    async useSalvaged(): Promise<void> {
      if (running) throw new DomainError('BACKUP_UNDER_WAY')
      if (!salvaged) return
      acceptStaged(dataFolder)
      restart()
    },

    async openFolder(): Promise<void> {
      await shell?.showInFolder(databaseFile(dataFolder))
    },

    async quit(): Promise<void> {
      // The page is answered first.
      setImmediate(quit)
    },

    async stop(): Promise<void> {
      stopping.abort(new Error('The recovery ends'))
      await running?.result
    },
  }
}
