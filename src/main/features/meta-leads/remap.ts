import { setImmediate as nextTurn } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import type { MetaFormId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SettingsService } from '../settings/service.ts'
import { getForm } from './form-queries.ts'
import { readEntry } from './graph-lead.ts'
import { mapEntry } from './map-entry.ts'
import { readPlaceWords } from './place-words.ts'
import { leadSubmissions } from './schema.ts'
import { type EntryWorld, toPerson } from './store-entries.ts'
import { listOfFormAfter } from './submission-queries.ts'

const TOGETHER = 25

/**
 * Reads all stored entries of a form again, after somebody said otherwise where its answers go. Leads get what they lack; what a person
 * wrote or an earlier entry said stays. Answers with how many entries were read.
 */
export async function remapEntries(
  {
    db,
    clock,
    events,
    settings,
    entries,
  }: { db: Db; clock: Clock; events: AppEvents; settings: Pick<SettingsService, 'current'>; entries: EntryWorld },
  id: MetaFormId,
): Promise<number> {
  const form = getForm(db, id)
  const place = readPlaceWords(db, form.brandId, settings.current())
  let after = 0
  let read = 0
  for (;;) {
    const rows = listOfFormAfter(db, form.formId, after, TOGETHER)
    if (rows.length === 0) break
    transact(db, tx => {
      for (const row of rows) {
        const entry = readEntry(row.raw)
        if (entry === null) continue
        const mapped = mapEntry(entry, form, place)
        entries.people.relearn(tx, row.leadId, row.touchId, toPerson(entry, mapped, form, row.isTest))
        const { unreadablePhone, answers } = mapped
        tx.update(leadSubmissions)
          .set({ answers: [...answers], unreadablePhone, updatedAt: clock.now() })
          .where(eq(leadSubmissions.seq, row.seq))
          .run()
      }
    })
    after = rows.at(-1)?.seq ?? after
    read += rows.length
    await nextTurn()
  }
  if (read > 0) events.publish({ type: 'leads.changed' })
  events.publish({ type: 'meta-leads.changed' })
  return read
}
