import { useSyncExternalStore } from 'react'
import type { FileId } from '#shared/domain/ids.ts'
import { subscribeToAppEvents } from '../../rpc/app-events.ts'
import { createProgressStore } from './progress-store.ts'

const store = createProgressStore()
subscribeToAppEvents(store.receive)

/** How much of a content has come, from 0 to 1; null while nothing is known. */
export function useProgress(id: FileId): number | null {
  return useSyncExternalStore(store.subscribe, () => store.shareOf(id))
}
