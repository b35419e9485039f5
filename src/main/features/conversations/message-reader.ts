import type { Message } from '#shared/contract/conversations.ts'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../rpc/domain-error.ts'
import type { MessageFiles } from '../files/message-files.ts'
import { listOpenChanges } from './message-changes.ts'
import { findMessage, listQuoted, type ShownMessageRow } from './message-queries.ts'
import { listReactions } from './reactions.ts'
import { toMessage } from './to-conversation.ts'

/** Stored messages as pages show them, with what is kept beside them. */
export function createMessageReader({ db, files }: { db: Db; files: Pick<MessageFiles, 'ofMessages'> }) {
  function withCompany(rows: readonly ShownMessageRow[], conversationId: ConversationId): Message[] {
    const ids = rows.map(row => row.id)
    const wanted = rows.flatMap(row => row.quotedExternalId ?? [])
    const quoted = new Map(listQuoted(db, conversationId, wanted).map(row => [row.externalId, row]))
    const attachments = files.ofMessages(ids)
    const reactions = listReactions(db, ids)
    const changes = listOpenChanges(db, ids)
    return rows.map(row =>
      toMessage(row, {
        quoted: row.quotedExternalId === null ? undefined : quoted.get(row.quotedExternalId),
        attachment: attachments.get(row.id)?.[0],
        reactions: reactions.get(row.id) ?? [],
        change: changes.get(row.id) ?? null,
      }),
    )
  }

  return {
    withCompany,

    read(id: MessageId): Message {
      const row = findMessage(db, id)
      const [message] = row ? withCompany([row], row.conversationId) : []
      if (!message) throw notFound('message')
      return message
    },
  }
}
