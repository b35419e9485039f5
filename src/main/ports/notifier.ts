import type { ConversationId, LeadId } from '#shared/domain/ids.ts'

/** What a notice is about: it takes the place of an earlier one about the same. Undefined: several conversations. */
export type NoticeSubject = ConversationId | LeadId | 'meta' | undefined

export interface Notice {
  title: string
  body: string
  /** The conversation that it is about, and that opens when it is clicked; without one it is about several. */
  opens?: ConversationId
  /** What it is about where that is no conversation; a click shows the window. */
  about?: 'meta'
  /** The person that it is about, where there is no conversation yet. */
  opensLead?: LeadId
  /** Stays until somebody looks at it (row E19). */
  staysOpen?: boolean
}

/** Notices of the desktop, one for each conversation and one for several. A host without them shows them in the page only. */
export interface Notifier {
  /** Takes the place of an earlier one about the same. */
  show(notice: Notice): void
  /** There is nothing unread behind it any more. */
  withdraw(about: NoticeSubject): void
}
