import type { Readable } from 'node:stream'
import type { FileKind } from '#shared/domain/file.ts'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import type { MessageKind, SendFailure } from '#shared/domain/message.ts'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import type { Db } from '../../db/database.ts'
import type { LinkPeople } from './link-people.ts'
import type { ChannelStanding } from './standing.ts'

/** Where a person is reached on a channel. At least one of phone and LID is known. */
export interface PeerAddress {
  /** E.164 with the plus, or null while the channel hides it. */
  readonly phone: string | null
  /** WhatsApp's own id of a person, digits only, or null. */
  readonly lid: string | null
}

export interface AdReferral {
  readonly adId: string | null
  readonly clickId: string | null
  readonly title: string | null
  readonly sourceUrl: string | null
  /** A small JPEG of it. */
  readonly picture: Uint8Array | null
  /** Everything else that came, kept whole. */
  readonly raw: Record<string, unknown>
}

/** A content that came with a message and is still with the channel. What is needed to fetch it is in the message's provider form. */
export interface ChannelMedia {
  readonly kind: FileKind
  readonly mime: string
  readonly name: string | null
  /** As the sender says. */
  readonly size: number | null
  readonly seconds: number | null
  readonly width: number | null
  readonly height: number | null
  readonly waveform: Uint8Array | null
  readonly thumbnail: Uint8Array | null
}

export interface ChannelMessage {
  readonly externalId: string
  /** `out` was written on the office's phone or another device of it, not by us. */
  readonly direction: 'in' | 'out'
  readonly peer: PeerAddress
  readonly pushName: string | null
  /** `waiting` holds the place of a message that could not be read yet; the real one comes under the same id. */
  readonly kind: MessageKind
  readonly body: string
  /** Null where nothing is to be fetched, and for what the sender lets be seen only once. */
  readonly media: ChannelMedia | null
  readonly details: MessageDetails | null
  readonly isForwarded: boolean
  readonly isViewOnce: boolean
  /** It disappears from their phones after some time. */
  readonly isEphemeral: boolean
  readonly sentAt: number
  readonly quotedExternalId: string | null
  readonly adReferral: AdReferral | null
  /** The provider's own form, as bytes. */
  readonly raw: Uint8Array | null
  /** From the first history: nobody is notified, nothing becomes unread, no automation runs. */
  readonly isHistory: boolean
}

/** What a channel tells the office, in our words: provider terms do not leave the adapter. */
export type ChannelFact =
  | { readonly kind: 'message'; readonly message: ChannelMessage }
  | {
      readonly kind: 'status'
      readonly externalId: string
      readonly status: 'sent' | 'delivered' | 'read'
      readonly at: number
    }
  /** They read or hold on the phone what came in: the office's own phone opened the conversation. */
  | { readonly kind: 'read-on-phone'; readonly externalId: string; readonly at: number }
  /** `peer` is whose chat it is in: senders choose their ids, and nobody may touch a message in the chat of another. */
  | {
      readonly kind: 'edited'
      readonly externalId: string
      readonly direction: 'in' | 'out'
      readonly peer: PeerAddress
      readonly body: string
      readonly at: number
    }
  | {
      readonly kind: 'deleted'
      readonly externalId: string
      readonly direction: 'in' | 'out'
      readonly peer: PeerAddress
      readonly at: number
    }
  /** `from` says who reacted; without an emoji the reaction is taken back. */
  | {
      readonly kind: 'reaction'
      readonly externalId: string
      readonly from: 'in' | 'out'
      readonly peer: PeerAddress
      readonly emoji: string | null
      readonly at: number
    }
  /** Phone and LID are the same person. */
  | { readonly kind: 'address-learned'; readonly phone: string; readonly lid: string }
  | { readonly kind: 'push-name'; readonly peer: PeerAddress; readonly pushName: string }
  /** Somebody was blocked, or let in again, on the office's phone. */
  | { readonly kind: 'blocked'; readonly peer: PeerAddress; readonly isBlocked: boolean }
  /** Everybody who is blocked, as of now. */
  | { readonly kind: 'block-list'; readonly peers: readonly PeerAddress[] }

/**
 * Where a channel puts what it received. `receive` runs inside the caller's transaction, so that the adapter can mark its
 * journal in the same commit; it stores every fact once, however often it comes.
 */
export interface ChannelSink {
  receive(tx: Db, accountId: ChannelAccountId, facts: readonly ChannelFact[]): void
  /** Not stored: somebody is writing right now. */
  typing(accountId: ChannelAccountId, peer: PeerAddress, isTyping: boolean): void
  /** The message we sent under this id, in the provider's form, for a recipient that asks again. */
  findSent(accountId: ChannelAccountId, externalId: string): Uint8Array | null
  linkChanged(accountId: ChannelAccountId, state: LinkState): void
  standingChanged(accountId: ChannelAccountId, standing: ChannelStanding): void
}

