import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MetaConnectionId, SubmissionFailureId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound } from '../../rpc/domain-error.ts'
import type { SettingsService } from '../settings/service.ts'
import { createAnnouncer } from './announcer.ts'
import { findFormByMetaId } from './form-queries.ts'
import { readPlaceWords } from './place-words.ts'
import { type EntryWorld, storeEntries } from './store-entries.ts'
import { type FailureRow, findFailure, listFailures } from './submission-queries.ts'
import { toFailure } from './to-form.ts'

const AT_ONCE = 200

/** Entries that could not be stored: seen, and tried again. None of them is ever dropped. */
export function createFailureService({
  db,
  clock,
  events,
  settings,
  entries,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
  entries: EntryWorld
}) {
  /** Says whether it is stored now. The row goes with the storing, or says that it was tried once more. */
  function tryAgain(row: FailureRow): boolean {
    const form = findFormByMetaId(db, row.connectionId, row.formId)
    if (!form) throw notFound('form')
    const place = readPlaceWords(db, form.brandId, settings.current())
    const outcome = transact(db, tx => storeEntries(tx, entries, form, [row.raw], { place, testIds: new Set() }))
    const announcer = createAnnouncer({ clock, events })
    announcer.stored(outcome)
    announcer.end()
    return outcome.failed === 0
  }

  return {
    async list(query: { connectionId: MetaConnectionId; cursor: string | null; limit: number }) {
      const rows = listFailures(db, query.connectionId, decodePlace(query.cursor), query.limit + 1)
      const nameOf = (row: FailureRow) => findFormByMetaId(db, row.connectionId, row.formId)?.name ?? null
      return toPage(
        rows,
        query.limit,
        ({ failedAt, seq }) => ({ at: failedAt, seq }),
        row => toFailure(row, nameOf(row)),
      )
    },

    async retry(id: SubmissionFailureId): Promise<boolean> {
      const row = findFailure(db, id)
      if (!row) throw notFound('failure')
      return tryAgain(row)
    },

    async retryAll(connectionId: MetaConnectionId): Promise<number> {
      let stored = 0
      let before = Number.MAX_SAFE_INTEGER
      for (;;) {
        const rows = listFailures(db, connectionId, { at: 0, seq: before }, AT_ONCE)
        for (const row of rows) {
          before = row.seq
          if (tryAgain(row)) stored += 1
          await nextTurn()
        }
        if (rows.length < AT_ONCE) return stored
      }
    },
  }
}
export type FailureService = ReturnType<typeof createFailureService>
