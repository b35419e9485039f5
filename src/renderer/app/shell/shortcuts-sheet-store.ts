import { useSyncExternalStore } from 'react'

let isOpen = false
const listeners = new Set<() => void>()

function change(next: boolean): void {
  isOpen = next
  for (const listener of listeners) listener()
}

/** Opened from the menu, the palette and the "?" key; drawn once by the shell. */
export const shortcutsSheet = {
  open: () => change(true),
  close: () => change(false),
}

export function useIsShortcutsSheetOpen(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isOpen,
  )
}
