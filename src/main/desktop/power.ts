import { net, powerMonitor } from 'electron'
import type { Power } from '../ports/power.ts'
import { watchNetwork } from './network-change.ts'

/** The app must be ready. */
export function createDesktopPower(): Power {
  return {
    onSuspend(listener) {
      powerMonitor.on('suspend', listener)
      return () => void powerMonitor.off('suspend', listener)
    },
    onResume(listener) {
      powerMonitor.on('resume', listener)
      return () => void powerMonitor.off('resume', listener)
    },
    onNetworkChange: listener => watchNetwork(listener, { isOnline: () => net.isOnline() }),
  }
}
