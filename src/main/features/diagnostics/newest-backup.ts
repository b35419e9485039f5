import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** When the newest whole copy in the backups folder was written; a copy gets its name only when it is whole. */
export function newestBackupAt(folder: string): number | null {
  try {
    const times = readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile() && !entry.name.endsWith('.partial'))
      .map(entry => Math.trunc(statSync(join(folder, entry.name)).mtimeMs))
    return times.length === 0 ? null : Math.max(...times)
  } catch {
    return null
  }
}
