import { createContext } from 'react'
import type { ShownMessage } from './shown-message.ts'

/** What a bubble offers to do with its message beyond answering it; the chat around it does it. */
export interface MessageActs {
  readonly onEdit: (message: ShownMessage) => void
  readonly onDelete: (message: ShownMessage) => void
  readonly onShowEarlier: (message: ShownMessage) => void
  /** The last one of this person; says whether there was one that could be edited. */
  readonly editLast: () => boolean
}

const nothing = () => {}

export const MessageActs = createContext<MessageActs>({
  onEdit: nothing,
  onDelete: nothing,
  onShowEarlier: nothing,
  editLast: () => false,
})
