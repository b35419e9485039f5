import { z } from 'zod'
import { type Db, transact } from '../../db/database.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Senders } from '../outbox/sender.ts'
import type { ReceiveText } from './receive-text.ts'

const MINUTE = 60_000
/** Providers list a text some time after it came, and their clocks are not ours. What is heard twice is stored once. */
const OVERLAP = 15 * MINUTE
const BATCH = 50

/** A desktop has no public address: so it asks for what came in, from where it last heard everything (row E22). */
export function createTextPolling({
  db,
  clock,
  senders,
  receiveText,
}: {
  db: Db
  clock: Clock
  senders: Pick<Senders, 'listeners' | 'noteHeard'>
  receiveText: ReceiveText
}) {
  return defineJob({
    name: 'inbound-texts.poll',
    data: z.object({}),
    lane: () => 'inbound-texts',
    every: MINUTE,
    timeoutMs: 10 * MINUTE,
    async run(_, { signal, log }) {
      for (const { sender, since } of senders.listeners()) {
        const asked = clock.now()
        try {
          const texts = (await sender.receive?.(Math.max(0, since - OVERLAP), signal)) ?? []
          signal.throwIfAborted()
          // The oldest first, as they were said; only when all are stored is the place moved on.
          const inOrder = texts.toSorted((one, other) => one.at - other.at)
          for (let from = 0; from < inOrder.length; from += BATCH)
            transact(db, tx => inOrder.slice(from, from + BATCH).forEach(text => receiveText(tx, sender.kind, text)))
          transact(db, tx => senders.noteHeard(tx, sender.kind, asked))
        } catch (error) {
          signal.throwIfAborted()
          // One provider that cannot be asked keeps no other from it; the next minute asks from the same place.
          log.warn({ error, sender: sender.kind }, 'a provider could not be asked for what came in')
        }
      }
    },
  })
}
