import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseBackupName } from '../../../src/main/db/backup-names.ts'
import type { SceneName } from '../plan.ts'
import type { Verdict } from '../verdict.ts'
import { checkWhole } from './database.ts'
import { checkContents } from './media.ts'
import { openReadOnly } from './stored.ts'

/** Whatever has the name of a backup is one: whole, and with every content it refers to. */
export function checkBackups(folder: string, about: { verdict: Verdict; scene: SceneName }): number {
  const names = existsSync(folder) ? readdirSync(folder) : []
  const backups = names.filter(name => parseBackupName(name) !== undefined)
  for (const name of backups) {
    try {
      const sqlite = openReadOnly(join(folder, name))
      checkWhole(sqlite, about)
      checkContents(sqlite, join(folder, 'files'), about)
      sqlite.close()
    } catch (error) {
      about.verdict.fault(about.scene, 'unusable', `the backup ${name} cannot be read: ${String(error)}`)
    }
  }
  if (names.some(name => name.includes('.partial'))) about.verdict.meet(about.scene, 'a copy under way')
  return backups.length
}
