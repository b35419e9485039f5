import type { StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import type { Services } from '../services.ts'

/** Who asks: the person signed in on the connection, as the database says at this moment. */
export interface Viewer {
  readonly id: StaffId
  readonly role: StaffRole
  readonly locale: Locale
}

/** One page that talks to the core, for as long as its port or socket lives. */
export interface Connection {
  readonly id: string
  /** A window of this program on this PC, not a browser. */
  readonly isAtDesk: boolean
  /** The handshake was said with the right contract number: before it, nothing else is answered. */
  isGreeted: boolean
  /** The session that the page proved to have; who that is and whether it is locked is asked of the database every time. */
  sessionId: string | null
}

export interface RpcContext {
  readonly connection: Connection
  readonly services: Services
}

/** What handlers of signed-in procedures receive in addition. */
export interface SignedInContext extends RpcContext {
  readonly viewer: Viewer
}
