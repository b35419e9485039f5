import type { AttachmentSummary } from '#shared/contract/files.ts'

const WIDEST = 300
const HIGHEST = 340
const STICKER = 140
/** A panorama, or a receipt, is cut rather than drawn as a line. */
const NARROWEST = 120

/** How large a picture or a film stands in its bubble; known before it is loaded. */
export function pictureSize({ kind, width, height }: Pick<AttachmentSummary, 'kind' | 'width' | 'height'>) {
  if (kind === 'sticker') return { width: STICKER, height: STICKER }
  if (width === null || height === null) return { width: 240, height: 180 }
  const scale = Math.min(WIDEST / width, HIGHEST / height, 1)
  return { width: Math.max(NARROWEST, Math.round(width * scale)), height: Math.max(80, Math.round(height * scale)) }
}
