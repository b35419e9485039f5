import {
  type BinaryNode,
  extractE2ESessionFromRetryReceipt,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  jidDecode,
} from '@whiskeysockets/baileys'
import type { LinkedDevice } from './linked-device.ts'
import type { OfficePhone } from './office-phone.ts'
import type { Ciphertext } from './signal-party.ts'
import { bytesOf, isLid, node, userJid, wireTime } from './stanza.ts'
import type { World } from './world.ts'

/**
 * A message of the office: `<message to id><participants><to jid><enc/></to>…`, or a bare `<enc>` when it is for one device only (a retry,
 * a word to the own phone). The server acknowledges it, every addressee decrypts its own copy, and receipts follow.
 */
export async function handleMessage(
  world: World,
  phone: OfficePhone,
  device: LinkedDevice,
  stanza: BinaryNode,
): Promise<void> {
  const { id, to } = stanza.attrs
  if (!id || !to) return
  const fault = world.faults.takeAckFault(world.findContact(to)?.id)
  if (fault === 'message-lost') return
  const isRefused = typeof fault === 'number'
  if (fault !== 'ack-lost') {
    const error = isRefused ? String(fault) : undefined
    const t = wireTime(world.now())
    device.connection?.send(node('ack', { class: 'message', id, from: to, t, error }))
  }
  if (isRefused) return
  for (const { jid, ciphertext } of addressees(stanza, to)) {
    await hand(world, { phone, device, stanza, jid, ciphertext })
  }
}

async function hand(
  world: World,
  message: { phone: OfficePhone; device: LinkedDevice; stanza: BinaryNode; jid: string; ciphertext: Ciphertext },
): Promise<void> {
  const { phone, device, stanza, jid, ciphertext } = message
  const id = stanza.attrs.id ?? ''
  const addressee = world.find(jid)
  if (addressee?.role === 'contact') {
    const { edit } = stanza.attrs
    await addressee.receive(device, phone, { id, addressedTo: userJid(jid), ciphertext, edit })
    return
  }
  if (addressee !== phone) return
  const deviceId = jidDecode(jid)?.device ?? 0
  if (deviceId === 0) return phone.receive(device, id, ciphertext)
  const fellow = phone.devices.get(deviceId)
  fellow?.deliver({
    node: node(
      'message',
      {
        id,
        from: isLid(jid) ? device.lidJid : device.jid,
        recipient: stanza.attrs.to,
        type: stanza.attrs.type,
        t: wireTime(world.now()),
      },
      [node('enc', { v: '2', type: ciphertext.type }, ciphertext.bytes)],
    ),
  })
}

function addressees(stanza: BinaryNode, to: string): { jid: string; ciphertext: Ciphertext }[] {
  const copies = getBinaryNodeChildren(getBinaryNodeChild(stanza, 'participants'), 'to')
  const sources =
    copies.length > 0
      ? copies.map(copy => ({ jid: copy.attrs.jid ?? '', source: copy }))
      : [{ jid: to, source: stanza }]
  return sources.flatMap(({ jid, source }) => {
    const enc = getBinaryNodeChild(source, 'enc')
    const bytes = bytesOf(enc)
    if (!bytes) return []
    return [{ jid, ciphertext: { type: enc?.attrs.type === 'pkmsg' ? ('pkmsg' as const) : ('msg' as const), bytes } }]
  })
}

/**
 * The device's receipts. Without a type, or `inactive` (not shown on screen), `sender` (own message from the phone), `peer_msg`,
 * `hist_sync`: it has the message. `read`: a person opened the chat. `retry`: it could not decrypt, and may send keys for a new session.
 */
export async function handleReceipt(
  world: World,
  phone: OfficePhone,
  device: LinkedDevice,
  stanza: BinaryNode,
): Promise<void> {
  const { id, to, type, recipient, participant } = stanza.attrs
  if (!id) return
  device.connection?.send(node('ack', { class: 'receipt', id, from: to, type, participant }))
  if (type === 'server-error') {
    const chat = getBinaryNodeChild(stanza, 'rmr')?.attrs.jid ?? ''
    return world.findContact(chat)?.renewMedia(device, id, chat)
  }
  const chat = recipient ?? to ?? ''
  const contact = world.findContact(participant) ?? world.findContact(chat)
  const at = world.now()
  if (type === 'retry') {
    device.queue.retry(id, chat)
    if (contact) {
      const retry = { type: 'receipt', phone: phone.phoneNumber, contact: contact.id, id, status: 'retry', at } as const
      world.events.publish(retry)
      await contact.sendAgain(device, id, extractE2ESessionFromRetryReceipt(stanza) ?? undefined)
    } else await phone.renewSession(device)
    return
  }
  const more = Array.isArray(stanza.content) ? getBinaryNodeChildren(stanza.content[0], 'item') : []
  for (const messageId of [id, ...more.map(({ attrs }) => attrs.id ?? '')]) {
    device.queue.receipt(messageId, chat)
    if (contact && (type === 'read' || type === 'played')) {
      world.record.read(phone.phoneNumber, contact.id, messageId, at)
      world.events.publish({
        type: 'receipt',
        phone: phone.phoneNumber,
        contact: contact.id,
        id: messageId,
        status: 'read',
        at,
      })
    }
  }
}

/** `presence` (is the office online) and `chatstate` (is it typing). */
export function notePresence(world: World, device: LinkedDevice, stanza: BinaryNode): void {
  const firstChild = Array.isArray(stanza.content) ? stanza.content[0]?.tag : undefined
  const state = stanza.tag === 'chatstate' ? firstChild : stanza.attrs.type
  if (!state) return
  world.events.publish({
    type: 'presence',
    phone: device.phoneNumber,
    device: device.id,
    state,
    to: stanza.attrs.to ?? null,
    at: world.now(),
  })
}
