import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import type { SecretStore } from './secret-store.ts'

const KEY_LENGTH = 32
const NONCE_LENGTH = 12
const TAG_LENGTH = 16

class DamagedKey extends Error {
  override name = 'DamagedKey'
}

/** The secret store of a host without a keychain: a key file beside the data that only its owner can read. */
export function createFileSecretStore({ file }: { file: string }): SecretStore {
  return {
    kind: 'file',
    wrap(bytes) {
      const nonce = randomBytes(NONCE_LENGTH)
      const cipher = createCipheriv('aes-256-gcm', readUsableKey(file) ?? createKey(file), nonce)
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
  if (key.length !== KEY_LENGTH) throw new DamagedKey('The key file is damaged')
  return key
}

/** A damaged key opens nothing any more. It is kept beside the new one, and must not stand in its way. */
function readUsableKey(file: string): Buffer | undefined {
  try {
    return readKey(file)
  } catch (error) {
    if (!(error instanceof DamagedKey)) throw error
    let number = 1
    while (existsSync(`${file}.unreadable-${number}`)) number += 1
    renameSync(file, `${file}.unreadable-${number}`)
    return undefined
  }
}

/** Whole, or not there: a kill or a full disk in between must not leave half a key, which would be taken for a damaged one. */
function createKey(file: string): Buffer {
  const key = randomBytes(KEY_LENGTH)
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  try {
    const handle = openSync(partial, 'wx', 0o600)
    try {
      writeFileSync(handle, key)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
  return key
}
