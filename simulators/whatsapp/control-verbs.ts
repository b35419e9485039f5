import { proto } from '@whiskeysockets/baileys'
import { z } from 'zod'
import { ADDRESSINGS, type Contact, SEND_MODES } from './contact.ts'
import { CLOSE_REASON_NAMES, REFUSAL_MODES } from './faults.ts'
import { sendHostile } from './hostile-traffic.ts'
import { MEDIA_FAULTS, MEDIA_KINDS } from './media-store.ts'
import { shareNumber } from './number-sharing.ts'
import type { OfficePhone } from './office-phone.ts'
import type { WhatsAppSimulator } from './simulator.ts'
import { digitsOf } from './stanza.ts'

const phoneName = z.string().min(1).describe("the office phone's number")
const contactName = z.string().min(1).describe("the contact's id: phone number, else LID")
const instant = z.number().int().nonnegative()
const historyMessages = z.array(
  z.object({
    contact: contactName,
    text: z.string(),
    fromMe: z.boolean().optional(),
    at: instant,
    id: z.string().optional(),
  }),
)
const adReferral = z.object({
  sourceId: z.string(),
  sourceUrl: z.string(),
  title: z.string().optional(),
  body: z.string().optional(),
  ctwaClid: z.string().optional(),
  sourceApp: z.string().optional(),
  ref: z.string().optional(),
  picture: z.string().optional(),
})
const behaviour = z
  .object({
    receipts: z.enum(['none', 'delivered', 'read']),
    receiptDelayMs: z.number().nonnegative(),
    receiptsFrom: z.enum(['chat', 'phone', 'lid']),
    isOnWhatsApp: z.boolean(),
    unreadableMessages: z.number().int().nonnegative(),
    sharesNumber: z.boolean(),
  })
  .partial()
const sending = {
  group: z.string().optional(),
  id: z.string().min(1).optional(),
  as: z.enum(SEND_MODES).optional(),
  phone: phoneName.optional(),
  quotedId: z.string().optional(),
  isForwarded: z.boolean().optional(),
  isEphemeral: z.boolean().optional(),
  isViewOnce: z.boolean().optional(),
}

/** A verb of the control API: `POST /verbs/<name>` with this input as JSON. */
function verb<Input extends z.ZodType, Output>(
  input: Input,
  run: (simulator: WhatsAppSimulator, input: z.output<Input>) => Output,
) {
  return { input, run }
}

