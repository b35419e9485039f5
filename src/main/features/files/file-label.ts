import type { FixedFileLabel } from '#shared/domain/file.ts'
import type { FileRow } from './queries.ts'

/** Row D27: what a person would look for among documents is labelled by itself; voices, stickers and what was put there are not. */
export function labelByItself({ kind, direction }: Pick<FileRow, 'kind' | 'direction'>): FixedFileLabel | null {
  if (direction === 'manual' || kind === 'voice' || kind === 'audio' || kind === 'sticker') return null
  return direction === 'out' ? 'sent_documents' : 'received_documents'
}
