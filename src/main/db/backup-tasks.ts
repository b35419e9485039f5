import { join } from 'node:path'
import Database from 'better-sqlite3'
import type {
  Backup,
  BackupPlace,
  BackupReason,
  FolderCheck,
  Holdings,
  SalvageReport,
  SetAside,
} from '#shared/domain/backup.ts'
import { type BackupMade, type BackupStep, bytesOfFolder, listBackups, makeBackup } from './backup-folder.ts'
import { BackupProblem } from './backup-problem.ts'
import { checkBackupFolder } from './folder-check.ts'
import { countHoldings } from './holdings.ts'
import { type Prepared, prepareDatabase } from './prepare-database.ts'
import { salvageDatabase } from './salvage.ts'
import { listSetAside } from './set-aside.ts'
import { type RestorePlan, stageBackup } from './staged-restore.ts'

// What is done with backups on a thread of its own: see `backup-worker.ts`.

export interface BackupFolderOf {
  place: BackupPlace
  folder: string
}

/** What a task is given, and what it answers. */
export interface BackupTasks {
  make: {
    input: { dataFolder: string; folder: string; place: BackupPlace; madeAt: number; reason: BackupReason }
    output: BackupMade
  }
  look: {
    /** The first folder is the one that is written to. */
    input: { dataFolder: string; folders: BackupFolderOf[]; knownMigrations: number; neededBytes: number }
    output: { backups: Backup[]; totalBytes: number; check: FolderCheck; setAside: SetAside[] }
  }
  stage: {
    input: { folder: string; name: string; dataFolder: string; knownMigrations: number; plan: RestorePlan }
    output: void
  }
  salvage: {
    input: Parameters<typeof salvageDatabase>[0]
    output: SalvageReport
  }
  count: {
    input: { dataFolder: string }
    output: Holdings
  }
  check: {
    input: { path: string; dataFolder: string; neededBytes: number }
    output: FolderCheck
  }
  prepare: {
    input: Parameters<typeof prepareDatabase>[0]
    output: Prepared
  }
}
export type BackupTaskName = keyof BackupTasks

type Doing = {
  [Name in BackupTaskName]: (
    input: BackupTasks[Name]['input'],
    onStep: (step: BackupStep) => void,
  ) => BackupTasks[Name]['output']
}

export const backupTasks: Doing = {
  make({ dataFolder, folder, place, madeAt, reason }, onStep) {
    const { problem } = checkBackupFolder(folder, { dataFolder, neededBytes: 0, mustExist: place === 'chosen' })
    if (problem) throw new BackupProblem(problem)
    const places = { databaseFile: join(dataFolder, 'santral.db'), dataFiles: join(dataFolder, 'files') }
    return makeBackup({ ...places, folder, madeAt, reason }, onStep)
  },

  look({ dataFolder, folders, knownMigrations, neededBytes }) {
    const backups = folders.flatMap(({ folder, place }) => listBackups(folder, place, knownMigrations))
    const [used = { folder: '', place: 'default' }] = folders
    return {
      backups: backups.toSorted((a, b) => b.madeAt - a.madeAt),
      totalBytes: folders.reduce((sum, { folder }) => sum + bytesOfFolder(folder), 0),
      check: checkBackupFolder(used.folder, { dataFolder, neededBytes, mustExist: used.place === 'chosen' }),
      setAside: listSetAside(dataFolder),
    }
  },

  stage: stageBackup,

  salvage: salvageDatabase,

  count({ dataFolder }) {
    const sqlite = new Database(join(dataFolder, 'santral.db'), { readonly: true, timeout: 5_000 })
    try {
      return countHoldings(sqlite)
    } finally {
      sqlite.close()
    }
  },

  check: ({ path, ...options }) => checkBackupFolder(path, options),

  prepare: prepareDatabase,
}
