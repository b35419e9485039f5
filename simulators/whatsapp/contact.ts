import { randomBytes } from 'node:crypto'
import { proto } from '@whiskeysockets/baileys'
import { ContactAttention } from './contact-attention.ts'
import { descriptorOf, mediaMessage, openMediaMessage, type SentMedia } from './contact-media.ts'
import {
  type AdReferral,
  plainEdit,
  type Quote,
  reaction,
  revocation,
  sealedEdit,
  textMessage,
} from './contact-messages.ts'
import { retryStanza } from './contact-receipts.ts'
import { ContactSessions } from './contact-sessions.ts'
import type { LinkedDevice } from './linked-device.ts'
import { retryNotification } from './media-store.ts'
import { dressed } from './message-dress.ts'
import { kindOf, stanzaTypeOf, textOf } from './message-text.ts'
import { answerNumberRequest } from './number-sharing.ts'
import { changeIn, isForwarded, takeChange } from './office-changes.ts'
import { type OfficePhone, unpad } from './office-phone.ts'
import type { OfficeMessageRecord } from './record.ts'
import type { Ciphertext, PreKeyBundle, SignalParty } from './signal-party.ts'
import { digitsOf, isLid, lidJid, lidUserOf, node, phoneJid, randomStanzaId, wireTime } from './stanza.ts'
import type { World } from './world.ts'

/**
 * Under which address a person's messages come: the phone number (with the LID told in passing, `sender_lid`), the LID (with the number
 * told, `sender_pn`), or the LID alone.
 */
export const ADDRESSINGS = ['phone', 'lid', 'lid-without-phone'] as const
export type Addressing = (typeof ADDRESSINGS)[number]

export interface ContactOptions {
  phoneNumber?: string
  lid?: string
  name: string
  addressing?: Addressing
  /** The LID is told nowhere, not even in answer to a query: an account WhatsApp has not migrated. */
  hidesLid?: boolean
}

/** How the person's phone treats what the office sends. */
export interface ContactBehaviour {
  receipts: 'none' | 'delivered' | 'read'
  /** Before the delivery receipt, and again before the read receipt. */
  receiptDelayMs: number
  /** Receipts may come under another address than the chat's. */
  receiptsFrom: 'chat' | 'phone' | 'lid'
  isOnWhatsApp: boolean
  /** This many of the next messages "cannot be decrypted", so the phone asks for them again. */
  unreadableMessages: number
  /** Gives the number away when the office asks for it. */
  sharesNumber: boolean
}

/**
 * How a message is sent: `ad-stub-first` = a stanza without content, the real one comes from the office's phone when asked for it;
 * `no-enc` = the same, but the phone never answers; `garbage` = an unreadable ciphertext, encrypted properly when the office asks again.
 */
export const SEND_MODES = ['normal', 'ad-stub-first', 'no-enc', 'garbage'] as const
export type SendMode = (typeof SEND_MODES)[number]

export interface SendOptions {
  id?: string
  as?: SendMode
  /** A group or status jid: the message is said there, not in the private chat. */
  group?: string
  /** Which office phone; by default the one of the last conversation, else the first created. */
  to?: OfficePhone
  /** The message this one answers. */
  quotedId?: string
  isForwarded?: boolean
  isEphemeral?: boolean
  isViewOnce?: boolean
}

interface SentMessage {
  phone: OfficePhone
  message: proto.IMessage
  at: number
  fromJid: string
  group: string | undefined
}

/** A customer with a phone. */
export class Contact {
  readonly role = 'contact'
  readonly phoneNumber: string | undefined
  readonly lid: string
  name: string
  addressing: Addressing
  readonly behaviour: ContactBehaviour = {
    receipts: 'read',
    receiptDelayMs: 0,
    receiptsFrom: 'chat',
    isOnWhatsApp: true,
    unreadableMessages: 0,
    sharesNumber: false,
  }
  /** What reached this person, once per id. */
  readonly received: OfficeMessageRecord[] = []
  readonly #sent = new Map<string, SentMessage>()
  readonly #messages = new Map<string, proto.IMessage>()
  readonly #retries = new Map<string, number>()
  readonly #editedTexts = new Map<string, string>()
  readonly #hidesLid: boolean
  readonly #sessions: ContactSessions
  readonly #world: World
  readonly #attention: ContactAttention
  #office: OfficePhone | undefined

