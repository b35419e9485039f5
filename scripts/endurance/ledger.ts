import type { ConversationId, InteractionId, LeadId, MessageId } from '#shared/domain/ids.ts'
import type { SceneName } from './plan.ts'

/** What the office tried to send: whether the program had said that it was stored before it was killed. */
export interface Written {
  readonly id: MessageId
  readonly scene: SceneName
  readonly body: string
  readonly sha256: string | null
  wasConfirmed: boolean
}

/** Something that a page asked for. Killed in between, nobody knows whether it was done. */
export interface Asked<What> {
  readonly scene: SceneName
  readonly what: What
  wasConfirmed: boolean
}

export type OfficeChange =
  | { readonly kind: 'edit'; readonly messageId: MessageId; readonly body: string }
  | { readonly kind: 'deletion'; readonly messageId: MessageId }
  | { readonly kind: 'reaction'; readonly messageId: MessageId; readonly emoji: string | null }

export interface Merge {
  readonly keep: LeadId
  readonly absorb: LeadId
  undo: Asked<null> | null
}

/** Everything that was asked of the office and said to it in one shift, kept apart from the office so that a kill takes none of it. */
export class Ledger {
  /** Of what a customer sent, by the id it has at WhatsApp: in which scene, and which content came with it. */
  readonly heard = new Map<string, { readonly scene: SceneName; readonly sha256: string | null }>()
  readonly written: Written[] = []
  readonly changes: Asked<OfficeChange>[] = []
  readonly leads: Asked<LeadId>[] = []
  readonly notes: Asked<{ readonly id: InteractionId; readonly leadId: LeadId; readonly text: string }>[] = []
  readonly removals: Asked<LeadId>[] = []
  readonly merges: Asked<Merge>[] = []
  readonly reads: Asked<MessageId>[] = []
  readonly blocks: Asked<{ readonly conversationId: ConversationId; readonly isBlocked: boolean }>[] = []
  #count = 0

  /** A number that nothing else of this shift has. */
  next(): number {
    this.#count += 1
    return this.#count
  }

  ask<What>(list: Asked<What>[], scene: SceneName, what: What): Asked<What> {
    const asked = { scene, what, wasConfirmed: false }
    list.push(asked)
    return asked
  }
}
