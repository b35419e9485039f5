import type { AttachmentSummary } from '#shared/contract/files.ts'
import type { FileKind } from '#shared/domain/file.ts'
import type { FileId } from '#shared/domain/ids.ts'

/** As what a file is to go: what it is by itself, as a plain document, or as a voice message. */
export type MediaForm = 'by-itself' | 'document' | 'voice'

export interface NewMedia {
  readonly uploadId: FileId
  readonly caption: string
  readonly form: MediaForm
}

/** What phones show in the chat; everything else arrives as a document. */
const SHOWN: Readonly<Record<string, FileKind>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'audio/ogg': 'audio',
}

export function sendableKind({ mime }: Pick<AttachmentSummary, 'mime'>, form: MediaForm): FileKind {
  const kind = SHOWN[mime.split(';')[0] ?? ''] ?? 'document'
  if (form === 'voice' && kind === 'audio') return 'voice'
  return form === 'document' ? 'document' : kind
}

/** Sounds carry no words. */
export function hasCaption(kind: FileKind): boolean {
  return kind !== 'voice' && kind !== 'audio' && kind !== 'sticker'
}
