import type { DebugSwitch, LogFilter } from '#shared/contract/logs.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { createLogger, logAreas, tellDetails } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import { readDebugSwitch, removeDebugSwitch, saveDebugSwitch } from './debug-switch.ts'
import { listLines } from './list-lines.ts'

const MINUTE = 60_000

const log = createLogger('logs')

/** What the program noted, and the switch that makes it note more for a while (row C32). */
export function createLogService({
  db,
  clock,
  events,
  folder,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  /** Where the log files are. */
  folder: string
}) {
  let cancelEnd = () => {}

  /** Follows what is stored: after a start, a change, and when the time is over. */
  function follow(): void {
    cancelEnd()
    cancelEnd = () => {}
    const current = readDebugSwitch(db, clock.now())
    tellDetails(current)
    if (current) cancelEnd = clock.wakeAt(current.until, end)
  }

  function end(): void {
    // The clock may have been set back while it waited.
    if (readDebugSwitch(db, clock.now())) return follow()
    transact(db, tx => {
      removeDebugSwitch(tx)
      afterCommit(tx, announce)
    })
    log.info('details are not told any more')
  }

  function announce(): void {
    follow()
    events.publish({ type: 'logs.debug-changed' })
  }

  return {
    start: follow,

    stop(): void {
      cancelEnd()
      tellDetails(null)
    },

    async list(asked: LogFilter & { cursor: string | null; limit: number }) {
      return listLines(folder, asked)
    },

    async areas(): Promise<string[]> {
      return logAreas()
    },

    async debug(): Promise<DebugSwitch | null> {
      return readDebugSwitch(db, clock.now())
    },

    async startDebug(by: StaffId, { area, minutes }: { area: string | null; minutes: number }): Promise<DebugSwitch> {
      if (area !== null && !logAreas().includes(area)) throw notFound('area')
      const value = { area, until: clock.now() + minutes * MINUTE }
      transact(db, tx => {
        saveDebugSwitch(tx, value, clock.now())
        recordAudit(tx, clock, {
          staffId: by,
          action: 'logs.debug_started',
          subjectKind: 'log',
          subjectId: area,
          after: { minutes },
        })
        afterCommit(tx, announce)
      })
      log.info({ of: area ?? 'all', minutes }, 'details are told for a while')
      return value
    },

    async stopDebug(by: StaffId): Promise<void> {
      const current = readDebugSwitch(db, clock.now())
      if (current === null) return
      transact(db, tx => {
        removeDebugSwitch(tx)
        recordAudit(tx, clock, {
          staffId: by,
          action: 'logs.debug_stopped',
          subjectKind: 'log',
          subjectId: current.area,
        })
        afterCommit(tx, announce)
      })
      log.info('details are not told any more')
    },
  }
}
export type LogService = ReturnType<typeof createLogService>
