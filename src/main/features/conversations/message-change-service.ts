import type { Message } from '#shared/contract/conversations.ts'
import { type MessageId, newId } from '#shared/domain/ids.ts'
import { type ChangeObstacle, findDeletionObstacle, findEditObstacle } from '#shared/domain/message-change.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { ChannelService } from '../channels/service.ts'
import type { MessageFiles } from '../files/message-files.ts'
import { getVisibleConversation } from './conversation-queries.ts'
import {
  type ChangeRow,
  dropOpenChange,
  findOpenChange,
  listEarlierForms,
  openChange,
  updateChange,
} from './message-changes.ts'
import { getVisibleMessage, type MessageRow } from './message-queries.ts'
import { createMessageReader } from './message-reader.ts'
import { findObstacle } from './obstacle.ts'
import type { SendQueue } from './send-queue.ts'

/** What the office changes in messages that have left: their words, or that they were there at all. */
export function createMessageChangeService({
  db,
  clock,
  events,
  channels,
  queue,
  files,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  channels: Pick<ChannelService, 'exists' | 'isLinked' | 'newMessageId'>
  queue: Pick<SendQueue, 'addChange' | 'dropChange'>
  files: Pick<MessageFiles, 'ofMessages'>
}) {
  const { read } = createMessageReader({ db, files })

  function refuse(obstacle: ChangeObstacle | null): void {
    if (obstacle !== null) throw new DomainError('CANNOT_CHANGE', { obstacle })
  }

  function refuseToo(kind: ChangeRow['kind'], message: MessageRow): void {
    const find = kind === 'edit' ? findEditObstacle : findDeletionObstacle
    refuse(find(message, clock.now()))
  }

  function accountOf(tx: Db, viewer: Viewer, { conversationId }: MessageRow) {
    const { conversation } = getVisibleConversation(tx, viewer, conversationId)
    const obstacle = findObstacle(tx, channels, conversation)
    if (obstacle !== null) throw new DomainError('CANNOT_WRITE', { obstacle })
    return conversation.channelAccountId
  }

  function note(tx: Db, viewer: Viewer, message: MessageRow, action: string): void {
    const { id: messageId, conversationId, leadId } = message
    recordAudit(tx, clock, { staffId: viewer.id, action, subjectKind: 'message', subjectId: messageId })
    afterCommit(tx, () => events.publish({ type: 'message.changed', messageId, conversationId, leadId }))
  }

  /** The row and its telling are one commit. */
  function ask(tx: Db, viewer: Viewer, message: MessageRow, { kind, body }: Pick<ChangeRow, 'kind' | 'body'>): void {
    const account = accountOf(tx, viewer, message)
    const externalId = channels.newMessageId(account)
    const asked = { staffId: viewer.id, askedAt: clock.now() }
    openChange(tx, { id: newId(), messageId: message.id, kind, body, state: 'waiting', externalId, ...asked })
    queue.addChange(tx, message.id, account)
    note(tx, viewer, message, kind === 'edit' ? 'message.edited' : 'message.deleted_for_all')
  }

  function dropChange(tx: Db, viewer: Viewer, message: MessageRow): void {
    queue.dropChange(tx, message.id)
    dropOpenChange(tx, message.id)
    note(tx, viewer, message, 'message.change_dropped')
  }

  return {
    async edit(viewer: Viewer, id: MessageId, body: string): Promise<Message> {
      transact(db, tx => {
        const message = getVisibleMessage(tx, viewer, id)
        const open = findOpenChange(tx, id)
        refuseToo('edit', message)
        if (open?.kind === 'deletion' && open.state === 'waiting') refuse('deleted')
        const isOnItsWay = open?.kind === 'edit' && open.state === 'waiting'
        if (isOnItsWay && open.body === body) return
        // As the customer has it, unless another wording may have arrived.
        if (message.body === body && (!isOnItsWay || open.triedAt === null)) {
          if (open) dropChange(tx, viewer, message)
          return
        }
        ask(tx, viewer, message, { kind: 'edit', body })
      })
      return read(id)
    },

    async deleteForAll(viewer: Viewer, id: MessageId): Promise<Message> {
      transact(db, tx => {
        const message = getVisibleMessage(tx, viewer, id)
        const open = findOpenChange(tx, id)
        if (open?.kind === 'deletion' && open.state === 'waiting') return
        refuseToo('deletion', message)
        ask(tx, viewer, message, { kind: 'deletion', body: '' })
      })
      return read(id)
    },

    /** Under the same id: if it had arrived after all, it is not done twice. */
    async retry(viewer: Viewer, id: MessageId): Promise<Message> {
      transact(db, tx => {
        const message = getVisibleMessage(tx, viewer, id)
        const open = findOpenChange(tx, id)
        if (open?.state !== 'failed') throw new DomainError('NOT_FAILED')
        refuseToo(open.kind, message)
        updateChange(tx, open.id, { state: 'waiting', error: null, triedAt: null, askedAt: clock.now() })
        queue.addChange(tx, id, accountOf(tx, viewer, message))
        note(tx, viewer, message, 'message.change_retried')
      })
      return read(id)
    },

    async drop(viewer: Viewer, id: MessageId): Promise<Message> {
      transact(db, tx => {
        const message = getVisibleMessage(tx, viewer, id)
        const open = findOpenChange(tx, id)
        if (!open) return
        if (open.state === 'waiting' && open.triedAt !== null) throw new DomainError('ALREADY_SENT')
        dropChange(tx, viewer, message)
      })
      return read(id)
    },

    async earlierForms(viewer: Viewer, id: MessageId) {
      return listEarlierForms(db, getVisibleMessage(db, viewer, id).id)
    },
  }
}
export type MessageChangeService = ReturnType<typeof createMessageChangeService>
