import { type BinaryNode, getBinaryNodeChild } from '@whiskeysockets/baileys'
import type { Contact } from './contact.ts'
import type { LinkedDevice } from './linked-device.ts'
import type { OfficePhone } from './office-phone.ts'
import { node, phoneJid, randomStanzaId, wireTime } from './stanza.ts'
import type { World } from './world.ts'

const BAD_REQUEST = '400'

/**
 * `<iq xmlns=blocklist>`: `get` lists whom the account has blocked, by LID; `set` blocks or releases one, and who is blocked must be named
 * by both addresses. The account's other devices are told. Undefined: the server refuses.
 */
export function answerBlockListQuery(
  world: World,
  device: LinkedDevice,
  query: BinaryNode,
): { content?: BinaryNode[]; error?: string } {
  const phone = world.phones.get(device.phoneNumber)
  if (!phone) return { error: BAD_REQUEST }
  if (query.attrs.type === 'get') {
    return {
      content: [
        node(
          'list',
          {},
          [...phone.blocked].map(contact => node('item', { jid: nameOf(contact) })),
        ),
      ],
    }
  }
  const item = getBinaryNodeChild(query, 'item')
  const contact = world.findContact(item?.attrs.jid)
  const isBlocked = item?.attrs.action === 'block'
  if (!contact || (isBlocked && !world.findContact(item?.attrs.pn_jid))) return { error: BAD_REQUEST }
  setBlocked(world, phone, contact, isBlocked, device)
  return {}
}

/** Blocks somebody on the phone itself, or at the word of one of its devices: all others are told. */
export function setBlocked(
  world: World,
  phone: OfficePhone,
  contact: Contact,
  isBlocked: boolean,
  by?: LinkedDevice,
): void {
  if (isBlocked) phone.blocked.add(contact)
  else phone.blocked.delete(contact)
  const at = world.now()
  world.events.publish({ type: 'block', phone: phone.phoneNumber, contact: contact.id, isBlocked, at })
  for (const device of phone.devices.values()) {
    if (device === by) continue
    const from = phoneJid(phone.phoneNumber)
    const attributes = { from, type: 'account_sync', id: randomStanzaId(), t: wireTime(at) }
    const item = node('item', { jid: nameOf(contact), action: isBlocked ? 'block' : 'unblock' })
    device.deliver({ node: node('notification', attributes, [node('blocklist', {}, [item])]) })
  }
}

function nameOf(contact: Contact): string {
  return contact.lidJidIfShown ?? contact.jid
}
