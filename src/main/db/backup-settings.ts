import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { BackupTrouble } from '#shared/domain/backup.ts'
import { writeDurably } from './durable-file.ts'

/**
 * Which folder holds the backups, and how the last one went wrong. It belongs to this PC, and must be readable when the database is
 * not: so it is a file beside it.
 */
export const BackupSettings = z.object({
  /** Null: beside the data. */
  folder: z.string().nullable().catch(null),
  lastFailure: z.object({ at: z.number(), trouble: BackupTrouble }).nullable().catch(null),
})
export type BackupSettings = z.infer<typeof BackupSettings>

const FILE = 'backups.json'

/** A file that is missing or damaged means the folder beside the data. */
export function readBackupSettings(dataFolder: string): BackupSettings {
  try {
    return BackupSettings.parse(JSON.parse(readFileSync(join(dataFolder, FILE), 'utf8')))
  } catch {
    return { folder: null, lastFailure: null }
  }
}

export function writeBackupSettings(dataFolder: string, settings: BackupSettings): void {
  writeDurably(join(dataFolder, FILE), `${JSON.stringify(settings, null, 2)}\n`)
}

export function defaultBackupFolder(dataFolder: string): string {
  return join(dataFolder, 'backups')
}

/** Where a backup that cannot wait goes: the chosen folder, or the one beside the data while that is away. */
export function presentBackupFolder(dataFolder: string): string {
  const { folder } = readBackupSettings(dataFolder)
  const isThere = folder !== null && statSync(folder, { throwIfNoEntry: false })?.isDirectory()
  return isThere ? folder : defaultBackupFolder(dataFolder)
}
