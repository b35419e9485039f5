import type { Badge } from './ports/badge.ts'
import type { Clock } from './ports/clock.ts'
import type { FolderDialog } from './ports/dialogs.ts'
import type { Notifier } from './ports/notifier.ts'
import type { Power } from './ports/power.ts'
import type { SecretStore } from './ports/secret-store.ts'
import type { ThisPc } from './ports/this-pc.ts'
import type { Updater } from './ports/updater.ts'

/** What the application asks of its host. */
export interface AppPorts {
  readonly clock: Clock
  readonly notifier: Notifier
  readonly badge: Badge
  readonly secretStore: SecretStore
  readonly power: Power
  readonly dialogs: FolderDialog
  readonly thisPc: ThisPc
  readonly updater: Updater
  /** Ends this application and begins another on the same data: after a restore. */
  readonly restart: () => void
}