export const verbs = {
  createPhone: verb(
    z.object({
      phoneNumber: z.string(),
      lid: z.string().optional(),
      name: z.string(),
      historyMessages: historyMessages.optional(),
    }),
    (simulator, input) => describePhone(simulator.createPhone(input)),
  ),
  scan: verb(z.object({ phone: phoneName, qr: z.string() }), (simulator, input) =>
    phoneOf(simulator, input.phone).scan(input.qr.trim()),
  ),
  showOnScreen: verb(z.object({ qr: z.string().nullable() }), (simulator, { qr }) => simulator.showOnScreen(qr)),
  scanScreen: verb(z.object({ phone: phoneName }), (simulator, { phone }) => phoneOf(simulator, phone).scanScreen()),
  enterPairingCode: verb(z.object({ phone: phoneName, code: z.string() }), (simulator, input) =>
    phoneOf(simulator, input.phone).enterPairingCode(input.code),
  ),
  type: verb(
    z.object({ phone: phoneName, to: contactName, text: z.string(), id: z.string().optional() }),
    (simulator, { phone, to, text, id }) => phoneOf(simulator, phone).type({ to: contactOf(simulator, to), text, id }),
  ),
  shareNumber: verb(z.object({ contact: contactName }), (simulator, { contact }) =>
    shareNumber(contactOf(simulator, contact)),
  ),
  block: verb(
    z.object({ phone: phoneName, contact: contactName, isBlocked: z.boolean() }),
    (simulator, { phone, contact, isBlocked }) =>
      phoneOf(simulator, phone).setBlocked(contactOf(simulator, contact), isBlocked),
  ),
  unlinkDevice: verb(z.object({ phone: phoneName, device: z.number().int().optional() }), (simulator, input) =>
    phoneOf(simulator, input.phone).unlinkDevice(input.device),
  ),
  demandPasskey: verb(
    z.object({ phone: phoneName, isDemanded: z.boolean().optional() }),
    (simulator, { phone, isDemanded }) => phoneOf(simulator, phone).demandPasskey(isDemanded),
  ),
  offerHistory: verb(z.object({ phone: phoneName, messages: historyMessages }), (simulator, input) => {
    phoneOf(simulator, input.phone).historyMessages = input.messages
  }),
  createContact: verb(
    z.object({
      phoneNumber: z.string().optional(),
      lid: z.string().optional(),
      name: z.string(),
      addressing: z.enum(ADDRESSINGS).optional(),
      hidesLid: z.boolean().optional(),
      behaviour: behaviour.optional(),
    }),
    (simulator, { behaviour: wanted, ...options }) => {
      const contact = simulator.createContact(options)
      Object.assign(contact.behaviour, wanted)
      return describeContact(contact)
    },
  ),
  updateContact: verb(
    z.object({
      contact: contactName,
      name: z.string().optional(),
      addressing: z.enum(ADDRESSINGS).optional(),
      behaviour: behaviour.optional(),
      isInFlightMode: z.boolean().optional(),
    }),
    async (simulator, { contact: id, ...changes }) => {
      const contact = contactOf(simulator, id)
      await simulator.updateContact(contact, changes)
      return describeContact(contact)
    },
  ),
  readNow: verb(z.object({ contact: contactName }), (simulator, { contact }) =>
    contactOf(simulator, contact).readNow(),
  ),
  sendText: verb(
    z.object({
      contact: contactName,
      text: z.string(),
      adReferral: adReferral.optional(),
      ...sending,
    }),
    (simulator, { contact, text, phone, ...options }) =>
      contactOf(simulator, contact).sendText(text, { ...options, to: phone ? phoneOf(simulator, phone) : undefined }),
  ),
  setTyping: verb(
    z.object({ contact: contactName, isTyping: z.boolean(), phone: phoneName.optional() }),
    (simulator, { contact, isTyping, phone }) =>
      contactOf(simulator, contact).setTyping(isTyping, { to: phone ? phoneOf(simulator, phone) : undefined }),
  ),
  /** Many texts at once; those of one contact arrive in the order given. */
  sendTexts: verb(
    z.object({ messages: z.array(z.object({ contact: contactName, text: z.string(), id: z.string().optional() })) }),
    (simulator, { messages }) =>
      Promise.all(messages.map(({ contact, text, id }) => contactOf(simulator, contact).sendText(text, { id }))),
  ),
  /** Any other kind, as the JSON form of WhatsApp's `Message` protobuf (bytes as base64). */
  sendMessage: verb(
    z.object({ contact: contactName, message: z.record(z.string(), z.unknown()), ...sending }),
    (simulator, { contact, message, phone, ...options }) =>
      contactOf(simulator, contact).send(proto.Message.fromObject(message), {
        ...options,
        to: phone ? phoneOf(simulator, phone) : undefined,
      }),
  ),
  /** A picture, film, sound or document; its bytes as base64. */
  sendMedia: verb(
    z.object({
      contact: contactName,
      kind: z.enum(MEDIA_KINDS),
      bytes: z.base64(),
      mime: z.string(),
      caption: z.string().optional(),
      fileName: z.string().optional(),
      seconds: z.number().optional(),
      width: z.number().int().optional(),
      height: z.number().int().optional(),
      waveform: z.array(z.number().int().min(0).max(100)).optional(),
      thumbnail: z.base64().optional(),
      ...sending,
    }),
    (simulator, { contact, phone, bytes, waveform, thumbnail, ...rest }) => {
      const { id, as, group, quotedId, isForwarded, isEphemeral, isViewOnce, ...media } = rest
      return contactOf(simulator, contact).sendMedia(
        {
          ...media,
          bytes: Buffer.from(bytes, 'base64'),
          waveform: waveform && Uint8Array.from(waveform),
          thumbnail: thumbnail === undefined ? undefined : Buffer.from(thumbnail, 'base64'),
        },
        {
          ...{ id, as, group, quotedId, isForwarded, isEphemeral, isViewOnce },
          to: phone ? phoneOf(simulator, phone) : undefined,
        },
      )
    },
  ),
  /** What came with a message of the office. */
  openMedia: verb(z.object({ contact: contactName, id: z.string() }), (simulator, { contact, id }) => {
    const { bytes, ...media } = contactOf(simulator, contact).openMedia(id)
    return { ...media, bytes: bytes.toString('base64') }
  }),
  failMedia: verb(
    z.object({ fault: z.enum(MEDIA_FAULTS), count: z.number().int().positive().optional() }),
    ({ media }, { fault, count }) => media.fail(fault, count),
  ),
  /** Spoils valid traffic to the device of a phone: see `hostile-traffic.ts`. */
  sendHostile: verb(
    z.object({ phone: phoneName, seed: z.number().int(), count: z.number().int().positive() }),
    (simulator, { phone, ...traffic }) => {
      const [device] = phoneOf(simulator, phone).devices.values()
      if (!device) throw new Error('Nothing is linked')
      return sendHostile(device, [...simulator.contacts.values()], traffic)
    },
  ),
  slowMedia: verb(z.object({ ms: z.number().nonnegative() }), ({ media }, { ms }) => {
    media.slownessMs = ms
  }),
  losePhonesMedia: verb(z.object({ isLost: z.boolean() }), ({ media }, { isLost }) => {
    media.isLostOnPhones = isLost
  }),
  edit: verb(
    z.object({ contact: contactName, id: z.string(), text: z.string(), form: z.enum(['sealed', 'plain']).optional() }),
    (simulator, { contact, id, text, form }) => contactOf(simulator, contact).edit(id, text, form),
  ),
  revoke: verb(z.object({ contact: contactName, id: z.string() }), (simulator, { contact, id }) =>
    contactOf(simulator, contact).revoke(id),
  ),
  react: verb(
    z.object({ contact: contactName, id: z.string(), emoji: z.string() }),
    (simulator, { contact, id, emoji }) => contactOf(simulator, contact).react(id, emoji),
  ),
  dropConnections: verb(z.object({ phone: phoneName.optional() }), (simulator, { phone }) =>
    simulator.dropConnections(phone),
  ),
  refuseConnections: verb(z.object({ mode: z.enum(REFUSAL_MODES) }), (simulator, { mode }) =>
    simulator.refuseConnections(mode),
  ),
  closeWith: verb(
    z.object({ reason: z.enum(CLOSE_REASON_NAMES), phone: phoneName.optional() }),
    (simulator, { reason, phone }) => simulator.closeWith(reason, phone),
  ),
  refuseLogins: verb(z.object({ reason: z.number().int().nullable() }), ({ faults }, { reason }) =>
    faults.refuseLogins(reason),
  ),
  failMessages: verb(
    z.object({
      fault: z.union([z.number().int(), z.enum(['ack-lost', 'message-lost'])]),
      contact: contactName.optional(),
      count: z.number().int().positive().optional(),
    }),
    ({ faults }, { fault, ...options }) => faults.failMessages(fault, options),
  ),
  failQueries: verb(
    z.object({
      xmlns: z.string(),
      fault: z.union([z.literal('drop'), z.number().int()]),
      childTag: z.string().optional(),
      count: z.number().int().positive().optional(),
    }),
    ({ faults }, { xmlns, fault, ...options }) => faults.failQueries(xmlns, fault, options),
  ),
  freeze: verb(z.object({ isFrozen: z.boolean() }), (simulator, { isFrozen }) => simulator.freeze(isFrozen)),
  withholdOfflineMarker: verb(z.object({ isWithheld: z.boolean() }), ({ faults }, { isWithheld }) => {
    faults.withoutOfflineMarker = isWithheld
  }),
  lockReachOut: verb(z.object({ isLocked: z.boolean() }), ({ faults }, { isLocked }) => {
    faults.hasReachOutTimelock = isLocked
  }),
  clearFaults: verb(z.object({}), simulator => {
    simulator.faults.clear()
    simulator.media.clearFaults()
    simulator.freeze(false)
  }),
}

