import type { AppEvent } from '#shared/contract/events.ts'
import type { FileId } from '#shared/domain/ids.ts'

/** Far more than come at once: what broke off is never told as ended. */
const MOST_KEPT = 50

export interface ProgressStore {
  receive: (event: AppEvent) => void
  /** From 0 to 1; null while nothing is known. */
  shareOf: (id: FileId) => number | null
  subscribe: (listener: () => void) => () => void
}

/** How much of the contents that are being fetched has come. */
export function createProgressStore(): ProgressStore {
  const shares = new Map<FileId, number>()
  const listeners = new Set<() => void>()
  return {
    receive(event) {
      if (event.type !== 'file.progress') return
      shares.delete(event.fileId)
      shares.set(event.fileId, event.share)
      for (const id of shares.keys()) if (shares.size > MOST_KEPT) shares.delete(id)
      for (const listener of listeners) listener()
    },
    shareOf: id => shares.get(id) ?? null,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
