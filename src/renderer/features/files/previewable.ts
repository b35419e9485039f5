import type { AttachmentSummary } from '#shared/contract/files.ts'

const SHOWN = /^(?:image|video|audio)\/|^application\/pdf$/u

/** What can be looked at, or listened to, without leaving the window. Everything else is only ever saved. */
export function isPreviewable({ state, mime }: Pick<AttachmentSummary, 'state' | 'mime'>): boolean {
  return state === 'ready' && SHOWN.test(mime)
}
