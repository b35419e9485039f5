import { z } from 'zod'
import type { Db } from '../../db/database.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { Clock } from '../../ports/clock.ts'
import { pruneJournal } from './journal.ts'

/** Empties and drops what the journal no longer needs: raw messages are kept no longer than a redelivery may ask for them. */
export function createJournalPruning({ db, clock }: { db: Db; clock: Clock }) {
  return defineJob({
    name: 'whatsapp.prune-journal',
    data: z.object({}),
    every: 60 * 60_000,
    run: () => void pruneJournal(db, clock.now()),
  })
}
