import { MessageKind } from '#shared/domain/message.ts'
import type { Translate } from '#shared/i18n/keys.ts'

/** What a kind is called. Kinds of a newer core are called unsupported, never by their key. */
export function wordKind(kind: MessageKind, t: Translate<'conversations'>): string {
  return t(`kinds.${MessageKind.safeParse(kind).data ?? 'unsupported'}`)
}

/** What a person can do about a message that is not shown in full; null when there is nothing to add to it. */
export function wordKindHint(kind: MessageKind, t: Translate<'conversations'>): string | null {
  switch (kind) {
    case 'text':
    case 'call':
      return null
    case 'number_request':
    case 'number_shared':
    case 'waiting':
    case 'view_once':
    case 'unsupported':
      return t(`kindHints.${kind}`)
    default:
      return t('kindHints.media')
  }
}

/** A message as one line: its text, or what it is. */
export function wordPreview(kind: MessageKind, text: string, t: Translate<'conversations'>): string {
  return text === '' ? wordKind(kind, t) : text
}
