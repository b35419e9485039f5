import type { Updates } from '#shared/contract/updates.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import type { UpdateState } from '#shared/domain/update.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { createLogger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import { type Updater, UpdaterProblem } from '../../ports/updater.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import { readFeed, saveFeed } from './feed.ts'

const log = createLogger('updates')

/** Newer versions of the program: looked for at the office's own feed, fetched and installed only when a person says so. */
export function createUpdateService({
  db,
  clock,
  events,
  updater,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  updater: Updater
}) {
  let state: UpdateState = { kind: 'unasked' }
  let download: { abort: AbortController; ended: Promise<void> } | undefined

  function get(): Updates {
    return { isSupported: updater.isAvailable, feed: readFeed(db), state }
  }

  function become(next: UpdateState): void {
    state = next
    events.publish({ type: 'updates.changed' })
  }

  function fail(error: unknown, version: string | null): void {
    const problem = error instanceof UpdaterProblem ? error.kind : 'unknown'
    log.warn({ error, problem }, 'an update could not be had')
    become({ kind: 'failed', problem, version, at: clock.now() })
  }

  /** What is on its way, or waits to be installed, is not asked about again. */
  async function check(): Promise<void> {
    const feed = readFeed(db)
    if (feed === null || !updater.isAvailable) return
    if (state.kind === 'checking' || state.kind === 'downloading' || state.kind === 'ready') return
    become({ kind: 'checking' })
    try {
      const found = await updater.check(feed)
      // Another feed was named meanwhile: this answer is of no use any more.
      if (readFeed(db) !== feed) return become({ kind: 'unasked' })
      const at = clock.now()
      become(found ? { kind: 'available', version: found.version, at } : { kind: 'newest', at })
    } catch (error) {
      fail(error, null)
    }
  }

  async function fetchUpdate(version: string, signal: AbortSignal): Promise<void> {
    try {
      await updater.download({
        signal,
        onProgress(percent) {
          const whole = Math.floor(percent)
          if (state.kind === 'downloading' && state.percent !== whole)
            become({ kind: 'downloading', version, percent: whole })
        },
      })
      become({ kind: 'ready', version })
    } catch (error) {
      if (signal.aborted) become({ kind: 'available', version, at: clock.now() })
      else fail(error, version)
    }
  }

  function audit(by: StaffId, action: string, after?: Record<string, unknown>): void {
    transact(db, tx =>
      recordAudit(tx, clock, {
        staffId: by,
        action,
        subjectKind: 'update',
        subjectId: null,
        ...(after === undefined ? {} : { after }),
      }),
    )
  }

  return {
    async get(): Promise<Updates> {
      return get()
    },

    async setFeed(by: StaffId, feed: string | null): Promise<Updates> {
      const before = readFeed(db)
      if (before === feed) return get()
      download?.abort.abort()
      await download?.ended
      transact(db, tx => {
        saveFeed(tx, feed, clock.now())
        recordAudit(tx, clock, {
          staffId: by,
          action: 'updates.feed_changed',
          subjectKind: 'update',
          subjectId: null,
          before: { feed: before },
          after: { feed },
        })
        afterCommit(tx, () => become({ kind: 'unasked' }))
      })
      return get()
    },

    /** The daily look, which says nothing where there is no feed. */
    checkByItself: check,

    async check(): Promise<Updates> {
      if (readFeed(db) === null || !updater.isAvailable) throw new DomainError('NO_FEED')
      await check()
      return get()
    },

    async download(by: StaffId): Promise<Updates> {
      if (state.kind === 'downloading') return get()
      const version = state.kind === 'available' || state.kind === 'failed' ? state.version : null
      if (version === null) throw new DomainError('NO_UPDATE')
      audit(by, 'updates.downloaded', { version })
      become({ kind: 'downloading', version, percent: 0 })
      const abort = new AbortController()
      download = { abort, ended: fetchUpdate(version, abort.signal) }
      return get()
    },

    async cancelDownload(): Promise<Updates> {
      download?.abort.abort()
      await download?.ended
      return get()
    },

    async install(by: StaffId): Promise<void> {
      if (state.kind !== 'ready') throw new DomainError('NO_UPDATE')
      audit(by, 'updates.installed', { version: state.version })
      log.info({ version: state.version }, 'the program ends for its update')
      updater.install()
    },

    async stop(): Promise<void> {
      download?.abort.abort()
      await download?.ended
    },
  }
}
export type UpdateService = ReturnType<typeof createUpdateService>
