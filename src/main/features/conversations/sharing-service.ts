import type { Message, SharedPerson } from '#shared/contract/conversations.ts'
import { isForwardable } from '#shared/domain/forwarding.ts'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import type { ChannelService } from '../channels/service.ts'
import type { MessageFiles } from '../files/message-files.ts'
import type { SettingsService } from '../settings/service.ts'
import { getVisibleMessage, type MessageRow } from './message-queries.ts'
import { createMessageReader } from './message-reader.ts'
import { createMessageWriter, type NewMessage } from './message-writer.ts'
import { cardOf, listKnownPeople } from './person-card.ts'
import type { ReadMarks } from './read-marks.ts'
import type { ReadReceipts } from './read-receipts.ts'
import type { SendQueue } from './send-queue.ts'

/** What was said in one chat, or who somebody is, said in another. */
export function createSharingService(world: {
  db: Db
  clock: Clock
  events: AppEvents
  channels: Pick<ChannelService, 'exists' | 'isLinked' | 'newMessageId' | 'encodeText'>
  queue: Pick<SendQueue, 'add'>
  files: Pick<MessageFiles, 'ofMessages' | 'attachOutgoing' | 'attachCopy' | 'attachKept'>
  readMarks: ReadMarks
  receipts: Pick<ReadReceipts, 'tellSender'>
  settings: Pick<SettingsService, 'current'>
}) {
  const { db, files, settings } = world
  const { read } = createMessageReader(world)
  const writer = createMessageWriter(world)

  /** A new message with the same content. A file is not copied: both messages have the one content. */
  function copyOf(source: MessageRow): Pick<NewMessage, 'body' | 'card' | 'media'> {
    const { id, kind, body, details } = source
    const file = files.ofMessages([id]).get(id)?.[0]
    if (!isForwardable({ ...source, attachment: file ?? null }))
      throw new DomainError('CANNOT_FORWARD', { messageId: id })
    if (file) return { body, media: { kind: file.kind, copyOf: file.id } }
    return details === null ? { body } : { body, card: { kind, details } }
  }

  return {
    /** All of them or none, in the order given. */
    async forward(
      viewer: Viewer,
      toId: ConversationId,
      copies: readonly { id: MessageId; messageId: MessageId }[],
    ): Promise<Message[]> {
      transact(db, tx => {
        for (const { id, messageId } of copies) {
          const source = getVisibleMessage(tx, viewer, messageId)
          writer.add(viewer, id, toId, () => ({ id, quotedId: null, isForwarded: true, ...copyOf(source) }))
        }
      })
      return copies.map(({ id }) => read(id))
    },

    async sendContact(
      viewer: Viewer,
      { id, conversationId, person }: { id: MessageId; conversationId: ConversationId; person: SharedPerson },
    ): Promise<Message> {
      writer.add(viewer, id, conversationId, tx => {
        const details = cardOf(tx, viewer, person)
        return { id, body: details.people[0]?.name ?? '', quotedId: null, card: { kind: 'contact', details } }
      })
      return read(id)
    },

    async knownPeople(viewer: Viewer, id: MessageId) {
      const { details } = getVisibleMessage(db, viewer, id)
      return listKnownPeople(db, viewer, details, settings.current().defaultCountry)
    },
  }
}
export type SharingService = ReturnType<typeof createSharingService>
