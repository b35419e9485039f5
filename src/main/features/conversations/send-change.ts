import type { ChannelAccountId, MessageId } from '#shared/domain/ids.ts'
import { queueOutlook } from '#shared/domain/link-state.ts'
import type { SendFailure } from '#shared/domain/message.ts'
import { DELETE_WINDOW, EDIT_WINDOW } from '#shared/domain/message-change.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { defineJob } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelService } from '../channels/service.ts'
import type { MessageFiles } from '../files/message-files.ts'
import { type ChangeRow, dropOpenChange, findOpenChange, noteDone, updateChange } from './message-changes.ts'
import { findMessage, type MessageRow, updateMessage } from './message-queries.ts'
import { toOutgoing, waitAfter } from './send-message.ts'
import { SendChange } from './send-queue.ts'
import { refreshSummary } from './summary.ts'

/**
 * Tells the customer's phone of an edit or a deletion. The message changes here when WhatsApp has taken it, so that the office always
 * sees what the customer has; told twice under the same id, it is done once.
 */
export function createSendChangeJob({
  db,
  clock,
  events,
  channels,
  files,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  channels: Pick<ChannelService, 'send' | 'stateOf'>
  files: Pick<MessageFiles, 'forgetFilesOfMessages'>
}) {
  function announce(tx: Db, { id: messageId, conversationId, leadId }: MessageRow): void {
    afterCommit(tx, () => events.publish({ type: 'message.changed', messageId, conversationId, leadId }))
  }

  function fail(messageId: MessageId, changeId: string, reason: SendFailure, detail: string | null): void {
    transact(db, tx => {
      const message = findMessage(tx, messageId)
      if (!message || findOpenChange(tx, messageId)?.id !== changeId) return
      updateChange(tx, changeId, { state: 'failed', error: { reason, detail } })
      announce(tx, message)
    })
  }

  function finish(change: ChangeRow, at: number): void {
    transact(db, tx => {
      const message = findMessage(tx, change.messageId)
      if (!message || message.deletedAt !== null) return
      const now = clock.now()
      noteDone(tx, change, message.body, now)
      if (change.kind === 'edit') updateMessage(tx, message.id, { body: change.body, editedAt: at }, now)
      else {
        updateMessage(tx, message.id, { body: '', raw: null, details: null, deletedAt: at }, now)
        files.forgetFilesOfMessages(tx, [message.id])
      }
      refreshSummary(tx, message.conversationId, now)
      announce(tx, message)
    })
  }

  /** Throws when it has to wait; says why when it is no use any more. */
  function findEnd(message: MessageRow, change: ChangeRow, accountId: ChannelAccountId): SendFailure | null {
    const window = change.kind === 'edit' ? EDIT_WINDOW : DELETE_WINDOW
    const isUntried = change.triedAt === null
    // What was handed over in time may have arrived: it is repeated for as long again, until that is known.
    const givenUpAt = (message.sentAt ?? message.sortAt) + (isUntried ? window : 2 * window)
    if (clock.now() >= givenUpAt) return isUntried ? 'too-late' : 'unknown-outcome'
    const outlook = queueOutlook(channels.stateOf(accountId))
    if (outlook === 'stranded') return 'logged-out'
    // Woken when the link is up.
    if (outlook === 'waits') throw new RetryAt(givenUpAt, 'no-link')
    return null
  }

  return defineJob({
    ...SendChange,
    maxAttempts: 20,
    async run({ messageId, channelAccountId }, { signal }) {
      const message = findMessage(db, messageId)
      const change = findOpenChange(db, messageId)
      if (!message || change?.state !== 'waiting') return
      // The customer's phone has it no more in any case.
      if (message.deletedAt !== null) {
        return transact(db, tx => {
          dropOpenChange(tx, messageId)
          announce(tx, message)
        })
      }
      const outgoing = toOutgoing(db, message)
      const end = outgoing === null ? 'not-on-channel' : findEnd(message, change, channelAccountId)
      if (end !== null || outgoing === null) return fail(messageId, change.id, end ?? 'not-on-channel', null)
      if (change.triedAt === null) updateChange(db, change.id, { triedAt: clock.now() })
      const { externalId, askedAt } = change
      const outcome = await channels.send(
        channelAccountId,
        {
          externalId,
          to: outgoing.to,
          changed: { externalId: message.externalId, raw: message.raw },
          newBody: change.kind === 'edit' ? change.body : null,
          at: askedAt,
          customerWroteAt: outgoing.customerWroteAt,
        },
        signal,
      )
      const now = clock.now()
      if (outcome.kind === 'acknowledged') finish(change, outcome.at)
      else if (outcome.kind === 'refused') fail(messageId, change.id, outcome.reason, outcome.detail)
      else if (outcome.kind === 'slow-down') throw new RetryAt(now + outcome.retryAfterMs, 'slow-down')
      else throw new RetryAt(now + waitAfter(now - askedAt), 'no-answer')
    },
    onGivenUp(tx, { messageId }) {
      const change = findOpenChange(tx, messageId)
      const message = findMessage(tx, messageId)
      if (!message || change?.state !== 'waiting') return
      updateChange(tx, change.id, { state: 'failed', error: { reason: 'unknown-outcome', detail: null } })
      announce(tx, message)
    },
  })
}
