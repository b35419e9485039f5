import type { ThisPcSettings } from '#shared/contract/this-pc.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ThisPc } from '../../ports/this-pc.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'

/** The choices of the PC on which the program runs: asked of it each time, because the system can change them, too. */
export function createThisPcService({
  db,
  clock,
  events,
  thisPc,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  thisPc: ThisPc
}) {
  return {
    async get(): Promise<ThisPcSettings> {
      return thisPc.get()
    },

    async update(
      by: StaffId,
      given: { startsAtLogin?: boolean | undefined; staysInTray?: boolean | undefined },
    ): Promise<ThisPcSettings> {
      const before = thisPc.get()
      const isUnknown = (field: keyof ThisPcSettings) => given[field] !== undefined && before[field] === null
      if (isUnknown('startsAtLogin') || isUnknown('staysInTray')) throw new DomainError('NOT_ON_THIS_PC')
      const changed = changedFields(before, given)
      if (!changed) return before
      thisPc.change(given)
      transact(db, tx =>
        recordAudit(tx, clock, {
          staffId: by,
          action: 'this_pc.changed',
          subjectKind: 'this_pc',
          subjectId: null,
          ...changed,
        }),
      )
      events.publish({ type: 'this-pc.changed' })
      return thisPc.get()
    },
  }
}
export type ThisPcService = ReturnType<typeof createThisPcService>
