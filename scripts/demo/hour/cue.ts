import type { Addressing, ContactBehaviour } from '../../../simulators/whatsapp/contact.ts'
import type { AdReferral } from '../../../simulators/whatsapp/contact-messages.ts'

/** How a message goes besides what it is. */
interface Wrapping {
  readonly isForwarded?: boolean
  readonly isEphemeral?: boolean
  readonly isViewOnce?: boolean
  /** It answers the person's own last message, or the office's. */
  readonly quotes?: 'own' | 'office'
}

/** One thing that a person does. */
export type Cue =
  | ({ readonly say: string; readonly ad?: AdReferral; readonly asAdStub?: boolean } & Wrapping)
  /** A file of simulators/phone-page/samples. */
  | ({ readonly sample: string; readonly caption?: string } & Wrapping)
  /** Any other kind, as WhatsApp's own message. */
  | ({ readonly message: Record<string, unknown> } & Wrapping)
  /** About the last message of the person, or of the office. */
  | { readonly edit: string }
  | { readonly revoke: true }
  | { readonly react: string }
  /** The number that was hidden is given away. */
  | { readonly tellNumber: true }
  /** The account is given up: nothing reaches it any more. */
  | { readonly leaveWhatsApp: true }

export interface Guest {
  readonly name: string
  readonly phoneNumber?: string
  readonly addressing?: Addressing
  readonly behaviour?: Partial<ContactBehaviour>
  /** What they do by themselves. */
  readonly opens: readonly Cue[]
  /** What they do each time the office has written: the first turn after the first answer, and so on. */
  readonly turns?: readonly (readonly Cue[])[]
  /** The next tries of the office to write to this person meet this error of WhatsApp. */
  readonly refusals?: { readonly code: number; readonly count: number }
}