export interface OutgoingText {
  readonly externalId: string
  readonly to: PeerAddress
  readonly body: string
  /** A place or people in place of the words. */
  readonly details?: MessageDetails | null
  readonly isForwarded?: boolean
  readonly quoted: {
    readonly externalId: string
    readonly direction: 'in' | 'out'
    readonly raw: Uint8Array | null
    readonly body: string
  } | null
  /** When the customer wrote last. An answer within a day goes out at the pace of talk, anything else as a first contact. */
  readonly customerWroteAt: number | null
}

/** A content on its way to a person. */
export interface OutgoingMedia extends Omit<ChannelMedia, 'name' | 'size'> {
  readonly name: string
  readonly size: number
  /** It is read more than once. */
  read(): Promise<Readable>
}

/** A message with a content, in the provider's form. */
export interface MediaOfMessage {
  readonly externalId: string
  readonly direction: 'in' | 'out'
  readonly peer: PeerAddress
  readonly raw: Uint8Array
}

export interface FetchedMedia {
  /** What it must be, in hex; null when the sender does not say. */
  readonly sha256: string | null
  /** Throws MediaProblem while it is read. */
  readonly content: AsyncIterable<Uint8Array>
}

/** What the office says to one message with an emoji; null takes it back. */
export interface OutgoingReaction {
  readonly externalId: string
  readonly to: PeerAddress
  readonly target: { readonly externalId: string; readonly direction: 'in' | 'out' }
  readonly emoji: string | null
  readonly at: number
  readonly customerWroteAt: number | null
}

/** What the office changes in a message of its own that has left: its words, or that it was there at all. */
export interface OutgoingChange {
  readonly externalId: string
  readonly to: PeerAddress
  readonly changed: { readonly externalId: string; readonly raw: Uint8Array | null }
  /** The new words; null deletes the message for everybody. */
  readonly newBody: string | null
  readonly at: number
  readonly customerWroteAt: number | null
}

export type Outgoing = OutgoingText | OutgoingReaction | OutgoingChange

/** What became of one try to send. Only an acknowledgement of the server counts as sent. */
export type SendOutcome =
  | { readonly kind: 'acknowledged'; readonly at: number }
  /** Final: a person decides. */
  | { readonly kind: 'refused'; readonly reason: SendFailure; readonly detail: string | null }
  /** Not connected, or no answer: the same id may be sent again later. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'slow-down'; readonly retryAfterMs: number }

/** What a linked number does with contents. */
export interface LinkMedia {
  /** Gives a content to the provider's server and builds the form of the message that carries it. Throws MediaProblem. */
  encode(message: OutgoingText, media: OutgoingMedia, signal: AbortSignal): Promise<Uint8Array>
  /** Works without a connection. Throws MediaProblem. */
  fetch(raw: Uint8Array, signal: AbortSignal): FetchedMedia
  /** Asks the sender's phone to give the content to the server once more; answers with the message's new form. Throws MediaProblem. */
  askPhone(message: MediaOfMessage, signal: AbortSignal): Promise<Uint8Array>
}

/** One linked number, alive. Every method may be called in every state. */
export interface ChannelLink {
  readonly state: LinkState
  /** Connects when the account has keys; otherwise stays unlinked. */
  start(): void
  startPairing(method: { kind: 'qr' } | { kind: 'code'; phoneNumber: string }): void
  cancelPairing(): void
  /** Tries at once. */
  reconnect(): void
  /** Logs out and wipes the keys. */
  unlink(): Promise<void>
  /** Closes without logging out. What is under way is finished or left to be resumed. */
  stop(): Promise<void>
  /** Builds the provider's form beforehand, so that it is stored with the row. */
  encodeText(message: OutgoingText): Uint8Array
  readonly media: LinkMedia
  readonly people: LinkPeople
  send(message: Outgoing, signal: AbortSignal): Promise<SendOutcome>
  /** False where there is no line, or no word that the server has heard of it. */
  markRead(messages: readonly { externalId: string; from: PeerAddress }[]): Promise<boolean>
  /** The office's wish to be seen online, or not, has changed. */
  showPresence(): Promise<void>
  /** The PC woke or the network changed: the socket may be dead without knowing. */
  checkAfterWake(): void
}

/** A kind of channel: WhatsApp by link now; official transports and SMS behind the same interface later. */
export interface ChannelProvider {
  readonly provider: 'whatsapp-link'
  newMessageId(accountId: ChannelAccountId): string
  open(accountId: ChannelAccountId, sink: ChannelSink): ChannelLink
  /** Drops what the provider keeps of these messages outside our tables, when a person is deleted for good. */
  forget(tx: Db, accountId: ChannelAccountId, externalIds: readonly string[]): void
  /** Received but not yet stored. */
  countPending(): number
}
