import type { ConversationId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { ChannelService } from '../channels/service.ts'
import type { Blocks } from './blocks.ts'
import { getVisibleConversation } from './conversation-queries.ts'
import { findObstacle } from './obstacle.ts'
import { addressOf } from './peers.ts'
import type { BlockQueue } from './tell-block.ts'

/** Keeps a person away from one linked number, or lets them in again. */
export function createBlockService({
  db,
  clock,
  channels,
  blocks,
  queue,
}: {
  db: Db
  clock: Clock
  channels: Pick<ChannelService, 'exists' | 'isLinked'>
  blocks: Blocks
  queue: BlockQueue
}) {
  return {
    async setBlocked(viewer: Viewer, id: ConversationId, isBlocked: boolean): Promise<void> {
      transact(db, tx => {
        const { conversation } = getVisibleConversation(tx, viewer, id)
        if (conversation.isBlocked === isBlocked) return
        const obstacle = findObstacle(tx, channels, conversation)
        if (obstacle !== null && obstacle !== 'blocked') throw new DomainError('CANNOT_WRITE', { obstacle })
        // WhatsApp blocks by the number; who hides it can be blocked on the phone only.
        if (isBlocked && addressOf(tx, conversation)?.phone === null) throw new DomainError('NUMBER_HIDDEN')
        blocks.set(tx, conversation, isBlocked)
        queue.add(tx, id, conversation.channelAccountId)
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: isBlocked ? 'conversation.blocked' : 'conversation.unblocked',
          subjectKind: 'conversation',
          subjectId: id,
        })
      })
    },
  }
}
export type BlockService = ReturnType<typeof createBlockService>