  constructor(world: World, options: ContactOptions) {
    this.#world = world
    this.phoneNumber = options.phoneNumber === undefined ? undefined : digitsOf(options.phoneNumber)
    this.lid = options.lid === undefined ? world.newLid() : lidUserOf(options.lid)
    this.name = options.name
    this.addressing = options.addressing ?? (this.phoneNumber ? 'phone' : 'lid-without-phone')
    this.#hidesLid = options.hidesLid ?? false
    this.#attention = new ContactAttention(world, this)
    this.#sessions = new ContactSessions({ hidesLid: this.#hidesLid, ownJids: this.jids })
    if (this.addressing !== 'lid-without-phone' && !this.phoneNumber)
      throw new Error('This addressing needs a phone number')
  }

  /** The phone number when there is one, else the LID: digits only. */
  get id(): string {
    return this.phoneNumber ?? this.lid
  }

  get jids(): string[] {
    return [...(this.phoneNumber ? [phoneJid(this.phoneNumber)] : []), lidJid(this.lid)]
  }

  /** The person's end of its Signal sessions, whose keys the server hands out. */
  get party(): SignalParty {
    return this.#sessions.party
  }

  /** The address of the chat as things stand today. */
  get jid(): string {
    return this.addressing === 'phone' && this.phoneNumber ? phoneJid(this.phoneNumber) : lidJid(this.lid)
  }

  get lidJidIfShown(): string | undefined {
    return this.#hidesLid ? undefined : lidJid(this.lid)
  }

  get phoneJidIfShown(): string | undefined {
    return this.addressing === 'lid-without-phone' || !this.phoneNumber ? undefined : phoneJid(this.phoneNumber)
  }

  sendText(text: string, options: SendOptions & { adReferral?: AdReferral } = {}) {
    return this.send(textMessage(text, options.adReferral), options)
  }

