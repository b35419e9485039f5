import type { PeerAddress, SendOutcome } from './channel.ts'

/** What a linked number does about people, besides writing to them. */
export interface LinkPeople {
  /** Somebody has the chat open: from now on it is told when the person writes. */
  watch(person: PeerAddress): Promise<void>
  /** Neither their messages nor their calls come any more, or again. Only an answer of the server counts as done. */
  setBlocked(to: PeerAddress, isBlocked: boolean): Promise<SendOutcome>
}
