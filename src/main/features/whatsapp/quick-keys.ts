import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

type WithKey = (algorithm: string, key: unknown, ...more: unknown[]) => unknown

let isQuick = false

/**
 * Node 24 finds out whether a key is a `KeyObject` by letting it throw, which for a key in bytes takes five times as long as the HMAC or
 * the cipher itself. Baileys and libsignal give bytes only, a dozen times for each message: here they become the object first.
 */
export function quickenKeys(): void {
  if (isQuick) return
  isQuick = true
  const functions = crypto as unknown as Record<string, WithKey>
  for (const name of ['createHmac', 'createCipheriv', 'createDecipheriv']) {
    const original = functions[name]
    if (original === undefined) continue
    functions[name] = (algorithm, key, ...more) =>
      original(algorithm, key instanceof Uint8Array && key.length > 0 ? crypto.createSecretKey(key) : key, ...more)
  }
  syncBuiltinESMExports()
}
