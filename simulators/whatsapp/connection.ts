import { type BinaryNode, decodeBinaryNode, encodeBinaryNode, type KeyPair, type proto } from '@whiskeysockets/baileys'
import type { RawData, WebSocket } from 'ws'
import type { LinkedDevice } from './linked-device.ts'
import { NoiseServer } from './noise-server.ts'

const ROUTING_PROLOGUE = Buffer.from('ED')
const WA_HEADER_LENGTH = 4
const LENGTH_BYTES = 3

export interface ConnectionHandlers {
  /** The Noise handshake is done; the payload tells a registration from a login. */
  onOpen(connection: ServerConnection): void | Promise<void>
  onNode(connection: ServerConnection, stanza: BinaryNode): void | Promise<void>
  onClose(connection: ServerConnection): void
}

/**
 * One client's WebSocket. A frame is its length in three bytes, big-endian, and its bytes; the first one follows an intro of `W A 6 3`,
 * before which a client that was given routing information repeats it (`"ED" 0 1`, three bytes of length, the bytes). The first two frames
 * are the Noise handshake, all later ones are encrypted binary nodes, handled strictly one after the other.
 */
export class ServerConnection {
  readonly id: number
  clientStatic: Buffer = Buffer.alloc(0)
  payload: proto.ClientPayload | undefined
  device: LinkedDevice | undefined
  readonly #socket: WebSocket
  readonly #noise: NoiseServer
  readonly #handlers: ConnectionHandlers
  #stage: 'intro' | 'hello' | 'finish' | 'transport' = 'intro'
  #bytes: Buffer = Buffer.alloc(0)
  #work: Promise<void> = Promise.resolve()
  #heldBack: BinaryNode[] | undefined

  constructor(options: {
    id: number
    socket: WebSocket
    serverStatic: KeyPair
    certificates: Uint8Array
    handlers: ConnectionHandlers
  }) {
    this.id = options.id
    this.#socket = options.socket
    this.#noise = new NoiseServer(options.serverStatic, options.certificates)
    this.#handlers = options.handlers
    this.#socket.on('message', data => this.#receive(data))
    this.#socket.on('error', () => this.#socket.terminate())
    this.#socket.on('close', () => this.#handlers.onClose(this))
  }

  get isOpen(): boolean {
    return this.#stage === 'transport' && this.#socket.readyState === this.#socket.OPEN
  }

  /** Returns whether the stanza went out, or will when the connection thaws. */
  send(stanza: BinaryNode): boolean {
    if (!this.isOpen) return false
    if (this.#heldBack) {
      this.#heldBack.push(stanza)
      return true
    }
    this.#socket.send(frame(this.#noise.encrypt(encodeBinaryNode(stanza))))
    return true
  }

  /** Any bytes as the content of a valid frame, as WhatsApp would never send them. */
  sendBytes(plaintext: Uint8Array): void {
    if (this.isOpen) this.#socket.send(frame(this.#noise.encrypt(plaintext)))
  }

  /** Says something last and closes properly. */
  end(...lastStanzas: BinaryNode[]): void {
    for (const stanza of lastStanzas) this.send(stanza)
    this.#socket.close()
  }

  /** The TCP connection breaks: no close frame, no word. */
  drop(): void {
    this.#socket.terminate()
  }

  /** The path is dead: nothing comes through either way, not even the closing of the connection, and nobody is told. */
  freeze(): void {
    this.#heldBack ??= []
    this.#socket.pause()
  }

  thaw(): void {
    const stanzas = this.#heldBack ?? []
    this.#heldBack = undefined
    this.#socket.resume()
    for (const stanza of stanzas) this.send(stanza)
  }

  #receive(data: RawData): void {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes])
    try {
      this.#readFrames()
    } catch {
      this.#socket.close()
    }
  }

  #readFrames(): void {
    if (this.#stage === 'intro' && !this.#skipIntro()) return
    while (this.#bytes.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + this.#bytes.readUIntBE(0, LENGTH_BYTES)
      if (this.#bytes.length < end) return
      const content = this.#bytes.subarray(LENGTH_BYTES, end)
      this.#bytes = this.#bytes.subarray(end)
      this.#readFrame(content)
    }
  }

  #skipIntro(): boolean {
    let start = 0
    if (this.#bytes.subarray(0, ROUTING_PROLOGUE.length).equals(ROUTING_PROLOGUE))
      start = 7 + this.#bytes.readUIntBE(4, 3)
    if (this.#bytes.length < start + WA_HEADER_LENGTH) return false
    this.#bytes = this.#bytes.subarray(start + WA_HEADER_LENGTH)
    this.#stage = 'hello'
    return true
  }

  #readFrame(content: Buffer): void {
    if (this.#stage === 'hello') {
      this.#socket.send(frame(this.#noise.answerHello(content)))
      this.#stage = 'finish'
      return
    }
    if (this.#stage === 'finish') {
      const { clientStatic, payload } = this.#noise.readFinish(content)
      this.clientStatic = clientStatic
      this.payload = payload
      this.#stage = 'transport'
      this.#enqueue(() => this.#handlers.onOpen(this))
      return
    }
    const plaintext = this.#noise.decrypt(content)
    this.#enqueue(async () => this.#handlers.onNode(this, await decodeBinaryNode(plaintext)))
  }

  #enqueue(job: () => void | Promise<void>): void {
    this.#work = this.#work.then(job).catch((error: unknown) => {
      // What our client sends and the simulator cannot digest is a defect of one of the two: say so loudly, on standard error.
      process.stderr.write(
        `WhatsApp simulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      )
    })
  }
}

function frame(content: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(LENGTH_BYTES + content.length)
  bytes.writeUIntBE(content.length, 0, LENGTH_BYTES)
  bytes.set(content, LENGTH_BYTES)
  return bytes
}
