import { encodeWAMessage, proto } from '@whiskeysockets/baileys'
import { setBlocked } from './block-list.ts'
import type { Contact } from './contact.ts'
import { CLOSE_REASONS } from './faults.ts'
import { answerPlaceholderRequest, type HistoryMessage, sendFirstHistory } from './history.ts'
import type { LinkedDevice } from './linked-device.ts'
import { stanzaTypeOf, textOf } from './message-text.ts'
import type { PairingDesk, PairingOutcome } from './pairing.ts'
import { type Ciphertext, SignalParty } from './signal-party.ts'
import { digitsOf, isLid, lidJid, lidUserOf, node, phoneJid, randomStanzaId, wireTime } from './stanza.ts'
import type { World } from './world.ts'

export interface PhoneOptions {
  phoneNumber: string
  lid?: string
  name: string
  /** Messages of the past, offered to a newly linked device. */
  historyMessages?: readonly HistoryMessage[]
}

/** What a linked device sent, as the office's own phone shows it. */
export interface OwnCopy {
  id: string
  to: string
  text: string | null
  at: number
}

/** The office's own phone: the primary device (number 0) of an account to which our application is linked as a companion. */
export class OfficePhone {
  readonly role = 'office'
  readonly phoneNumber: string
  readonly lid: string
  readonly name: string
  readonly party = new SignalParty()
  readonly devices = new Map<number, LinkedDevice>()
  historyMessages: readonly HistoryMessage[]
  /** Whole messages which the linked devices got only as placeholders. */
  readonly heldForPlaceholders = new Map<string, proto.IWebMessageInfo>()
  readonly copies: OwnCopy[] = []
  /** Whose messages the server keeps from this account. */
  readonly blocked = new Set<Contact>()
  demandsPasskey = false
  readonly #world: World
  readonly #desk: PairingDesk
  #lastDeviceId = 11

  constructor(world: World, desk: PairingDesk, options: PhoneOptions) {
    this.#world = world
    this.#desk = desk
    this.phoneNumber = digitsOf(options.phoneNumber)
    this.lid = options.lid === undefined ? world.newLid() : lidUserOf(options.lid)
    this.name = options.name
    this.historyMessages = options.historyMessages ?? []
  }

  get jids(): string[] {
    return [phoneJid(this.phoneNumber), lidJid(this.lid)]
  }

  /** Points the phone's camera at a QR code. */
  scan(qrText: string): Promise<PairingOutcome> {
    return this.#desk.scan(this, qrText)
  }

  /** Points the camera at the screen before it. */
  scanScreen(): Promise<PairingOutcome> {
    const qr = this.#world.qrOnScreen
    if (qr === null) throw new Error('There is no QR code on the screen')
    return this.scan(qr)
  }

  /** Types the eight characters of a pairing code into "link with phone number". */
  enterPairingCode(code: string): Promise<PairingOutcome> {
    return this.#desk.enterCode(this, code)
  }

  /** The next attempt to link meets WhatsApp's demand for a passkey instead. */
  demandPasskey(isDemanded = true): void {
    this.demandsPasskey = isDemanded
  }

  /** "Log out" in the phone's list of linked devices; all of them, or one. */
  unlinkDevice(deviceId?: number): void {
    for (const device of [...this.devices.values()]) {
      if (deviceId === undefined || device.id === deviceId) this.removeDevice(device)
    }
  }

  /** Whether a client waits for a code to be entered on this phone. */
  get awaitsCode(): boolean {
    return this.#desk.isCodeAwaited(this)
  }

  /** A message that came while no device was linked: the phone has it and will offer it. */
  remember(message: HistoryMessage): void {
    this.historyMessages = [...this.historyMessages, message]
  }

