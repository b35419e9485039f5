import { useSyncExternalStore } from 'react'
import type { SignedInStaff } from '#shared/contract/session.ts'
import type { Handshake } from '#shared/contract/system.ts'
import { connection } from './api.ts'
import type { ConnectionState } from './connection.ts'

export function useConnection(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.state)
}

/** What the core said last. Only for what is drawn after the first handshake. */
export function useHandshake(): Handshake {
  const state = useConnection()
  if (state.kind !== 'ready' && state.kind !== 'lost') throw new Error(`No handshake while ${state.kind}`)
  return state.handshake
}

/** The office's own; before the office is known, the PC's. */
export function useTimeZone(): string | undefined {
  const state = useConnection()
  const isKnown = (state.kind === 'ready' || state.kind === 'lost') && state.handshake.officeId !== null
  return isKnown ? state.handshake.timeZone : undefined
}

/** The person at this window. Only for what is drawn after sign-in. */
export function useSignedInStaff(): SignedInStaff {
  const { staff } = useHandshake()
  if (staff === null) throw new Error('Nobody is signed in')
  return staff
}
