import { safeStorage } from 'electron'
import { createLogger } from '../logging/logger.ts'
import type { SecretStore } from '../ports/secret-store.ts'

const log = createLogger('desktop')

/** The system's keychain, by way of Electron. The app must be ready: before that, Linux has none. */
export function createDesktopSecretStore(): SecretStore {
  const isBasicText = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
  if (isBasicText) {
    // Electron then encrypts with a password that is the same everywhere. It must be asked for, and the person is warned.
    safeStorage.setUsePlainTextEncryption(true)
    log.warn('the system has no keychain: secrets are only as safe as the disk')
  }
  return {
    kind: isBasicText ? 'basic-text' : 'os',
    wrap: bytes => safeStorage.encryptString(Buffer.from(bytes).toString('base64')),
    unwrap: wrapped => Buffer.from(safeStorage.decryptString(Buffer.from(wrapped)), 'base64'),
  }
}
