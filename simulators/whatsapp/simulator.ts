import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type BinaryNode, Curve, type KeyPair } from '@whiskeysockets/baileys'
import { WebSocketServer } from 'ws'
import { createCertificateChain } from './certificate-chain.ts'
import { type ConnectionHandlers, ServerConnection } from './connection.ts'
import { type Addressing, Contact, type ContactBehaviour, type ContactOptions } from './contact.ts'
import { handleMessage, handleReceipt, notePresence } from './delivery.ts'
import type { SimulatorEvents } from './events.ts'
import { CLOSE_REASONS, type CloseReason, type Faults, type RefusalMode } from './faults.ts'
import type { LinkedDevice } from './linked-device.ts'
import { logIn, noteDisconnect } from './login.ts'
import type { MediaStore } from './media-store.ts'
import { OfficePhone, type PhoneOptions } from './office-phone.ts'
import { PairingDesk } from './pairing.ts'
import { answerQuery } from './queries.ts'
import type { SimulatorRecord } from './record.ts'
import { digitsOf } from './stanza.ts'
import { World } from './world.ts'

const PATH = '/ws/chat'

export interface SimulatorOptions {
  /** 0 or nothing = any free port. */
  port?: number
  /** Where to append the record, one JSON object a line. */
  statePath?: string
  /** The long-term root of the certificate chain; a new one when not given. */
  rootKey?: KeyPair
  now?: () => number
}

export interface ContactChanges {
  name?: string | undefined
  addressing?: Addressing | undefined
  behaviour?: Partial<ContactBehaviour> | undefined
  isInFlightMode?: boolean | undefined
}

export interface WhatsAppSimulator {
  /** For SANTRAL_WHATSAPP_URL. */
  readonly url: string
  /** For SANTRAL_MEDIA_URL. */
  readonly mediaUrl: string
  readonly media: MediaStore
  /** For SANTRAL_WHATSAPP_ROOT_KEY: what the client must hold in `WA_CERT_DETAILS.PUBLIC_KEY`. */
  readonly rootKeyHex: string
  readonly record: SimulatorRecord
  readonly events: SimulatorEvents
  readonly faults: Faults
  readonly phones: ReadonlyMap<string, OfficePhone>
  readonly contacts: ReadonlyMap<string, Contact>
  /** How many clients are connected, linked or not. */
  readonly connectionCount: number
  readonly qrOnScreen: string | null
  /** Holds a screen with this QR code before the phones' cameras, or takes it away. */
  showOnScreen(qr: string | null): void
  createPhone(options: PhoneOptions): OfficePhone
  createContact(options: ContactOptions): Contact
  /** Changes somebody, and says so to whoever shows it. */
  updateContact(contact: Contact, changes: ContactChanges): Promise<void>
  /** All TCP connections break (or those of one phone). */
  dropConnections(phoneNumber?: string): void
  /** How new connections are treated from now on. */
  refuseConnections(mode: RefusalMode): void
  /** The network path goes dead, silently, or comes back to life with everything that was held up in between. */
  freeze(isFrozen: boolean): void
  /** Ends the live connections the way WhatsApp does for this reason. */
  closeWith(reason: CloseReason, phoneNumber?: string): void
  close(): Promise<void>
}

