import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { SecretStore } from './secret-store.ts'

const KEY_LENGTH = 32
const NONCE_LENGTH = 12
const TAG_LENGTH = 16

/** The secret store of a host without a keychain: a key file beside the data that only its owner can read. */
export function createFileSecretStore({ file }: { file: string }): SecretStore {
  return {
    kind: 'file',
    wrap(bytes) {
      const nonce = randomBytes(NONCE_LENGTH)
      const cipher = createCipheriv('aes-256-gcm', readKey(file) ?? createKey(file), nonce)
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    },
    unwrap(wrapped) {
      const key = readKey(file)
      if (!key) throw new Error('The key file is missing')
      const bytes = Buffer.from(wrapped)
      if (bytes.length < NONCE_LENGTH + TAG_LENGTH) throw new Error('The wrapped key is too short')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_LENGTH))
      decipher.setAuthTag(bytes.subarray(-TAG_LENGTH))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_LENGTH, -TAG_LENGTH)), decipher.final()])
    },
  }
}

function readKey(file: string): Buffer | undefined {
  let key: Buffer
  try {
    // Somebody may have copied the folder with wider rights: narrow them again before trusting the file.
    chmodSync(file, 0o600)
    key = readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  if (key.length !== KEY_LENGTH) throw new Error('The key file is damaged')
  return key
}

function createKey(file: string): Buffer {
  const key = randomBytes(KEY_LENGTH)
  const handle = openSync(file, 'wx', 0o600)
  try {
    writeSync(handle, key)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return key
}
