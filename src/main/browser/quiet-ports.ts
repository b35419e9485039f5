import type { Badge } from '../ports/badge.ts'
import type { FolderDialog } from '../ports/dialogs.ts'
import type { Notifier } from '../ports/notifier.ts'
import type { Power } from '../ports/power.ts'
import type { ThisPc } from '../ports/this-pc.ts'
import type { Updater } from '../ports/updater.ts'

/** A browser host shows no notices of its own: the page does, with the browser's. */
export const pageNotifier: Notifier = { show: () => {}, withdraw: () => {} }

/** The page's title carries the number. */
export const pageBadge: Badge = { show: () => {} }

/** Nobody tells this process of sleep or of the network; a jump of the clock does, and a dead socket is noticed by its silence. */
export const unawarePower: Power = {
  onSuspend: () => () => {},
  onResume: () => () => {},
  onNetworkChange: () => () => {},
}

/** A page may not ask for a folder of this PC: it offers what is there to choose from instead. */
export const noFolderDialog: FolderDialog = { isAvailable: false, openFolder: async () => undefined }

/** A program that serves a browser is begun by whoever wants it, and has no place beside the clock. */
export const unknownPc: ThisPc = { get: () => ({ startsAtLogin: null, staysInTray: null }), change: () => {} }

/** It was not installed: who brought it here brings the newer one. */
export const noUpdater: Updater = {
  isAvailable: false,
  check: async () => null,
  download: async () => {},
  install: () => {},
}
