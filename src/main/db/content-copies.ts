import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BackupProblem } from './backup-problem.ts'
import { nameDurably, syncFolder } from './durable-file.ts'

// The contents of files, beside the copies of the database: kept once under their hash, in the same shelves as in the data folder.

const SHA256 = /^[0-9a-f]{64}$/u
const SHELF = /^[0-9a-f]{2}$/u
/** What the file system says when it has no links, or only such within one disk. */
const CANNOT_LINK = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES']

export interface ContentReport {
  /** New in the folder. */
  added: number
  /** That the database refers to, and that were not there to be copied, or not what they should be. */
  missing: number
}

/**
 * Lays the contents into `to` that are not there yet. A link where the disk is the same, which costs nothing and outlives a
 * deletion; otherwise a copy that is compared with its hash.
 */
export function copyContents(
  hashes: readonly string[],
  { from, to, onProgress = () => {} }: { from: string; to: string; onProgress?: (done: number) => void },
): ContentReport {
  const report: ContentReport = { added: 0, missing: 0 }
  for (const [index, sha256] of hashes.entries()) {
    if (!isThere(to, sha256, sizeOf(from, sha256))) {
      if (copyContent(placeOf(from, sha256), placeOf(to, sha256), sha256)) report.added += 1
      else report.missing += 1
    }
    if (index % 100 === 99) onProgress(index + 1)
  }
  return report
}

/** How many bytes `copyContents` will need, if it cannot link. */
export function measureMissing(hashes: readonly string[], { from, to }: { from: string; to: string }): number {
  return hashes.reduce((sum, sha256) => sum + (sizeOf(to, sha256) === undefined ? (sizeOf(from, sha256) ?? 0) : 0), 0)
}

export function dropContents(folder: string, isNeeded: (sha256: string) => boolean): void {
  for (const { sha256 } of listContentFiles(folder)) {
    if (!isNeeded(sha256)) rmSync(placeOf(folder, sha256), { force: true })
  }
}

export function bytesOfContents(folder: string): number {
  let sum = 0
  for (const { bytes } of listContentFiles(folder)) sum += bytes
  return sum
}

function* listContentFiles(folder: string): Generator<{ sha256: string; bytes: number }> {
  for (const shelf of namesIn(folder).filter(name => SHELF.test(name))) {
    for (const sha256 of namesIn(join(folder, shelf)).filter(name => SHA256.test(name)))
      yield { sha256, bytes: sizeOf(folder, sha256) ?? 0 }
  }
}

function copyContent(source: string, target: string, sha256: string): boolean {
  if (statSync(source, { throwIfNoEntry: false }) === undefined) return false
  const partial = `${target}.partial`
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  rmSync(partial, { force: true })
  rmSync(target, { force: true })
  if (link(source, target)) return true
  try {
    copyFileSync(source, partial)
    chmodSync(partial, 0o600)
    if (hashOf(partial) !== sha256) {
      rmSync(partial, { force: true })
      return false
    }
    nameDurably(partial, target)
    return true
  } catch (error) {
    rmSync(partial, { force: true })
    const { code } = error as NodeJS.ErrnoException
    // Deleted meanwhile, with its person: then the next backup does not ask for it either.
    if (code === 'ENOENT') return false
    throw code === 'ENOSPC' || code === 'EDQUOT'
      ? new BackupProblem({ kind: 'no-space', neededBytes: 0, freeBytes: 0 }, { cause: error })
      : error
  }
}

function link(source: string, target: string): boolean {
  try {
    linkSync(source, target)
    syncFolder(dirname(target))
    return true
  } catch (error) {
    if (CANNOT_LINK.includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

function isThere(folder: string, sha256: string, size: number | undefined): boolean {
  const found = sizeOf(folder, sha256)
  return found !== undefined && (size === undefined || found === size)
}

function sizeOf(folder: string, sha256: string): number | undefined {
  return statSync(placeOf(folder, sha256), { throwIfNoEntry: false })?.size
}

function placeOf(folder: string, sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error('Not a hash of a content')
  return join(folder, sha256.slice(0, 2), sha256)
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}
