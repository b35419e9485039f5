import { Curve, generateSignalPubKey, type KeyPair, type SignedKeyPair, signedKeyPair } from '@whiskeysockets/baileys'
import * as libsignal from 'libsignal'

/** What a sender needs to open a Signal session with a device (X3DH): fetched from the server, one one-time key each. */
export interface PreKeyBundle {
  registrationId: number
  identityKey: Uint8Array
  signedPreKey: { keyId: number; publicKey: Uint8Array; signature: Uint8Array }
  preKey?: { keyId: number; publicKey: Uint8Array } | undefined
}

export interface Ciphertext {
  type: 'pkmsg' | 'msg'
  bytes: Buffer
}

const PRE_KEY_MESSAGE = 3
const SIGNED_PRE_KEY_ID = 1
let parties = 0

/**
 * One end of Signal conversations: a customer's phone, or the office's own phone. Holds its identity, its pre-keys and its sessions in
 * memory, one record per named peer. Key material is made when first needed, so ten thousand silent contacts cost nothing.
 */
export class SignalParty {
  readonly identity: KeyPair = Curve.generateKeyPair()
  readonly registrationId = 1 + Math.floor(Math.random() * 16_000)
  /** libsignal queues its jobs per address in a process-wide map: without a name of its own every contact would wait for the others. */
  readonly #name = `party${++parties}`
  readonly #sessions = new Map<string, libsignal.SessionRecord>()
  readonly #preKeys = new Map<number, KeyPair>()
  #signedPreKey: SignedKeyPair | undefined
  #nextPreKeyId = 1
  #work: Promise<unknown> = Promise.resolve()

  hasSession(peer: string): boolean {
    return this.#sessions.get(peer)?.haveOpenSession() ?? false
  }

  /** Opens a new sending session from a bundle, closing an older one. */
  async openSession(peer: string, bundle: PreKeyBundle): Promise<void> {
    // libsignal calls a bundle without a one-time key valid, its types do not.
    const session = bundle as Parameters<libsignal.SessionBuilder['initOutgoing']>[0]
    await new libsignal.SessionBuilder(this.#storage(peer, 'live'), this.#address(peer)).initOutgoing(session)
  }

  /** Encrypts for a peer, one message after the other, opening a session from `takeBundle` when there is none. */
  encrypt(peer: string, plaintext: Uint8Array, takeBundle: () => PreKeyBundle): Promise<Ciphertext> {
    const sealed = this.#work.then(async () => {
      if (!this.hasSession(peer)) await this.openSession(peer, takeBundle())
      return this.#encryptInSession(peer, plaintext)
    })
    this.#work = sealed.catch(() => {})
    return sealed
  }

  async #encryptInSession(peer: string, plaintext: Uint8Array): Promise<Ciphertext> {
    const cipher = new libsignal.SessionCipher(this.#storage(peer, 'live'), this.#address(peer))
    const { type, body } = await cipher.encrypt(Buffer.from(plaintext))
    return { type: type === PRE_KEY_MESSAGE ? 'pkmsg' : 'msg', bytes: Buffer.from(body as unknown as Uint8Array) }
  }

  async decrypt(peer: string, ciphertext: Ciphertext): Promise<Uint8Array> {
    const cipher = new libsignal.SessionCipher(this.#storage(peer, 'copy'), this.#address(peer))
    if (ciphertext.type === 'pkmsg') return cipher.decryptPreKeyWhisperMessage(ciphertext.bytes)
    return cipher.decryptWhisperMessage(ciphertext.bytes)
  }

  /** The bundle this party has on the server, with a fresh one-time key each time. */
  takeBundle(): PreKeyBundle {
    const preKey = Curve.generateKeyPair()
    const keyId = this.#nextPreKeyId++
    this.#preKeys.set(keyId, preKey)
    const signed = this.#ownSignedPreKey()
    return {
      registrationId: this.registrationId,
      identityKey: this.identity.public,
      signedPreKey: { keyId: signed.keyId, publicKey: signed.keyPair.public, signature: signed.signature },
      preKey: { keyId, publicKey: preKey.public },
    }
  }

  #ownSignedPreKey(): SignedKeyPair {
    this.#signedPreKey ??= signedKeyPair(this.identity, SIGNED_PRE_KEY_ID)
    return this.#signedPreKey
  }

  #address(peer: string) {
    return new libsignal.ProtocolAddress(`${this.#name}/${peer.replaceAll('.', '_')}`, 0)
  }

  /**
   * A failed decryption leaves half-turned ratchets in the record it tried, so decryption works on a copy which is stored only after
   * success; encryption, by far the more frequent, works on the live record.
   */
  #storage(peer: string, access: 'live' | 'copy'): libsignal.SignalStorage {
    return {
      loadSession: async () => {
        const record = this.#sessions.get(peer)
        return record && access === 'copy' ? libsignal.SessionRecord.deserialize(record.serialize()) : record
      },
      storeSession: async (_address, record) => {
        this.#sessions.set(peer, record)
      },
      isTrustedIdentity: () => true,
      loadPreKey: async keyId => {
        const preKey = this.#preKeys.get(Number(keyId))
        return preKey && signalKeyPair(preKey)
      },
      removePreKey: keyId => {
        this.#preKeys.delete(keyId)
      },
      loadSignedPreKey: () => signalKeyPair(this.#ownSignedPreKey().keyPair),
      getOurRegistrationId: () => this.registrationId,
      getOurIdentity: () => signalKeyPair(this.identity),
    }
  }
}

/** libsignal writes public keys with their type byte (5), Baileys without. */
function signalKeyPair(pair: KeyPair) {
  return { privKey: Buffer.from(pair.private), pubKey: Buffer.from(generateSignalPubKey(pair.public)) }
}
