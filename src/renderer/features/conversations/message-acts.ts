import { createContext } from 'react'
import type { ChannelAccountId, MessageId } from '#shared/domain/ids.ts'
import type { ShownMessage } from './shown-message.ts'

/** What a bubble offers to do with its message beyond answering it; the chat around it does it. */
export interface MessageActs {
  /** The number through which this chat goes. */
  readonly channelAccountId: ChannelAccountId | null
  /** Those that are chosen; null while nobody chooses. */
  readonly selectedIds: ReadonlySet<MessageId> | null
  readonly onForward: (message: ShownMessage) => void
  /** Chooses it, or no longer. */
  readonly onSelect: (message: ShownMessage) => void
  /** Null where nothing can be written. */
  readonly onSendContact: (() => void) | null
  readonly onEdit: (message: ShownMessage) => void
  readonly onDelete: (message: ShownMessage) => void
  /** What is not told yet is not told any more. */
  readonly onDropChange: (message: ShownMessage) => void
  readonly onShowEarlier: (message: ShownMessage) => void
  /** The last one of this person; says whether there was one that could be edited. */
  readonly editLast: () => boolean
}

const nothing = () => {}

export const MessageActs = createContext<MessageActs>({
  channelAccountId: null,
  selectedIds: null,
  onForward: nothing,
  onSelect: nothing,
  onSendContact: null,
  onEdit: nothing,
  onDelete: nothing,
  onDropChange: nothing,
  onShowEarlier: nothing,
  editLast: () => false,
})
