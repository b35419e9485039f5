import { createRequire } from 'node:module'
import { Curve, generateSignalPubKey, WA_CERT_DETAILS } from '@whiskeysockets/baileys'

interface SignalCurve {
  verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

/**
 * Baileys' `Curve.verify` calls libsignal's and throws its answer away, so that any signature passes (rc14). With this repair the
 * server's certificate, the phone's and every contact's keys are really checked. WhatsApp's genuine chain passes it.
 */
export function verifyStrictly(): void {
  // libsignal is Baileys' dependency, not ours: found from where Baileys finds it.
  const baileys = createRequire(import.meta.url).resolve('@whiskeysockets/baileys')
  const requireFromBaileys = createRequire(baileys)
  const curve = requireFromBaileys('libsignal/src/curve.js') as SignalCurve
  Curve.verify = (publicKey, message, signature) => {
    try {
      return curve.verifySignature(Buffer.from(generateSignalPubKey(publicKey)), message, signature) === true
    } catch {
      return false
    }
  }
}

/** For a simulated WhatsApp: the root that signs its certificate, in the place of the real one. For the whole process. */
export function trustRoot(publicKey: Uint8Array): void {
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(publicKey)
}
