import { connection } from './api.ts'

/** The core's "now": ages must be right even when this PC's clock and the core's differ. */
export function coreNow(): number {
  return connection.now()
}
