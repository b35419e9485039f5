import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { BackupReason, SalvageReport } from '#shared/domain/backup.ts'
import { checkIntegrity, dropManifest, freeBytesOf, openCopy, stripTables } from './backup-file.ts'
import { type BackupStep, contentsFolderOf } from './backup-folder.ts'
import { BackupProblem } from './backup-problem.ts'
import { copyContents } from './content-copies.ts'
import { syncFile, syncFolder, writeDurably } from './durable-file.ts'
import { listContents } from './holdings.ts'
import { countAppliedMigrations } from './migrations.ts'
import { forgetSuspicion } from './suspicion.ts'

// A database takes the place of another only while nothing is open: at the next opening. Until then it waits, whole, in a folder of
// its own, whose name says that it is to be used. From the first rename on there is no way back, and every opening goes on with it.

const DATABASE = 'santral.db'
/** What SQLite keeps beside a database: it belongs to that one, and would tear another. */
const ENDINGS = ['', '-wal', '-shm', '-journal'] as const
const WAITING = 'restore'
const BEING_MADE = 'restore.partial'
const PLAN = 'plan.json'
/** What the application must still be told: see `features/backups/note-restored.ts`. */
const NOTE = 'restored.json'

/** The database that was there; a broken one is never deleted by us. */
export const ASIDE = 'set-aside'

export const RestorePlan = z.object({
  id: z.string(),
  askedAt: z.number(),
  /** Null where nobody could be signed in. */
  askedBy: z.string().nullable(),
  /** Null when the rows were saved from the broken database itself. */
  backup: z.object({ name: z.string(), madeAt: z.number(), reason: BackupReason }).nullable(),
  salvage: SalvageReport.nullable(),
})
export type RestorePlan = z.infer<typeof RestorePlan>

/** Where the new database is made. Whatever was left there is gone. */
export function beginStaging(dataFolder: string): string {
  const folder = join(dataFolder, BEING_MADE)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, DATABASE)
}

/** The new database is finished and on the disk. Nothing happens before `acceptStaged`. */
export function finishStaging(dataFolder: string, plan: RestorePlan): void {
  const folder = join(dataFolder, BEING_MADE)
  syncFile(join(folder, DATABASE))
  writeDurably(join(folder, PLAN), JSON.stringify(plan))
  syncFolder(folder)
}

/** From now on the next opening uses it. */
export function acceptStaged(dataFolder: string): void {
  rmSync(join(dataFolder, WAITING), { recursive: true, force: true })
  renameSync(join(dataFolder, BEING_MADE), join(dataFolder, WAITING))
  syncFolder(dataFolder)
}

/** Makes a database of a backup again, with the contents it refers to, and lets it wait for the next opening. */
export function stageBackup(
  {
    folder,
    name,
    dataFolder,
    knownMigrations,
    plan,
  }: { folder: string; name: string; dataFolder: string; knownMigrations: number; plan: RestorePlan },
  onStep: (step: BackupStep) => void,
): void {
  const source = join(folder, name)
  onStep({ step: 'restoring' })
  const staged = beginStaging(dataFolder)
  try {
    refuseWithoutSpace(source, dataFolder)
    copyFileSync(source, staged)
    const copy = openCopy(staged)
    let hashes: string[]
    try {
      checkIntegrity(copy)
      // Somebody may have taken it from a newer version; it could not be opened.
      if (countAppliedMigrations(copy) > knownMigrations) throw new BackupProblem({ kind: 'damaged' })
      forgetTheMoment(copy)
      hashes = listContents(copy)
    } finally {
      copy.close()
    }
    const places = { from: contentsFolderOf(folder), to: join(dataFolder, 'files') }
    copyContents(hashes, { ...places, onProgress: done => onStep({ step: 'files', done, of: hashes.length }) })
    finishStaging(dataFolder, plan)
    acceptStaged(dataFolder)
  } catch (error) {
    rmSync(join(dataFolder, BEING_MADE), { recursive: true, force: true })
    throw error
  }
}

/**
 * What belonged to the moment of the copy: its keys and sessions, and the work that waited then, most of which was done since. A
 * message that was sent after the backup must not be sent again.
 */
export function forgetTheMoment(copy: ReturnType<typeof openCopy>): void {
  dropManifest(copy)
  stripTables(copy)
  if (copy.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'jobs'`).get())
    copy.exec('DELETE FROM jobs WHERE schedule IS NULL')
}

/**
 * Puts a waiting database in the place of the present one, which is set aside. To be called before the database is opened, by whoever
 * holds the folder's lock. A kill at any instant leaves the old one, the new one, or a state that the next call finishes.
 */
export function finishRestore(dataFolder: string): void {
  const waiting = join(dataFolder, WAITING)
  if (!existsSync(waiting)) return
  const fresh = join(waiting, DATABASE)
  if (existsSync(fresh)) {
    const plan = readPlan(join(waiting, PLAN))
    writeDurably(join(dataFolder, NOTE), JSON.stringify(plan))
    setAside(dataFolder, plan)
    forgetSuspicion(dataFolder)
    renameSync(fresh, join(dataFolder, DATABASE))
    syncFolder(dataFolder)
  }
  rmSync(waiting, { recursive: true, force: true })
}

/** The restore that the application has not been told of; `forget` once it has. */
export function findUntoldRestore(dataFolder: string): { plan: RestorePlan; forget: () => void } | undefined {
  const note = join(dataFolder, NOTE)
  if (!existsSync(note)) return undefined
  return { plan: readPlan(note), forget: () => rmSync(note, { force: true }) }
}

/** Where the database went that a restore replaced. */
export function asideFolderOf(dataFolder: string, { askedAt }: Pick<RestorePlan, 'askedAt'>): string {
  return join(dataFolder, ASIDE, new Date(askedAt).toISOString().replaceAll(/[:.]/gu, '-'))
}

function setAside(dataFolder: string, plan: RestorePlan): void {
  const aside = asideFolderOf(dataFolder, plan)
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const ending of ENDINGS) {
    const file = join(dataFolder, DATABASE + ending)
    if (existsSync(file)) renameSync(file, join(aside, DATABASE + ending))
  }
  syncFolder(aside)
}

function readPlan(file: string): RestorePlan {
  return RestorePlan.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function refuseWithoutSpace(source: string, dataFolder: string): void {
  const { size: neededBytes } = statSync(source)
  const freeBytes = freeBytesOf(dataFolder)
  if (freeBytes < neededBytes) throw new BackupProblem({ kind: 'no-space', neededBytes, freeBytes })
}
