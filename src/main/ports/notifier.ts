import type { ConversationId } from '#shared/domain/ids.ts'

export interface Notice {
  title: string
  body: string
  /** The conversation that opens when the notice is clicked. */
  opens?: ConversationId
  /** Stays until somebody looks at it (row E19). */
  staysOpen?: boolean
}

/** Notices of the desktop. A host without one shows them in the page only. */
export interface Notifier {
  show(notice: Notice): void
}
