import { randomUUID } from 'node:crypto'
import { mkdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, sep } from 'node:path'
import type { FolderCheck, FolderProblem } from '#shared/domain/backup.ts'
import { freeBytesOf } from './backup-file.ts'
import { syncFile } from './durable-file.ts'
import { findNetworkDrive } from './network-drive.ts'
import { findSyncService } from './synced-folder.ts'

/**
 * Whether a folder can hold the office's backups: on a disk of this PC, copied away by nobody, writable, with enough space. Its last
 * part need not exist yet, unless it must: it is made when the folder passes. (Where a disk was unplugged its folder must not be made.)
 */
export function checkBackupFolder(
  path: string,
  { dataFolder, neededBytes, mustExist = false }: { dataFolder: string; neededBytes: number; mustExist?: boolean },
): FolderCheck {
  const refuse = (problem: FolderProblem): FolderCheck => ({ path, problem, isOnSameDisk: false, freeBytes: null })
  if (!isAbsolute(path)) return refuse({ kind: 'not-absolute' })
  const parent = realPathOf(dirname(path))
  if (parent === undefined) return refuse({ kind: 'missing' })
  const real = realPathOf(path) ?? join(parent, basename(path))
  const found = statSync(real, { throwIfNoEntry: false })
  if (found === undefined && mustExist) return refuse({ kind: 'missing' })
  if (found !== undefined && !found.isDirectory()) return refuse({ kind: 'not-a-folder' })
  const data = realPathOf(dataFolder) ?? dataFolder
  if (isAmong(real, data) && real !== join(data, 'backups')) return refuse({ kind: 'inside-data' })
  const existing = found === undefined ? parent : real
  const fileSystem = findNetworkDrive(existing)
  if (fileSystem !== undefined) return refuse({ kind: 'network-drive', fileSystem })
  const service = findSyncService(real)
  if (service !== undefined) return refuse({ kind: 'synced-folder', service })
  if (!canWrite(real)) return refuse({ kind: 'not-writable' })
  const freeBytes = freeBytesOf(real)
  const isOnSameDisk = statSync(real).dev === statSync(data).dev
  const problem = freeBytes < neededBytes ? ({ kind: 'no-space', neededBytes, freeBytes } as const) : null
  return { path: real, problem, isOnSameDisk, freeBytes }
}

function isAmong(path: string, data: string): boolean {
  return path === data || path.startsWith(data + sep)
}

function canWrite(folder: string): boolean {
  const trial = join(folder, `.santral-${randomUUID()}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(trial, 'trial', { mode: 0o600 })
    syncFile(trial)
    return true
  } catch (error) {
    // A full disk is told as one, with its sizes.
    return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')
  } finally {
    rmSync(trial, { force: true })
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}