/** Starts a WhatsApp server on 127.0.0.1 to which an unmodified Baileys can be linked. */
export async function startWhatsAppSimulator(options: SimulatorOptions = {}): Promise<WhatsAppSimulator> {
  const world = new World({ now: options.now ?? Date.now, recordPath: options.statePath })
  const desk = new PairingDesk(world)
  const root = options.rootKey ?? Curve.generateKeyPair()
  const serverStatic = Curve.generateKeyPair()
  const certificates = createCertificateChain(root, serverStatic)
  const handlers = createHandlers(world, desk)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 })
  const heldOpen = new Set<Duplex>()
  let lastConnectionId = 0

  const server = createServer((request, response) => {
    if (!world.media.answer(request, response)) response.writeHead(404).end()
  })
  server.on('connection', socket => {
    if (world.faults.refusal === 'tcp') socket.destroy()
  })
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] !== PATH) return refuse(socket, 404)
    const { refusal } = world.faults
    if (refusal.startsWith('http-')) return refuse(socket, Number(refusal.slice('http-'.length)))
    if (refusal === 'black-hole' || world.faults.isFrozen) return hold(socket)
    sockets.handleUpgrade(request as IncomingMessage, socket, head, webSocket => {
      if (refusal === 'no-handshake') return hold(socket)
      lastConnectionId++
      const connection = new ServerConnection({
        id: lastConnectionId,
        socket: webSocket,
        serverStatic,
        certificates,
        handlers,
      })
      world.connections.add(connection)
    })
  })
  function hold(socket: Duplex): void {
    heldOpen.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => heldOpen.delete(socket))
  }

  await listen(server, options.port ?? 0)
  const { port } = server.address() as AddressInfo

  function connectionsOf(phoneNumber: string | undefined): ServerConnection[] {
    const wanted = phoneNumber === undefined ? undefined : digitsOf(phoneNumber)
    return [...world.connections].filter(({ device }) => wanted === undefined || device?.phoneNumber === wanted)
  }

  return {
    url: `ws://127.0.0.1:${port}${PATH}`,
    mediaUrl: `http://127.0.0.1:${port}`,
    media: world.media,
    rootKeyHex: Buffer.from(root.public).toString('hex'),
    record: world.record,
    events: world.events,
    faults: world.faults,
    phones: world.phones,
    contacts: world.contacts,
    get connectionCount() {
      return world.connections.size
    },
    get qrOnScreen() {
      return world.qrOnScreen
    },
    showOnScreen(qr) {
      if (qr === world.qrOnScreen) return
      world.qrOnScreen = qr
      world.events.publish({ type: 'screen', hasQr: qr !== null, at: world.now() })
    },
    createPhone(phoneOptions) {
      const phone = new OfficePhone(world, desk, phoneOptions)
      world.addPhone(phone)
      return phone
    },
    createContact(contactOptions) {
      const contact = new Contact(world, contactOptions)
      world.addContact(contact)
      world.events.publish({ type: 'contact', contact: contact.id, at: world.now() })
      return contact
    },
    async updateContact(contact, { name, addressing, behaviour, isInFlightMode }) {
      contact.name = name ?? contact.name
      contact.addressing = addressing ?? contact.addressing
      Object.assign(contact.behaviour, behaviour)
      if (isInFlightMode !== undefined) await contact.setFlightMode(isInFlightMode)
      world.events.publish({ type: 'contact', contact: contact.id, at: world.now() })
    },
    dropConnections(phoneNumber) {
      for (const connection of connectionsOf(phoneNumber)) connection.drop()
      if (phoneNumber === undefined) for (const socket of heldOpen) socket.destroy()
    },
    refuseConnections(mode) {
      world.faults.refusal = mode
    },
    freeze(isFrozen) {
      world.faults.isFrozen = isFrozen
      for (const connection of world.connections) {
        if (isFrozen) connection.freeze()
        else connection.thaw()
      }
    },
    closeWith(reason, phoneNumber) {
      for (const connection of connectionsOf(phoneNumber)) {
        if (reason === 'device-removed' && connection.device) {
          world.phones.get(connection.device.phoneNumber)?.removeDevice(connection.device)
        } else connection.end(CLOSE_REASONS[reason].stanza())
      }
    },
    async close() {
      for (const connection of world.connections) connection.drop()
      for (const socket of heldOpen) socket.destroy()
      sockets.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      world.close()
    },
  }
}

function createHandlers(world: World, desk: PairingDesk): ConnectionHandlers {
  return {
    onOpen(connection) {
      const registration = connection.payload?.devicePairingData
      if (registration) return desk.welcome(connection, registration)
      return logIn(world, connection)
    },
    onNode(connection, stanza) {
      if (connection.device) return handleStanza(world, connection, stanza)
      desk.handle(connection, stanza)
    },
    onClose(connection) {
      world.connections.delete(connection)
      desk.leave(connection)
      noteDisconnect(world, connection)
    },
  }
}

function handleStanza(world: World, connection: ServerConnection, stanza: BinaryNode): void | Promise<void> {
  const { device } = connection
  const phone = device && world.phones.get(device.phoneNumber)
  if (!device || !phone) return
  switch (stanza.tag) {
    case 'iq':
      return answerQuery(world, connection, device, stanza)
    case 'message':
      return handleMessage(world, phone, device, stanza)
    case 'receipt':
    case 'ack':
      return confirm(world, phone, device, stanza)
    case 'presence':
    case 'chatstate':
      return notePresence(world, device, stanza)
  }
}

async function confirm(world: World, phone: OfficePhone, device: LinkedDevice, stanza: BinaryNode): Promise<void> {
  const before = device.queue.size
  if (stanza.tag === 'ack') device.queue.acknowledge(stanza)
  else await handleReceipt(world, phone, device, stanza)
  if (before === 0 || device.queue.size > 0) return
  world.events.publish({ type: 'queue-empty', phone: phone.phoneNumber, device: device.id, at: world.now() })
}

/** A plain HTTP answer where a WebSocket was hoped for. */
function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
