import { Curve, generateSignalPubKey, WA_CERT_DETAILS } from '@whiskeysockets/baileys'
import { verifySignature } from 'libsignal/src/curve.js'

/**
 * Baileys' `Curve.verify` calls libsignal's and throws its answer away, so that any signature passes (rc14). With this repair the
 * server's certificate, the phone's and every contact's keys are really checked. WhatsApp's genuine chain passes it.
 */
export function verifyStrictly(): void {
  Curve.verify = (publicKey, message, signature) => {
    try {
      return verifySignature(Buffer.from(generateSignalPubKey(publicKey)), message, signature) === true
    } catch {
      return false
    }
  }
}

/** For a simulated WhatsApp: the root that signs its certificate, in the place of the real one. For the whole process. */
export function trustRoot(publicKey: Uint8Array): void {
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(publicKey)
}
