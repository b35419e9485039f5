import type { Db } from '../../db/database.ts'
import { transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AutomaticMessages } from '../conversations/automatic-messages.ts'
import type { Outbox } from '../outbox/service.ts'
import { findReminder, listQueuedReminders, type ReminderRow, updateReminder } from './queries.ts'
import type { Reading } from './reading.ts'
import { messageIdOf, outboundIdOf } from './reminder-id.ts'

type Fate = 'waiting' | 'sent' | 'failed' | 'unknown' | 'gone'

/** What became of the reminders that were handed to a channel: what surely did not leave is tried through the next one. */
export function createReminderFollower({
  db,
  clock,
  automatic,
  outbox,
  reading: { findMessage },
  announce,
}: {
  db: Db
  clock: Clock
  automatic: Pick<AutomaticMessages, 'withdraw'>
  outbox: Pick<Outbox, 'find' | 'cancel'>
  reading: Pick<Reading, 'findMessage'>
  announce(tx: Db): void
}) {
  function fateOf(tx: Db, row: ReminderRow): Fate {
    if (row.channel === 'whatsapp') {
      const message = findMessage(tx, messageIdOf(row))
      if (!message) return 'gone'
      if (message.status === 'queued') return 'waiting'
      if (message.status !== 'failed') return 'sent'
      return message.error?.reason === 'unknown-outcome' ? 'unknown' : 'failed'
    }
    const state = row.channel === null ? undefined : outbox.find(tx, outboundIdOf(row, row.channel))?.state
    if (state === undefined || state === 'cancelled') return 'gone'
    if (state === 'queued' || state === 'sending') return 'waiting'
    if (state === 'sent' || state === 'delivered') return 'sent'
    return state === 'unknown' ? 'unknown' : 'failed'
  }

  /** What waits for its turn until the appointment has begun must not leave any more. */
  function takeBack(tx: Db, row: ReminderRow): boolean {
    if (row.channel === null) return false
    return row.channel === 'whatsapp'
      ? automatic.withdraw(tx, messageIdOf(row))
      : outbox.cancel(tx, outboundIdOf(row, row.channel))
  }

  function changesFor(tx: Db, row: ReminderRow, now: number): Partial<ReminderRow> | null {
    switch (fateOf(tx, row)) {
      case 'waiting': {
        const hasBegun = row.startsAt <= now && (row.handedAt ?? now) < row.startsAt
        return hasBegun && takeBack(tx, row) ? { state: 'late', reason: 'too-late', channel: null } : null
      }
      case 'sent':
        return { state: 'sent' }
      case 'unknown':
        return { state: 'failed', reason: 'unknown-outcome' }
      case 'gone':
        return { state: 'skipped', reason: 'taken-back' }
      case 'failed': {
        const tried = row.channel === null ? row.triedChannels : [...row.triedChannels, row.channel]
        return { state: 'planned', reason: 'not-delivered', triedChannels: tried }
      }
    }
  }

  function follow(): void {
    for (const { id } of listQueuedReminders(db)) {
      transact(db, tx => {
        const row = findReminder(tx, id)
        if (row?.state !== 'queued') return
        const now = clock.now()
        const changes = changesFor(tx, row, now)
        if (!changes) return
        updateReminder(tx, id, changes, now)
        announce(tx)
      })
    }
  }

  return { follow }
}
export type ReminderFollower = ReturnType<typeof createReminderFollower>
