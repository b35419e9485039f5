import type { LinkEnd, LinkTrouble } from '#shared/domain/link-state.ts'

/** How a socket ended, as far as it can be seen from outside Baileys. */
export interface SocketClose {
  /** Baileys' status code; null when nothing was reported (`end()` without an error, our own watchdog). */
  readonly code: number | null
  /** Something between us and WhatsApp answered the upgrade with a plain HTTP status. Never a word of WhatsApp's own. */
  readonly isPortal: boolean
  /** Baileys had shown its last QR. Its code, 408, is also that of a lost network. */
  readonly areCodesUsedUp: boolean
}

/**
 * What a close means for the link:
 *   restart   WhatsApp asks for a new connection with the same credentials: at once
 *   retry     it will pass: again after a pause. `countsAsBroken` = a catch-all which, when it repeats, means relinking
 *   end       nothing but a person helps
 *   expired   the codes were not used in time
 */
export type CloseVerdict =
  | { readonly kind: 'restart' }
  | {
      readonly kind: 'retry'
      readonly trouble: LinkTrouble
      readonly code: number | null
      readonly countsAsBroken: boolean
    }
  | { readonly kind: 'end'; readonly end: LinkEnd; readonly code: number }
  | { readonly kind: 'expired' }

/** Codes after which WhatsApp will not take these credentials, or this program, again. */
const ENDS: Readonly<Record<number, LinkEnd>> = {
  401: 'logged-out',
  403: 'banned',
  405: 'version-refused',
  406: 'refused',
  409: 'refused',
  411: 'refused',
  440: 'replaced',
}

const RESTART_REQUIRED = 515
const BAD_SESSION = 500
const NETWORK = new Set([408, 428])

/** The table of whatsapp.md 3.9. */
export function judgeClose({ code, isPortal, areCodesUsedUp }: SocketClose): CloseVerdict {
  if (areCodesUsedUp) return { kind: 'expired' }
  if (isPortal) return { kind: 'retry', trouble: 'portal', code, countsAsBroken: false }
  if (code === null || NETWORK.has(code)) return { kind: 'retry', trouble: 'network', code, countsAsBroken: false }
  if (code === RESTART_REQUIRED) return { kind: 'restart' }
  const end = ENDS[code]
  if (end !== undefined) return { kind: 'end', end, code }
  // 500 is also what a stream error without a code becomes: it never proves that the keys are bad.
  return { kind: 'retry', trouble: 'server', code, countsAsBroken: code === BAD_SESSION }
}
