import type { OutboxState } from '#shared/domain/outbox.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { recordInteraction as RecordInteraction } from '../leads/interactions.ts'
import { findOutbound, type OutboxRow, updateOutbound } from './queries.ts'

/** Whoever queued something may hear what became of it, in the transaction that notes it: a reminder then takes its next way. */
export type OutboxListener = (tx: Db, row: OutboxRow) => void

/** Whole texts of mails stand in the outbox. */
const LONGEST_ON_TIMELINE = 1_000

const interactionOf = { email: 'email', sms: 'sms', twilio_whatsapp: 'whatsapp' } as const

/** The one place where a message changes its state. */
export function createSettling({
  clock,
  events,
  recordInteraction,
}: {
  clock: Clock
  events: AppEvents
  recordInteraction: typeof RecordInteraction
}) {
  const listeners = new Set<OutboxListener>()

  return {
    onSettled(listener: OutboxListener): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    change(tx: Db, before: OutboxRow, state: OutboxState, change: Partial<OutboxRow> = {}): OutboxRow {
      const now = clock.now()
      updateOutbound(tx, before.id, { ...change, state }, now)
      const after = findOutbound(tx, before.id) ?? { ...before, ...change, state }
      if (state === 'sent' && before.state !== 'sent' && after.leadId !== null) {
        recordInteraction(tx, {
          leadId: after.leadId,
          staffId: after.decidedBy,
          kind: interactionOf[after.channel],
          data: {
            ...{ outboundId: after.id, cause: after.causeKind, subject: after.subject },
            text: after.body.slice(0, LONGEST_ON_TIMELINE),
          },
          at: after.sentAt ?? now,
        })
        const { leadId } = after
        afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }))
      }
      if (state !== before.state && state !== 'queued' && state !== 'sending') {
        for (const listener of [...listeners]) listener(tx, after)
      }
      afterCommit(tx, () => events.publish({ type: 'outbox.changed' }))
      return after
    },
  }
}
export type Settling = ReturnType<typeof createSettling>