  /** Tells every linked device of the whole history once more. */
  async repeatHistory(): Promise<void> {
    for (const device of this.devices.values()) await sendFirstHistory(this.#world, this, device)
  }

  /** Blocks somebody on the phone itself, or lets them in again. */
  setBlocked(contact: Contact, isBlocked: boolean): void {
    setBlocked(this.#world, this, contact, isBlocked)
  }

  newDeviceId(): number {
    return ++this.#lastDeviceId
  }

  removeDevice(device: LinkedDevice): void {
    if (!this.devices.delete(device.id)) return
    device.connection?.end(CLOSE_REASONS['device-removed'].stanza())
    const at = this.#world.now()
    this.#world.events.publish({ type: 'link', phone: this.phoneNumber, device: device.id, state: 'unlinked', at })
  }

  /** A message typed on the phone itself: it goes to the customer, and a copy of it to every linked device. */
  async type(options: { to: Contact; text: string; id?: string }): Promise<{ id: string; at: number }> {
    const { to, text } = options
    const id = options.id ?? randomStanzaId('3A')
    const at = this.#world.now()
    const message: proto.IMessage = { conversation: text }
    to.accept({ phone: this, id, at, message, from: 'phone', addressedTo: to.jid })
    const isLidChat = isLid(to.jid)
    for (const device of this.devices.values()) {
      await this.#send(device, {
        id,
        message: { deviceSentMessage: { destinationJid: to.jid, message } },
        attributes: {
          from: isLidChat ? lidJid(this.lid) : phoneJid(this.phoneNumber),
          recipient: to.jid,
          ...(isLidChat && { addressing_mode: 'lid', peer_recipient_pn: to.phoneJidIfShown }),
          ...(!isLidChat && { peer_recipient_lid: to.lidJidIfShown }),
          type: stanzaTypeOf(message),
          t: wireTime(at),
        },
      })
    }
    return { id, at }
  }

  /** A message between the phone and its companion that belongs to no chat: history, answers to data requests. */
  async sendPeerMessage(device: LinkedDevice, message: proto.IMessage, onReceipted?: () => void): Promise<void> {
    const attributes = {
      from: phoneJid(this.phoneNumber),
      category: 'peer',
      type: 'text',
      t: wireTime(this.#world.now()),
    }
    await this.#send(device, { id: randomStanzaId('3A'), message, attributes, onReceipted })
  }

  /** Something a linked device encrypted for the phone: a copy of what it sent to a customer, or a request to the phone. */
  async receive(device: LinkedDevice, id: string, ciphertext: Ciphertext): Promise<void> {
    let decrypted: Uint8Array
    try {
      decrypted = await this.party.decrypt(device.jid, ciphertext)
    } catch {
      // A repeated or foreign ciphertext: this phone shows "waiting for this message", and the customer's copy is not held up by it.
      return
    }
    const message = proto.Message.decode(unpad(decrypted))
    // Baileys wraps even what is meant for the phone itself as "sent from another device".
    const sent = message.deviceSentMessage
    const content = sent?.message ?? message
    const request = content.protocolMessage?.peerDataOperationRequestMessage
    if (request) return answerPlaceholderRequest(this, device, id, request)
    const at = this.#world.now()
    if (sent) this.copies.push({ id, to: sent.destinationJid ?? '', text: textOf(content), at })
  }

  /** The device could not read one of the phone's own messages: there is no second copy, the next one opens a new session. */
  async renewSession(device: LinkedDevice): Promise<void> {
    await this.party.openSession(device.jid, device.takeBundle())
  }

  async #send(
    device: LinkedDevice,
    options: {
      id: string
      message: proto.IMessage
      attributes: Record<string, string | undefined>
      onReceipted?: () => void
    },
  ): Promise<void> {
    const plaintext = encodeWAMessage(options.message)
    const { type, bytes } = await this.party.encrypt(device.jid, plaintext, () => device.takeBundle())
    const attributes = { ...options.attributes, id: options.id, notify: this.name }
    const stanza = node('message', attributes, [node('enc', { v: '2', type }, bytes)])
    device.deliver({ node: stanza, onReceipted: options.onReceipted })
  }
}

/** Every message is padded with 1 to 16 bytes that tell their own number. */
export function unpad(bytes: Uint8Array): Uint8Array {
  const padding = bytes.at(-1) ?? 0
  if (padding === 0 || padding > bytes.length) throw new Error('The message has no valid padding')
  return bytes.subarray(0, bytes.length - padding)
}
