import type { OutboundChannel, OutboundId, OutboxProblem, ProviderTemplate, SenderKind } from '#shared/domain/outbox.ts'
import type { Db } from '../../db/database.ts'

export interface OutgoingAttachment {
  readonly name: string
  readonly mime: string
  /** A content of the house; undefined where the text stands in the row. */
  readonly sha256: string | null
  readonly content: string | null
}

/** A message as a sender needs it. */
export interface OutgoingMessage {
  readonly id: OutboundId
  readonly channel: OutboundChannel
  readonly address: string
  readonly subject: string | null
  readonly body: string
  readonly html: string | null
  readonly template: ProviderTemplate | null
  readonly attachments: readonly OutgoingAttachment[]
  /** It sells something: then the law asks for a consent, and NetGSM for the register's. */
  readonly isCommercial: boolean
}

/** `later` only where it is certain that nothing went out; whoever cannot be certain says `unknown`. */
export type SendOutcome =
  | {
      readonly kind: 'sent'
      readonly providerId: string | null
      readonly segments?: number
      readonly asksAgain: boolean
    }
  | { readonly kind: 'refused'; readonly problem: OutboxProblem }
  | { readonly kind: 'later'; readonly problem: OutboxProblem; readonly retryAfterMs?: number }
  | { readonly kind: 'unknown'; readonly problem: OutboxProblem }

/** What the provider knows of a message whose answer was lost. */
export type LookUpOutcome =
  | { readonly kind: 'found'; readonly providerId: string; readonly segments?: number }
  /** Certain: it may be sent again. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'cannot-tell' }

export type Delivery =
  | { readonly kind: 'on-its-way' }
  | { readonly kind: 'delivered'; readonly at: number | null }
  | { readonly kind: 'failed'; readonly problem: OutboxProblem }

export interface SentMessage {
  readonly id: OutboundId
  readonly providerId: string
  readonly address: string
  readonly sentAt: number
}

/** What somebody wrote back, by SMS or official WhatsApp. */
export interface ReceivedText {
  /** The provider's own name of it, which makes hearing it twice harmless. */
  readonly providerId: string
  readonly channel: Exclude<OutboundChannel, 'email'>
  /** As the provider says: mostly a phone in E.164. */
  readonly from: string
  readonly body: string
  readonly at: number
}

/** Price of one segment, as the office pays it. */
export interface SegmentPrice {
  readonly micros: number
  readonly currency: string
}

/** A provider that is set up, with its secrets in hand. */
export interface Sender {
  readonly kind: SenderKind
  readonly price: SegmentPrice | null
  send(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome>
  /** Absent where a provider cannot be asked. Throws where it could not be asked just now. */
  lookUp?(
    message: OutgoingMessage,
    tried: { readonly at: number; isKnown(providerId: string): boolean },
    signal: AbortSignal,
  ): Promise<LookUpOutcome>
  /** What became of what it took. Throws where it could not be asked just now. */
  follow?(sent: readonly SentMessage[], signal: AbortSignal): Promise<Map<OutboundId, Delivery>>
  /** What came in since then. Absent where nothing ever comes. Throws where it could not be asked just now. */
  receive?(since: number, signal: AbortSignal): Promise<readonly ReceivedText[]>
  /** Whether an SMS of it can be answered: a name in place of a number cannot. */
  readonly canBeAnswered?: boolean
}

/** Who carries what, as the office has chosen it. */
export interface Senders {
  /** Null: nothing is set up for that channel. A problem: it is, but cannot be used (its secret came from another PC). */
  forChannel(channel: OutboundChannel): Sender | OutboxProblem | null
  ofKind(kind: SenderKind): Sender | null
  /** Who may have something for us, and since when it was last asked. */
  listeners(): readonly { readonly sender: Sender; readonly since: number }[]
  noteHeard(tx: Db, kind: SenderKind, until: number): void
  /** How its set-up stood just now: a wrong password is told where it can be mended. Null: it works. */
  noteOutcome(tx: Db, kind: SenderKind, problem: OutboxProblem | null): void
}

export function isSender(found: Sender | OutboxProblem | null): found is Sender {
  return found !== null && 'send' in found
}
