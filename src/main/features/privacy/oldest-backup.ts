import { readdirSync } from 'node:fs'
import { parseBackupName } from '../../db/backup-names.ts'

/** Copies hold whoever was there when they were made, until they are deleted themselves. */
export function oldestBackupAt(folder: string): number | null {
  try {
    const times = readdirSync(folder).flatMap(name => parseBackupName(name)?.madeAt ?? [])
    return times.length === 0 ? null : Math.min(...times)
  } catch {
    return null
  }
}
