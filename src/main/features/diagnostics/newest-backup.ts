import { readdirSync } from 'node:fs'
import { parseBackupName } from '../../db/backup-names.ts'

/** When the newest backup in that folder was made; a copy gets its name only when it is whole. */
export function newestBackupAt(folder: string): number | null {
  try {
    const times = readdirSync(folder).flatMap(name => parseBackupName(name)?.madeAt ?? [])
    return times.length === 0 ? null : Math.max(...times)
  } catch {
    return null
  }
}