  /** Gives a content to the media server and sends the message that carries its key. */
  sendMedia(media: SentMedia, options: SendOptions = {}) {
    return this.send(mediaMessage(this.#world.media, media), options)
  }

  /** A message of either side, as it went over the line. */
  messageOf(id: string): proto.IMessage | undefined {
    return this.#messages.get(id)
  }

  /** What an own message says since it was changed. */
  editedTextOf(id: string): string | undefined {
    return this.#editedTexts.get(id)
  }

  /** What came with a message, opened with the key in it and compared with what the message says. */
  openMedia(id: string) {
    const message = this.#messages.get(id)
    if (!message) throw new Error(`${this.name} has no message ${id}`)
    return openMediaMessage(this.#world.media, message)
  }

  /** The office's device cannot get a content any more: this phone uploads it again, if it still has it. */
  renewMedia(device: LinkedDevice, id: string, chat: string): void {
    const descriptor = descriptorOf(this.#messages.get(id) ?? {})?.descriptor
    if (!descriptor?.mediaKey) return
    const directPath = this.#world.media.renew(descriptor.directPath ?? '')
    const { ciphertext, iv } = retryNotification(id, descriptor.mediaKey, directPath)
    const sealed = node('encrypt', {}, [node('enc_p', {}, ciphertext), node('enc_iv', {}, iv)])
    const place = node('rmr', { jid: chat, from_me: 'false' })
    const attributes = { id, type: 'mediaretry', from: device.jid, t: wireTime(this.#world.now()) }
    device.connection?.send(node('notification', attributes, [sealed, place]))
  }

  /** Changes a text sent before: sealed, as today's clients do, or in the open, as older ones did. */
  edit(id: string, text: string, form: 'sealed' | 'plain' = 'sealed') {
    const at = this.#world.now()
    const sent = this.#sent.get(id)
    const messageSecret = sent?.message.messageContextInfo?.messageSecret
    if (!sent || !messageSecret) throw new Error(`${this.name} sent no message ${id} that could be edited`)
    const key = this.#keyOf(id)
    this.#editedTexts.set(id, text)
    if (form === 'plain') return this.send(plainEdit(key, text, at), { to: sent.phone })
    return this.send(sealedEdit(key, text, { at, senderJid: sent.fromJid, messageSecret }), { to: sent.phone })
  }

  /** Deletes a message sent before, for everyone. */
  revoke(id: string) {
    return this.send(revocation(this.#keyOf(id)))
  }

  /** Reacts to a message of either side; an empty text takes the reaction back. */
  react(id: string, emoji: string) {
    return this.send(reaction(this.#keyOf(id), emoji, this.#world.now()))
  }

  /** Tells the office's devices that this person is writing, or has stopped. Whoever is not connected never learns of it. */
  setTyping(isTyping: boolean, options: { to?: OfficePhone } = {}): void {
    const phone = this.#chooseOffice(options.to)
    if (phone.blocked.has(this)) return
    const stanza = node('chatstate', { from: this.jid }, [node(isTyping ? 'composing' : 'paused')])
    for (const device of phone.devices.values()) device.connection?.send(stanza)
  }

  get isInFlightMode(): boolean {
    return this.#attention.isInFlightMode
  }

  setFlightMode(isOn: boolean): Promise<void> {
    return this.#attention.setFlightMode(isOn)
  }

  readNow(): void {
    this.#attention.readNow()
  }

  /** Any message at all. An id used before sends that id again, encrypted anew. */
  async send(content: proto.IMessage, options: SendOptions = {}): Promise<{ id: string; at: number }> {
    if (this.isInFlightMode) throw new Error(`The phone of ${this.name} is in flight mode`)
    const phone = this.#chooseOffice(options.to)
    const id = options.id ?? randomStanzaId('3A')
    const at = this.#world.now()
    const quote = options.quotedId ? this.#quoteOf(options.quotedId, options.to) : undefined
    const message = {
      messageContextInfo: { messageSecret: randomBytes(32) },
      ...dressed(content, { ...options, quote }),
    }
    this.#sent.set(id, { phone, message, at, fromJid: this.jid, group: options.group })
    this.#messages.set(id, message)
    const text = textOf(message)
    this.#world.record.contactSent({ id, contact: this.id, phone: phone.phoneNumber, kind: kindOf(message), text, at })
    if (options.as === 'ad-stub-first') phone.heldForPlaceholders.set(id, this.#asHeldByPhone(id, message, at))
    // Who is blocked is not told so: their message has one tick for ever.
    if (phone.blocked.has(this)) return { id, at }
    if (phone.devices.size === 0 && text !== null) phone.remember({ contact: this.id, id, text, at })
    await Promise.all([...phone.devices.values()].map(device => this.#sendTo(device, id, options.as ?? 'normal')))
    this.#world.events.publish({
      type: 'message-from-contact',
      phone: phone.phoneNumber,
      contact: this.id,
      id,
      text,
      at,
    })
    return { id, at }
  }

  /** The office's device could not decrypt: open a new session (from the keys it sent, if any) and encrypt the same message again. */
  async sendAgain(device: LinkedDevice, id: string, bundle: PreKeyBundle | undefined): Promise<void> {
    const sent = this.#sent.get(id)
    if (!sent) return
    this.#world.record.retried(device.phoneNumber, this.id, id, this.#world.now())
    await this.#sessions.renew(device, sent.fromJid, bundle)
    await this.#sendTo(device, id, 'normal')
  }

  /** A ciphertext from one of the office's devices. `addressedTo` is the address it was encrypted for. */
  receive(device: LinkedDevice, phone: OfficePhone, incoming: IncomingCiphertext): Promise<void> {
    return this.#attention.arrive(() => this.#open(device, phone, incoming))
  }

  async #open(device: LinkedDevice, phone: OfficePhone, incoming: IncomingCiphertext): Promise<void> {
    const { id, addressedTo, ciphertext } = incoming
    const isUnreadable = this.behaviour.unreadableMessages > 0
    if (isUnreadable) this.behaviour.unreadableMessages--
    const decrypted = isUnreadable ? undefined : await this.#sessions.open(device, addressedTo, ciphertext)
    // An office that lost its latest keys repeats a ciphertext's number; a phone which has the message already just confirms it again.
    const message = decrypted ? proto.Message.decode(unpad(decrypted)) : this.#messages.get(id)
    if (!message) {
      const count = (this.#retries.get(id) ?? 0) + 1
      this.#retries.set(id, count)
      const retry = { from: addressedTo, id, count, at: this.#world.now(), party: this.party }
      device.deliver({ node: retryStanza(retry) })
      return
    }
    const { edit } = incoming
    this.accept({ phone, id, at: this.#world.now(), message, from: 'device', addressedTo, edit })
    this.#attention.sendReceipts(device, id, addressedTo)
  }

  /** Puts a message of the office into this person's chat and into the record. */
  accept(incoming: {
    phone: OfficePhone
    id: string
    at: number
    message: proto.IMessage
    from: 'device' | 'phone'
    addressedTo: string
    /** What the stanza says of a change of an earlier message. */
    edit?: string | undefined
  }): void {
    const { phone, id, at, message, from } = incoming
    this.#office = phone
    this.#messages.set(id, message)
    answerNumberRequest(this, message, { to: phone })
    const facts = { id, contact: this.id, phone: phone.phoneNumber, text: textOf(message), at, from }
    const row = this.#world.record.officeSent({ ...facts, kind: kindOf(message), isForwarded: isForwarded(message) })
    const change = changeIn(message)
    if (change) takeChange(this.#world.record, row, change, { chatJids: this.jids, edit: incoming.edit })
    else if (row.arrivals === 1) this.received.push(row)
    this.#world.events.publish({ type: 'message-to-contact', ...facts, arrivals: row.arrivals })
  }

  async #sendTo(device: LinkedDevice, id: string, as: SendMode): Promise<void> {
    const sent = this.#sent.get(id)
    if (!sent) return
    const attributes = {
      ...this.#addressAttributes(sent),
      id,
      type: stanzaTypeOf(sent.message),
      t: wireTime(sent.at),
      notify: this.name,
    }
    const content = as === 'ad-stub-first' || as === 'no-enc' ? [] : [await this.#encrypt(device, sent, as)]
    const names = [device.phoneNumber, this.id, id] as const
    const { record, events, now } = this.#world
    device.deliver({
      node: node('message', attributes, content),
      onSent: () => record.delivered(...names, now()),
      onReceipted: () => {
        const at = now()
        record.receipted(...names, at)
        events.publish({ type: 'receipt', phone: names[0], contact: names[1], id, status: 'delivered', at })
      },
      onRefused: error => {
        const at = now()
        record.refused(...names, at, error)
        events.publish({ type: 'receipt', phone: names[0], contact: names[1], id, status: 'refused', at })
      },
    })
    device.askForKeysIfLow(this.#world.now())
  }

  async #encrypt(device: LinkedDevice, sent: SentMessage, as: SendMode) {
    if (as === 'garbage') return node('enc', { v: '2', type: 'msg' }, Buffer.concat([Buffer.of(0x33), randomBytes(90)]))
    const { type, bytes } = await this.#sessions.seal(device, sent.fromJid, sent.message)
    return node('enc', { v: '2', type }, bytes)
  }

  #addressAttributes({ fromJid, group }: SentMessage): Record<string, string | undefined> {
    const mode = isLid(fromJid) ? 'lid' : undefined
    const [lid, pn] = isLid(fromJid) ? [undefined, this.phoneJidIfShown] : [this.lidJidIfShown, undefined]
    if (group) {
      return { from: group, participant: fromJid, addressing_mode: mode, participant_lid: lid, participant_pn: pn }
    }
    return { from: fromJid, addressing_mode: mode, sender_lid: lid, sender_pn: pn }
  }

  #chooseOffice(wanted: OfficePhone | undefined): OfficePhone {
    const [first] = this.#world.phones.values()
    const phone = wanted ?? this.#office ?? first
    if (!phone) throw new Error('There is no office phone to write to')
    this.#office = phone
    return phone
  }

  #quoteOf(id: string, to: OfficePhone | undefined): Quote {
    const isOwn = this.#sent.has(id)
    const participant = isOwn ? this.jid : phoneJid(this.#chooseOffice(to).phoneNumber)
    return { id, participant, message: this.#messages.get(id) }
  }

  /** Keys in what a person sends are from that person's side: `fromMe` = written by the person. */
  #keyOf(id: string): proto.IMessageKey & { id: string } {
    return { remoteJid: this.jid, fromMe: this.#sent.has(id), id }
  }

  #asHeldByPhone(id: string, message: proto.IMessage, at: number): proto.IWebMessageInfo {
    return {
      key: { remoteJid: this.jid, fromMe: false, id },
      message,
      messageTimestamp: Math.floor(at / 1000),
      pushName: this.name,
    }
  }
}

export interface IncomingCiphertext {
  id: string
  addressedTo: string
  ciphertext: Ciphertext
  edit: string | undefined
}
