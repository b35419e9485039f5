/**
 * Locks the data folder's one key with something that belongs to this PC's user.
 *   os          the system's own keychain
 *   file        a key file that only the owner can read
 *   basic-text  the system has no keychain: anybody who can read the disk can read the key, and the user is warned
 */
export interface SecretStore {
  readonly kind: 'os' | 'file' | 'basic-text'
  wrap(bytes: Uint8Array): Buffer
  /** Throws when the bytes were wrapped on another PC, by another user, or were damaged. */
  unwrap(wrapped: Uint8Array): Buffer
}
