import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createLogger } from '../../logging/logger.ts'
import type { SecretStore } from '../../ports/secret-store.ts'
import { CannotOpenSecret, cannotOpenSecret, SecretsLocked, secretsLocked } from './errors.ts'

export const DATA_KEY_FILE = 'data-key'

/** First byte of everything sealed, so that the way of sealing can change one day. */
const FORMAT = 1
const KEY_LENGTH = 32
const NONCE_LENGTH = 12
const TAG_LENGTH = 16

export interface SecretBox {
  /**
   * ready          secrets can be sealed and opened
   * cannot-unwrap  the data key was wrapped on another PC or by another user, or is damaged: what was linked must be linked again
   */
  readonly state: 'ready' | 'cannot-unwrap'
  /** How well the data key itself is kept; `basic-text` deserves a warning. */
  readonly protection: SecretStore['kind']
  /** `context` says what the secret is for; a sealed value opens under the same context only. Throws SecretsLocked. */
  seal(plaintext: Uint8Array | string, context: string): Buffer
  /** Throws SecretsLocked, or CannotOpenSecret when the value is damaged or belongs to another context or key. */
  open(sealed: Uint8Array, context: string): Buffer
  /** Whether an error says that a secret cannot be read here, so that what it was for must be linked or typed in again. */
  isUnreadable(error: unknown): boolean
  /** Puts a fresh key in the place of one that cannot be unwrapped. Everything sealed before is lost; the old file is kept beside it. */
  startAfresh(): void
}

const log = createLogger('secrets')

/** One random key per data folder seals everything secret in it (AES-256-GCM); the host's secret store wraps that key. */
export function createSecretBox({ folder, secretStore }: { folder: string; secretStore: SecretStore }): SecretBox {
  const file = join(folder, DATA_KEY_FILE)
  let key = loadOrMakeKey(file, secretStore)

  function readyKey(): KeyObject {
    if (!key) throw secretsLocked()
    return key
  }

  return {
    get state() {
      return key ? 'ready' : 'cannot-unwrap'
    },
    protection: secretStore.kind,
    seal(plaintext, context) {
      const nonce = randomBytes(NONCE_LENGTH)
      const cipher = createCipheriv('aes-256-gcm', readyKey(), nonce)
      cipher.setAAD(Buffer.from(context))
      return Buffer.concat([
        Buffer.of(FORMAT),
        nonce,
        cipher.update(Buffer.from(plaintext)),
        cipher.final(),
        cipher.getAuthTag(),
      ])
    },
    open(sealed, context) {
      const dataKey = readyKey()
      const bytes = Buffer.from(sealed)
      if (bytes.length < 1 + NONCE_LENGTH + TAG_LENGTH || bytes[0] !== FORMAT) throw cannotOpenSecret(context)
      try {
        const decipher = createDecipheriv('aes-256-gcm', dataKey, bytes.subarray(1, 1 + NONCE_LENGTH))
        decipher.setAAD(Buffer.from(context))
        decipher.setAuthTag(bytes.subarray(-TAG_LENGTH))
        return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_LENGTH, -TAG_LENGTH)), decipher.final()])
      } catch {
        throw cannotOpenSecret(context)
      }
    },
    isUnreadable: error => error instanceof SecretsLocked || error instanceof CannotOpenSecret,
    startAfresh() {
      if (key) return
      setAside(file)
      key = loadOrMakeKey(file, secretStore)
      if (!key) throw secretsLocked()
    },
  }
}

function loadOrMakeKey(file: string, secretStore: SecretStore): KeyObject | undefined {
  try {
    const wrapped = readIfThere(file)
    if (!wrapped) {
      const key = randomBytes(KEY_LENGTH)
      writeDurably(file, secretStore.wrap(key))
      return createSecretKey(key)
    }
    const key = secretStore.unwrap(wrapped)
    if (key.length === KEY_LENGTH) return createSecretKey(key)
    log.warn('the data key has the wrong length')
  } catch (error) {
    log.warn({ error }, 'the data key cannot be unwrapped')
  }
  return undefined
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** On the disk whole before anything is sealed with it: a key lost in a power cut would take every secret along. */
function writeDurably(file: string, bytes: Uint8Array): void {
  const partial = `${file}.partial`
  const handle = openSync(partial, 'w', 0o600)
  try {
    writeSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(partial, file)
}

function setAside(file: string): void {
  if (!existsSync(file)) return
  let number = 1
  while (existsSync(`${file}.unreadable-${number}`)) number += 1
  renameSync(file, `${file}.unreadable-${number}`)
}
