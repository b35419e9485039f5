import type { Conversation } from '#shared/contract/conversations.ts'
import type { Db } from '../../db/database.ts'
import type { ChannelService } from '../channels/service.ts'
import type { ConversationRow } from './conversation-queries.ts'
import { addressOf } from './peers.ts'

/**
 * Why nothing can be written into the conversation right now, or null. A link that is down is no obstacle: what is written
 * waits and leaves by itself. Only what waiting cannot mend is one.
 */
export function findObstacle(
  db: Db,
  channels: Pick<ChannelService, 'exists' | 'isLinked'>,
  conversation: ConversationRow,
): Conversation['obstacle'] {
  if (!channels.exists(conversation.channelAccountId)) return 'account-removed'
  if (!channels.isLinked(conversation.channelAccountId)) return 'not-linked'
  if (conversation.isBlocked) return 'blocked'
  return addressOf(db, conversation) === null ? 'no-address' : null
}
