import {
  type AuthenticationCreds,
  type BaileysEventMap,
  initAuthCreds,
  type SignalDataTypeMap,
  type SignalKeyStore,
  type WASocket,
} from '@whiskeysockets/baileys'
import type { Logger } from '../../logging/logger.ts'
import type { AuthStore } from './auth-store.ts'
import type { SessionEvent } from './session-state.ts'

export type PairingMethod = { readonly kind: 'qr' } | { readonly kind: 'code'; readonly phoneNumber: string }

/** WhatsApp hands out six codes in a row: the first lives a minute, the others twenty seconds each. */
const FIRST_QR_MS = 60_000
const LATER_QR_MS = 20_000
const ALL_CODES_MS = FIRST_QR_MS + 5 * LATER_QR_MS

export interface Pairing {
  readonly creds: AuthenticationCreds
  readonly keys: SignalKeyStore
  /** From the phone's yes on, these credentials are the number's own. */
  readonly isPaired: boolean
  hearConnection(update: BaileysEventMap['connection.update'], socket: WASocket): void
  hearCreds(update: BaileysEventMap['creds.update']): void
  /** Whether a close with this reason only says that nobody used a code in time: its number is that of a lost network. */
  areCodesUsedUp(reason: string | undefined): boolean
}

/**
 * One try to link. Its credentials live in memory until the phone has said yes: an unused pairing code leaves credentials behind that
 * log in and are thrown out with 401, and the keys of a link that still stands are not given up for a try.
 */
export function startPairing({
  method,
  store,
  qrMs,
  now,
  log,
  apply,
}: {
  method: PairingMethod
  store: AuthStore
  qrMs: number | undefined
  now: () => number
  log: Logger
  apply: (event: SessionEvent) => void
}): Pairing {
  const creds = initAuthCreds()
  let isPaired = false
  let shownCount = 0

  async function askForCode(phoneNumber: string, socket: WASocket): Promise<void> {
    try {
      const code = await socket.requestPairingCode(phoneNumber.replace(/\D/gu, ''))
      apply({ kind: 'code-shown', code, at: now(), lifetimeMs: qrMs === undefined ? ALL_CODES_MS : qrMs * 6 })
    } catch (error) {
      log.warn({ error }, 'no pairing code could be had')
      apply({ kind: 'pairing-failed', failure: 'code-refused' })
    }
  }

  return {
    creds,
    keys: {
      get: <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => (isPaired ? store.keys.get(type, ids) : {}),
      set: data => (isPaired ? store.keys.set(data) : undefined),
    },
    get isPaired() {
      return isPaired
    },
    hearConnection({ qr }, socket) {
      if (!qr) return
      shownCount += 1
      if (method.kind === 'qr') {
        const lifetimeMs = qrMs ?? (shownCount === 1 ? FIRST_QR_MS : LATER_QR_MS)
        apply({ kind: 'qr-shown', qr, at: now(), lifetimeMs })
      } else if (shownCount === 1) void askForCode(method.phoneNumber, socket)
    },
    hearCreds(update) {
      // Heard before Baileys has merged it into its credentials.
      const updated = { ...creds, ...update }
      if (isPaired) store.writeCreds(updated)
      else if (updated.account) {
        isPaired = true
        store.replaceCreds(updated)
        apply({ kind: 'paired', at: now() })
      }
    },
    areCodesUsedUp: reason => !isPaired && reason === 'QR refs attempts ended',
  }
}
