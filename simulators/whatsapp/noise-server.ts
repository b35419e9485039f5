import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  hkdf,
  type KeyPair,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  sha256,
} from '@whiskeysockets/baileys'

const IV_LENGTH = 12
const NO_BYTES = new Uint8Array(0)

/**
 * The server's half of Noise_XX_25519_AESGCM_SHA256 as WhatsApp speaks it.
 *
 * The handshake hash starts with the protocol name itself (it is exactly 32 bytes, so it is not hashed) and takes in the WA header and the
 * client's ephemeral key. Every mix resets the counter. In transport the client writes with the first half of the split, the additional
 * data is empty, and each direction counts for itself.
 */
export class NoiseServer {
  #hash: Uint8Array = Buffer.from(NOISE_MODE)
  #salt: Uint8Array = this.#hash
  #key: Uint8Array = this.#hash
  #counter = 0
  #transport: { read: Uint8Array; write: Uint8Array; readCount: number; writeCount: number } | undefined
  readonly #static: KeyPair
  readonly #certificates: Uint8Array
  readonly #ephemeral = Curve.generateKeyPair()

  constructor(serverStatic: KeyPair, certificates: Uint8Array) {
    this.#static = serverStatic
    this.#certificates = certificates
  }

  /** Takes the client's hello and returns the server's, an encoded HandshakeMessage. */
  answerHello(frame: Uint8Array): Uint8Array {
    const clientEphemeral = proto.HandshakeMessage.decode(frame).clientHello?.ephemeral
    if (!clientEphemeral?.length) throw new Error('The client hello holds no ephemeral key')
    this.#authenticate(NOISE_WA_HEADER)
    this.#authenticate(clientEphemeral)
    this.#authenticate(this.#ephemeral.public)
    this.#mix(Curve.sharedKey(this.#ephemeral.private, clientEphemeral))
    const encryptedStatic = this.#handshakeEncrypt(this.#static.public)
    this.#mix(Curve.sharedKey(this.#static.private, clientEphemeral))
    const payload = this.#handshakeEncrypt(this.#certificates)
    return proto.HandshakeMessage.encode({
      serverHello: { ephemeral: this.#ephemeral.public, static: encryptedStatic, payload },
    }).finish()
  }

  /** Takes the client's finish; afterwards the transport is open. */
  readFinish(frame: Uint8Array): { clientStatic: Buffer; payload: proto.ClientPayload } {
    const finish = proto.HandshakeMessage.decode(frame).clientFinish
    if (!finish?.static?.length || !finish.payload?.length) throw new Error('The client finish is incomplete')
    const clientStatic = this.#handshakeDecrypt(finish.static)
    this.#mix(Curve.sharedKey(this.#ephemeral.private, clientStatic))
    const payload = proto.ClientPayload.decode(this.#handshakeDecrypt(finish.payload))
    const [read, write] = this.#derive(NO_BYTES)
    this.#transport = { read, write, readCount: 0, writeCount: 0 }
    return { clientStatic, payload }
  }

  encrypt(plaintext: Uint8Array): Buffer {
    const transport = this.#openTransport()
    return aesEncryptGCM(plaintext, transport.write, initialVector(transport.writeCount++), NO_BYTES)
  }

  decrypt(ciphertext: Uint8Array): Buffer {
    const transport = this.#openTransport()
    return aesDecryptGCM(ciphertext, transport.read, initialVector(transport.readCount++), NO_BYTES)
  }

  #openTransport() {
    if (!this.#transport) throw new Error('The Noise handshake is not finished')
    return this.#transport
  }

  #authenticate(data: Uint8Array) {
    this.#hash = sha256(Buffer.concat([this.#hash, data]))
  }

  #handshakeEncrypt(plaintext: Uint8Array): Buffer {
    const ciphertext = aesEncryptGCM(plaintext, this.#key, initialVector(this.#counter++), this.#hash)
    this.#authenticate(ciphertext)
    return ciphertext
  }

  #handshakeDecrypt(ciphertext: Uint8Array): Buffer {
    const plaintext = aesDecryptGCM(ciphertext, this.#key, initialVector(this.#counter++), this.#hash)
    this.#authenticate(ciphertext)
    return plaintext
  }

  #mix(secret: Uint8Array) {
    const [salt, key] = this.#derive(secret)
    this.#salt = salt
    this.#key = key
    this.#counter = 0
  }

  #derive(secret: Uint8Array): [Uint8Array, Uint8Array] {
    const bytes = hkdf(Buffer.from(secret), 64, { salt: Buffer.from(this.#salt), info: '' })
    return [bytes.subarray(0, 32), bytes.subarray(32)]
  }
}

function initialVector(counter: number): Uint8Array {
  const vector = Buffer.alloc(IV_LENGTH)
  vector.writeUInt32BE(counter, IV_LENGTH - 4)
  return vector
}
