import {
  type BinaryNode,
  generateSignalPubKey,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys'
import type { ServerConnection } from './connection.ts'
import { DeviceQueue, type QueuedStanza } from './device-queue.ts'
import type { PreKeyBundle } from './signal-party.ts'
import { lidJid, node, phoneJid, randomStanzaId, requiredBytes, wireTime } from './stanza.ts'

/** The keys a companion registers with: sent in its very first client payload, kept until it uploads more. */
export interface RegistrationKeys {
  registrationId: number
  identity: Buffer
  signedPreKey: { keyId: number; publicKey: Buffer; signature: Buffer }
}

/** Baileys uploads five new keys when told that fewer than five are left. */
const LOW_PRE_KEY_COUNT = 5

/** A companion linked to an office phone: our application, as the server knows it. */
export class LinkedDevice {
  readonly phoneNumber: string
  readonly lid: string
  readonly id: number
  readonly keyIndex: number
  readonly noiseStatic: Buffer
  readonly queue = new DeviceQueue()
  connection: ServerConnection | undefined
  /** A phone sends the first history until the device has confirmed it; Baileys buffers all events for 20 seconds waiting for it. */
  hasHistory = false
  #registration: RegistrationKeys
  #oneTimeKeys: { keyId: number; publicKey: Buffer }[] = []
  #hasUploaded = false
  #hasAskedForKeys = false

  constructor(options: {
    phoneNumber: string
    lid: string
    id: number
    keyIndex: number
    noiseStatic: Buffer
    registration: RegistrationKeys
  }) {
    this.phoneNumber = options.phoneNumber
    this.lid = options.lid
    this.id = options.id
    this.keyIndex = options.keyIndex
    this.noiseStatic = options.noiseStatic
    this.#registration = options.registration
  }

  get jid(): string {
    return phoneJid(this.phoneNumber, this.id)
  }

  get lidJid(): string {
    return lidJid(this.lid, this.id)
  }

  get isOnline(): boolean {
    return this.connection !== undefined
  }

  get oneTimeKeyCount(): number {
    return this.#oneTimeKeys.length
  }

  /** Queues a stanza and sends it at once when the device is there. */
  deliver(stanza: QueuedStanza): void {
    this.queue.add(stanza)
    if (this.connection?.send(stanza.node)) stanza.onSent?.()
  }

  /** Login: everything unconfirmed, oldest first, then the marker which says how much it was. */
  deliverQueue(connection: ServerConnection, options: { withMarker: boolean }): void {
    const waiting = [...this.queue.all()]
    this.connection = connection
    for (const [index, stanza] of waiting.entries()) {
      const offline = { ...stanza.node, attrs: { ...stanza.node.attrs, offline: String(index + 1) } }
      if (connection.send(offline)) stanza.onSent?.()
    }
    if (options.withMarker) connection.send(node('ib', {}, [node('offline', { count: String(waiting.length) })]))
  }

  /** `<iq type=set xmlns=encrypt>`: registration, identity, a list of one-time keys and the signed pre-key. */
  storeKeys(upload: BinaryNode): void {
    this.#registration = {
      registrationId: requiredBytes(upload, 'registration').readUInt32BE(),
      identity: requiredBytes(upload, 'identity'),
      signedPreKey: readSignedPreKey(upload),
    }
    for (const key of getBinaryNodeChildren(getBinaryNodeChild(upload, 'list'), 'key')) {
      this.#oneTimeKeys.push({
        keyId: requiredBytes(key, 'id').readUIntBE(0, 3),
        publicKey: requiredBytes(key, 'value'),
      })
    }
    this.#hasUploaded = true
    this.#hasAskedForKeys = false
  }

  storeSignedPreKey(rotate: BinaryNode): void {
    this.#registration = { ...this.#registration, signedPreKey: readSignedPreKey(rotate) }
  }

  /** The bundle a sender gets; when one-time keys run out, the signed pre-key alone must do. */
  takeBundle(): PreKeyBundle {
    const { registrationId, identity, signedPreKey } = this.#registration
    const preKey = this.#oneTimeKeys.shift()
    return {
      registrationId,
      identityKey: Buffer.from(generateSignalPubKey(identity)),
      signedPreKey: { ...signedPreKey, publicKey: Buffer.from(generateSignalPubKey(signedPreKey.publicKey)) },
      ...(preKey && {
        preKey: { keyId: preKey.keyId, publicKey: Buffer.from(generateSignalPubKey(preKey.publicKey)) },
      }),
    }
  }

  /** Tells the device, once until it uploads, that its keys on the server run low. */
  askForKeysIfLow(at: number): void {
    const count = this.#oneTimeKeys.length
    if (this.#hasAskedForKeys || !this.#hasUploaded || !this.connection || count >= LOW_PRE_KEY_COUNT) return
    this.#hasAskedForKeys = true
    const attributes = { from: S_WHATSAPP_NET, type: 'encrypt', id: randomStanzaId(), t: wireTime(at) }
    this.deliver({ node: node('notification', attributes, [node('count', { value: String(count) })]) })
  }
}

function readSignedPreKey(parent: BinaryNode): RegistrationKeys['signedPreKey'] {
  const key = getBinaryNodeChild(parent, 'skey')
  return {
    keyId: requiredBytes(key, 'id').readUIntBE(0, 3),
    publicKey: requiredBytes(key, 'value'),
    signature: requiredBytes(key, 'signature'),
  }
}
