import type { MessageKind } from '#shared/domain/message.ts'
import type { Db } from '../../db/database.ts'
import type { ChannelService } from '../channels/service.ts'
import type { SettingsService } from '../settings/service.ts'
import type { ConversationRow } from './conversation-queries.ts'
import { addressOf } from './peers.ts'
import type { ReadMessage } from './read-marks.ts'

/** Nobody has read what could not be read, and a call is not read. */
const NEVER_READ: ReadonlySet<MessageKind> = new Set<MessageKind>(['waiting', 'call'])

/** The customer sees blue ticks only where the office wants that, and only for what a person has just seen. */
export function createReadReceipts({
  db,
  settings,
  channels,
}: {
  db: Db
  settings: Pick<SettingsService, 'current'>
  channels: Pick<ChannelService, 'markRead'>
}) {
  return function tellSender(
    conversation: Pick<ConversationRow, 'id' | 'leadId' | 'channelAccountId'>,
    read: readonly ReadMessage[],
  ): void {
    if (!settings.current().sendsReadReceipts) return
    const seen = read.filter(({ kind }) => !NEVER_READ.has(kind))
    const from = seen.length === 0 ? null : addressOf(db, conversation)
    if (from === null) return
    channels.markRead(
      conversation.channelAccountId,
      seen.map(({ externalId }) => ({ externalId, from })),
    )
  }
}
export type ReadReceipts = ReturnType<typeof createReadReceipts>
