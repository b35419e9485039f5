import { sql } from 'drizzle-orm'
import type {
  BackupOverview,
  BackupProgress,
  BackupReason,
  BackupRef,
  BackupTrouble,
  FolderCheck,
  Holdings,
  LastRestore,
  RunningBackup,
} from '#shared/domain/backup.ts'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { parseBackupName } from '../../db/backup-names.ts'
import { BackupProblem, toBackupTrouble } from '../../db/backup-problem.ts'
import { defaultBackupFolder, readBackupSettings, writeBackupSettings } from '../../db/backup-settings.ts'
import type { BackupFolderOf } from '../../db/backup-tasks.ts'
import { type Db, transact } from '../../db/database.ts'
import { runBackupTask } from '../../db/run-backup-task.ts'
import { deleteSetAside } from '../../db/set-aside.ts'
import type { RestorePlan } from '../../db/staged-restore.ts'
import { suspectDamage } from '../../db/suspicion.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { word } from '../../i18n/words.ts'
import { listSchedules } from '../../jobs/queries.ts'
import { createLogger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { FolderDialog } from '../../ports/dialogs.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import { listFolders } from './list-folders.ts'
import { findLastRestore } from './note-restored.ts'

export const DAILY_BACKUP = 'backups.daily'

const log = createLogger('backups')

interface Running {
  reason: BackupReason
  progress: BackupProgress
  result: Promise<void>
}

/** The office's backups: made by the plan and by hand, and where they are kept. All that takes long runs on a thread of its own. */
export function createBackupService({
  db,
  clock,
  events,
  dialogs,
  dataFolder,
  knownMigrations,
  restart,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  dialogs: FolderDialog
  dataFolder: string
  knownMigrations: number
  /** Ends this program, and begins it anew on the same data. */
  restart: () => void
}) {
  const stopping = new AbortController()
  let running: Running | undefined

  /** The one that is written to comes first. */
  function folders(): BackupFolderOf[] {
    const { folder } = readBackupSettings(dataFolder)
    const beside: BackupFolderOf = { place: 'default', folder: defaultBackupFolder(dataFolder) }
    return folder === null ? [beside] : [{ place: 'chosen', folder }, beside]
  }

  function announce(): void {
    events.publish({ type: 'backups.changed' })
  }

  function noteOutcome(at: number, trouble: BackupTrouble | null): void {
    const settings = readBackupSettings(dataFolder)
    const lastFailure = trouble === null ? null : { at, trouble }
    if (lastFailure === null && settings.lastFailure === null) return
    try {
      writeBackupSettings(dataFolder, { ...settings, lastFailure })
    } catch (error) {
      log.warn({ error }, 'how a backup ended cannot be noted')
    }
  }

  /** The next opening looks at the whole database, and offers to recover it. */
  function noteDamage(): void {
    try {
      suspectDamage(dataFolder)
    } catch (error) {
      log.warn({ error }, 'that the database may be damaged cannot be noted')
    }
  }

  /** In the chosen folder; where that fails, beside the data, so that there is one at all. It counts as failed all the same. */
  async function makeSomewhere(reason: BackupReason, signal: AbortSignal): Promise<void> {
    const startedAt = clock.now()
    let failure: unknown
    for (const place of folders()) {
      try {
        const made = await runBackupTask(
          'make',
          { dataFolder, ...place, madeAt: clock.now(), reason },
          { signal, onProgress: progress => running && (running.progress = progress) },
        )
        log.info({ reason, place: place.place, missingContents: made.missingContents }, 'a backup was made')
        break
      } catch (error) {
        signal.throwIfAborted()
        log.error({ error, reason, place: place.place }, 'a backup could not be made')
        failure ??= error
      }
    }
    const trouble = failure === undefined ? null : toBackupTrouble(failure)
    if (trouble?.kind === 'damaged') noteDamage()
    noteOutcome(startedAt, trouble)
    if (failure !== undefined) throw failure
  }

  /** One at a time: who asks for another backup joins the one that is under way. */
  function make(reason: BackupReason, signal?: AbortSignal): Promise<void> {
    if (running) return running.result
    const either = AbortSignal.any([stopping.signal, ...(signal ? [signal] : [])])
    return run(reason, makeSomewhere(reason, either))
  }

  function run(reason: BackupReason, work: Promise<void>): Promise<void> {
    const result = work.finally(() => {
      running = undefined
      announce()
    })
    running = { reason, progress: { step: 'files', percent: 0 }, result }
    announce()
    return result
  }

  /** First a copy of what is there, then the other one beside it; the swap is the next start's. */
  async function prepareRestore(by: StaffId, { place, name }: BackupRef): Promise<void> {
    const { signal } = stopping
    await makeSomewhere('before-restore', signal)
    const found = folders().find(one => one.place === place)
    const parsed = parseBackupName(name)
    if (!found || !parsed) throw new BackupProblem({ kind: 'missing' })
    const plan: RestorePlan = { id: newId(), askedAt: clock.now(), askedBy: by, backup: parsed, salvage: null }
    const input = { folder: found.folder, name, dataFolder, knownMigrations, plan }
    try {
      await runBackupTask('stage', input, { signal, onProgress: progress => running && (running.progress = progress) })
    } catch (error) {
      signal.throwIfAborted()
      log.error({ error }, 'a backup could not be prepared')
      noteOutcome(plan.askedAt, toBackupTrouble(error))
      throw error
    }
    log.info({ madeAt: parsed.madeAt }, 'a backup takes the place of the database')
    restart()
  }

  async function check(path: string): Promise<FolderCheck> {
    return runBackupTask('check', { path, dataFolder, neededBytes: neededBytes(db) })
  }

  return {
    async overview(): Promise<BackupOverview> {
      const all = folders()
      const look = { dataFolder, folders: all, knownMigrations, neededBytes: neededBytes(db) }
      const { lastFailure } = readBackupSettings(dataFolder)
      const [used] = all
      return {
        ...(await runBackupTask('look', look)),
        folder: used?.folder ?? defaultBackupFolder(dataFolder),
        isDefaultFolder: used?.place === 'default',
        canPickFolder: dialogs.isAvailable,
        lastFailure,
        nextAt: listSchedules(db).find(({ name }) => name === DAILY_BACKUP)?.nextRunAt ?? null,
      }
    },

    async progress(): Promise<RunningBackup | null> {
      return running ? { reason: running.reason, progress: running.progress } : null
    },

    /** Answers at once; how far it is, `progress` tells, and how it ended, `overview`. */
    async askFor(by: StaffId): Promise<void> {
      recordAudit(db, clock, { staffId: by, action: 'backup.asked', subjectKind: 'backup', subjectId: null })
      // What went wrong is noted, told by `overview`, and in the log.
      make('manual').catch(() => {})
    },

    makeDaily: (signal: AbortSignal): Promise<void> => make('daily', signal),

    holdsNow: (): Promise<Holdings> => runBackupTask('count', { dataFolder }),

    async lastRestore(): Promise<LastRestore | null> {
      return findLastRestore(db)
    },

    /** Answers at once; how far it is, `progress` tells. Then this program ends. */
    async restore(by: StaffId, ref: BackupRef): Promise<void> {
      if (running) throw new DomainError('BACKUP_UNDER_WAY')
      const look = { dataFolder, folders: folders(), knownMigrations, neededBytes: 0 }
      const { backups } = await runBackupTask('look', look)
      const wanted = backups.find(({ place, name }) => place === ref.place && name === ref.name)
      if (wanted?.state !== 'good') throw new DomainError('BACKUP_UNUSABLE')
      if (running) throw new DomainError('BACKUP_UNDER_WAY')
      recordAudit(db, clock, {
        staffId: by,
        action: 'backup.restore_asked',
        subjectKind: 'backup',
        subjectId: null,
        after: { backup: ref.name },
      })
      // What went wrong is noted, told by `overview`, and in the log.
      run('before-restore', prepareRestore(by, ref)).catch(() => {})
    },

    async deleteSetAside(by: StaffId, name: string): Promise<void> {
      const look = { dataFolder, folders: folders(), knownMigrations, neededBytes: 0 }
      const { backups, setAside } = await runBackupTask('look', look)
      const found = setAside.find(one => one.name === name)
      if (!found) throw notFound('set-aside')
      if (!backups.some(({ state, madeAt }) => state === 'good' && madeAt > found.at))
        throw new DomainError('NO_NEWER_BACKUP')
      transact(db, tx =>
        recordAudit(tx, clock, {
          staffId: by,
          action: 'backup.set_aside_deleted',
          subjectKind: 'backup',
          subjectId: null,
          before: { name, bytes: found.bytes },
        }),
      )
      deleteSetAside(dataFolder, name)
      log.info({ bytes: found.bytes }, 'a database that was set aside was deleted')
      announce()
    },

    checkFolder: check,

    async setFolder(by: StaffId, path: string | null): Promise<void> {
      const before = readBackupSettings(dataFolder)
      const found = path === null ? null : await check(path)
      if (found?.problem) throw new DomainError('FOLDER_REFUSED', found.problem)
      const folder = found?.path === defaultBackupFolder(dataFolder) ? null : (found?.path ?? null)
      if (folder === before.folder) return
      transact(db, tx => {
        recordAudit(tx, clock, {
          staffId: by,
          action: 'backup.folder_changed',
          subjectKind: 'backup',
          subjectId: null,
          before: { folder: before.folder },
          after: { folder },
        })
        writeBackupSettings(dataFolder, { folder, lastFailure: null })
      })
      announce()
    },

    async pickFolder({ locale }: Viewer): Promise<string | null> {
      return (await dialogs.openFolder({ title: word(locale, 'backups.pickFolder') })) ?? null
    },

    listFolders,

    noteDamage,

    /** What is under way is given up: it has no good name yet. */
    async stop(): Promise<void> {
      stopping.abort(new BackupProblem({ kind: 'unexpected' }))
      await running?.result.catch(() => {})
    },
  }
}
export type BackupService = ReturnType<typeof createBackupService>

/** What a copy of the database takes at most. */
function neededBytes(db: Db): number {
  const size = sql`SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()`
  return db.get<{ bytes: number }>(size).bytes
}
