import { randomBytes } from 'node:crypto'
import { type BinaryNode, getBinaryNodeChild, jidDecode, S_WHATSAPP_NET } from '@whiskeysockets/baileys'

/** Shorthand for a binary XML node; attributes without a value are left out, as on the wire. */
export function node(
  tag: string,
  attributes: Record<string, string | undefined> = {},
  content?: BinaryNode['content'],
): BinaryNode {
  const attrs: Record<string, string> = {}
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) attrs[name] = value
  return content === undefined ? { tag, attrs } : { tag, attrs, content }
}

/** The bytes of a child, or of the node itself when no child is named. Strings on the wire are UTF-8. */
export function bytesOf(parent: BinaryNode | undefined, childTag?: string): Buffer | undefined {
  const content = (childTag ? getBinaryNodeChild(parent, childTag) : parent)?.content
  if (content === undefined || Array.isArray(content)) return undefined
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
}

export function requiredBytes(parent: BinaryNode | undefined, childTag: string): Buffer {
  const bytes = bytesOf(parent, childTag)
  if (!bytes) throw new Error(`<${parent?.tag ?? 'nothing'}> has no bytes in <${childTag}>`)
  return bytes
}

/** An id as WhatsApp's servers and phones write them: upper-case hex behind a prefix that tells the platform (3A = iPhone). */
export function randomStanzaId(prefix = ''): string {
  return prefix + randomBytes(9).toString('hex').toUpperCase()
}

/** Server times are whole seconds. */
export function wireTime(at: number): string {
  return String(Math.floor(at / 1000))
}

export function phoneJid(phoneNumber: string, device?: number): string {
  return `${phoneNumber}${device ? `:${device}` : ''}${S_WHATSAPP_NET}`
}

export function lidJid(lid: string, device?: number): string {
  return `${lid}${device ? `:${device}` : ''}@lid`
}

/** A jid without its device part. */
export function userJid(jid: string): string {
  const decoded = jidDecode(jid)
  return decoded ? `${decoded.user}@${decoded.server}` : jid
}

export function isLid(jid: string): boolean {
  return jid.endsWith('@lid')
}

/** Only the digits: "+90 555 …" and "90555…" name the same phone. */
export function digitsOf(phoneNumber: string): string {
  const digits = phoneNumber.replace(/\D/g, '')
  if (!digits) throw new Error(`"${phoneNumber}" is not a phone number`)
  return digits
}

/** The user part of a LID, from "123", "123@lid" or "123:4@lid". */
export function lidUserOf(lid: string): string {
  const user = lid.includes('@') ? jidDecode(lid)?.user : lid
  if (!user || !/^\d+$/.test(user)) throw new Error(`"${lid}" is not a LID`)
  return user
}
