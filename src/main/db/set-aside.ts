import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SetAside } from '#shared/domain/backup.ts'
import { ASIDE } from './staged-restore.ts'

/** As `asideFolderOf` writes them: nothing else in there is ours to show, or to delete. */
const ASIDE_NAME = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3}Z)$/u

/** The databases that restores have replaced, the newest first. They stay until a person says otherwise. */
export function listSetAside(dataFolder: string): SetAside[] {
  const folder = join(dataFolder, ASIDE)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap(name => {
      const at = momentOf(name)
      return at === undefined ? [] : [{ name, at, bytes: bytesOf(join(folder, name)) }]
    })
    .toSorted((one, other) => other.at - one.at)
}

/** For good. A name that is not one of ours is nothing. */
export function deleteSetAside(dataFolder: string, name: string): void {
  if (momentOf(name) === undefined) return
  rmSync(join(dataFolder, ASIDE, name), { recursive: true, force: true })
}

function momentOf(name: string): number | undefined {
  const [, hour, minute, second, rest] = ASIDE_NAME.exec(name) ?? []
  const at = Date.parse(`${hour}:${minute}:${second}.${rest}`)
  return Number.isNaN(at) ? undefined : at
}

function bytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
