import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren } from '@whiskeysockets/baileys'
import { bytesOf, digitsOf, isLid, lidJid, node, phoneJid, userJid } from './stanza.ts'
import type { World } from './world.ts'

/**
 * The directory, `usync`: who is on WhatsApp, with which devices, under which LID. Users are named by jid, or (when asked "is this number
 * on WhatsApp") only by a `<contact>+90…</contact>` inside. Unknown numbers are answered `type=out` and without devices.
 */
export function answerDirectoryQuery(world: World, query: BinaryNode): BinaryNode[] {
  const usync = getBinaryNodeChild(query, 'usync')
  const protocols = getBinaryNodeChild(usync, 'query')
  const asked = new Set(Array.isArray(protocols?.content) ? protocols.content.map(({ tag }) => tag) : [])
  const users = getBinaryNodeChildren(getBinaryNodeChild(usync, 'list'), 'user')
  const answers = users.map(user => describeUser(world, jidOf(user), asked))
  return [node('usync', {}, [node('result'), node('list', {}, answers)])]
}

function jidOf(user: BinaryNode): string {
  if (user.attrs.jid) return userJid(user.attrs.jid)
  return phoneJid(digitsOf(bytesOf(user, 'contact')?.toString() ?? ''))
}

function describeUser(world: World, jid: string, asked: ReadonlySet<string>): BinaryNode {
  const found = world.find(jid)
  const isThere = found?.role === 'office' || found?.behaviour.isOnWhatsApp === true
  const facts: BinaryNode[] = []
  if (asked.has('contact')) facts.push(node('contact', { type: isThere ? 'in' : 'out' }))
  if (asked.has('devices')) facts.push(node('devices', {}, [node('device-list', {}, isThere ? devicesOf(found) : [])]))
  const lid = found?.role === 'office' ? lidJid(found.lid) : found?.lidJidIfShown
  if (asked.has('lid') && isThere && lid && !isLid(jid)) facts.push(node('lid', { val: lid }))
  return node('user', { jid }, facts)
}

/** The phone is device 0; companions carry a key index, without which Baileys leaves them out. */
function devicesOf(user: ReturnType<World['find']>): BinaryNode[] {
  const companions = user?.role === 'office' ? [...user.devices.values()] : []
  return [
    node('device', { id: '0' }),
    ...companions.map(({ id, keyIndex }) => node('device', { id: String(id), 'key-index': String(keyIndex) })),
  ]
}
