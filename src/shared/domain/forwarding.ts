import type { FileState } from './file.ts'
import type { MessageKind } from './message.ts'
import type { MessageDetails } from './message-details.ts'

/** To so many chats a message goes at once; WhatsApp allows no more. */
export const MOST_CHATS_AT_ONCE = 5

/** So many messages go along at once. */
export const MOST_FORWARDED_AT_ONCE = 30

interface Forwarded {
  readonly kind: MessageKind
  readonly body: string
  readonly details: MessageDetails | null
  readonly isViewOnce: boolean
  readonly deletedAt: number | null
  readonly attachment: { readonly state: FileState } | null
}

/** What can be said again elsewhere: all of it is here, and its sender did not mean it to be seen once only. */
export function isForwardable({ kind, body, details, isViewOnce, deletedAt, attachment }: Forwarded): boolean {
  if (deletedAt !== null || isViewOnce) return false
  switch (kind) {
    case 'text':
      return body !== ''
    case 'location':
      return details?.kind === 'location'
    case 'contact':
      return details?.kind === 'contacts' && details.people.length > 0
    case 'image':
    case 'video':
    case 'voice':
    case 'audio':
    case 'document':
    case 'sticker':
      return attachment?.state === 'ready'
    default:
      return false
  }
}