export type Verbs = typeof verbs
export type VerbName = keyof Verbs
export type VerbInput<Name extends VerbName> = z.input<Verbs[Name]['input']>
export type VerbOutput<Name extends VerbName> = Awaited<ReturnType<Verbs[Name]['run']>>

export function describePhone(phone: OfficePhone) {
  const devices = [...phone.devices.values()].map(device => ({
    id: device.id,
    isOnline: device.isOnline,
    unconfirmed: device.queue.size,
    oneTimeKeys: device.oneTimeKeyCount,
  }))
  const { phoneNumber, lid, name, awaitsCode, demandsPasskey } = phone
  const blocked = [...phone.blocked].map(({ id }) => id)
  return { phoneNumber, lid, name, awaitsCode, demandsPasskey, devices, blocked }
}

export function describeContact(contact: Contact) {
  const { id, phoneNumber, lid, name, addressing, isInFlightMode } = contact
  const shown = { id, phoneNumber: phoneNumber ?? null, lid, name, addressing, isInFlightMode }
  return { ...shown, behaviour: { ...contact.behaviour } }
}

function phoneOf(simulator: WhatsAppSimulator, phoneNumber: string): OfficePhone {
  const phone = simulator.phones.get(digitsOf(phoneNumber))
  if (!phone) throw new Error(`There is no office phone ${phoneNumber}`)
  return phone
}

export function contactOf(simulator: WhatsAppSimulator, id: string): Contact {
  const contact = simulator.contacts.get(digitsOf(id))
  if (!contact) throw new Error(`There is no contact ${id}`)
  return contact
}
