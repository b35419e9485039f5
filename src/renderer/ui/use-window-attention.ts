import { useSyncExternalStore } from 'react'

function subscribe(listener: () => void): () => void {
  window.addEventListener('focus', listener)
  window.addEventListener('blur', listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    window.removeEventListener('focus', listener)
    window.removeEventListener('blur', listener)
    document.removeEventListener('visibilitychange', listener)
  }
}

/** Whether somebody is looking: the window is in sight and has the keyboard. */
export function isWindowAttended(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

export function useWindowAttention(): boolean {
  return useSyncExternalStore(subscribe, isWindowAttended)
}
