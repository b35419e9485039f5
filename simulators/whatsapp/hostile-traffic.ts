import { type BinaryNode, encodeBinaryNode, type proto } from '@whiskeysockets/baileys'
import { createRandom, type Random } from '../../scripts/demo/random.ts'
import type { Contact } from './contact.ts'
import { spoil, spoilBytes } from './hostile-stanzas.ts'
import type { LinkedDevice } from './linked-device.ts'
import { node } from './stanza.ts'

/**
 * Where the harm is: in the stanza of a message, within its valid encryption, in what is said besides messages, or in the bytes of
 * the frame itself.
 */
export const HOSTILE_FORMS = ['envelope', 'content', 'other', 'frame'] as const
export type HostileForm = (typeof HOSTILE_FORMS)[number]

const media = { url: 'https://mmg.whatsapp.net/x', mediaKey: Buffer.alloc(32, 1), directPath: '/x' }
export const VALID_MESSAGES: readonly proto.IMessage[] = [
  { conversation: 'söz' },
  {
    extendedTextMessage: { text: 'uzun söz', contextInfo: { stanzaId: 'X', participant: '1@lid', forwardingScore: 3 } },
  },
  { imageMessage: { ...media, caption: 'resim', mimetype: 'image/jpeg', width: 10, height: 10 } },
  { documentMessage: { ...media, fileName: 'rapor.pdf', fileLength: 12, pageCount: 2 } },
  { audioMessage: { ...media, ptt: true, seconds: 3, waveform: Buffer.alloc(64, 9) } },
  { locationMessage: { degreesLatitude: 41, degreesLongitude: 29, name: 'Klinik' } },
  { contactMessage: { displayName: 'Mehmet', vcard: 'BEGIN:VCARD\nTEL:+905551112233\nEND:VCARD' } },
  { pollCreationMessageV3: { name: 'Hangi gün?', options: [{ optionName: 'Salı' }] } },
  { reactionMessage: { key: { id: 'X', fromMe: false, remoteJid: '1@lid' }, text: '👍', senderTimestampMs: 1 } },
  { protocolMessage: { type: 14, key: { id: 'X' }, editedMessage: { conversation: 'yeni' }, timestampMs: 1 } },
  { protocolMessage: { type: 0, key: { id: 'X' } } },
  { ephemeralMessage: { message: { viewOnceMessageV2: { message: { conversation: 'bir kere' } } } } },
  { groupInviteMessage: { groupJid: '1@g.us', inviteCode: 'x', groupName: 'Grup', inviteExpiration: 1 } },
]

const at = { from: '905551234560@s.whatsapp.net', id: 'OTHER', t: '1768467600' }
/** What WhatsApp says besides messages. */
export const OTHER_STANZAS: readonly BinaryNode[] = [
  node('receipt', { ...at }),
  node('receipt', { ...at, type: 'read' }, [node('list', {}, [node('item', { id: 'A' })])]),
  node('receipt', { ...at, type: 'retry', participant: '905551234561@s.whatsapp.net' }, [
    node('retry', { count: '1', id: 'OTHER', t: at.t, v: '1' }),
    node('registration', {}, Buffer.alloc(4)),
  ]),
  node('ack', { ...at, class: 'message' }),
  node('ack', { ...at, class: 'receipt', error: '479' }),
  node('chatstate', { from: at.from }, [node('composing')]),
  node('presence', { from: at.from, type: 'unavailable', last: 'deny' }),
  node('call', { ...at }, [node('offer', { 'call-id': 'C1', 'call-creator': at.from }, [node('video')])]),
  node('call', { ...at }, [node('terminate', { 'call-id': 'C1', 'call-creator': at.from, reason: 'timeout' })]),
  node('notification', { ...at, type: 'encrypt' }, [node('identity')]),
  node('notification', { ...at, type: 'devices' }, [
    node('add', { device_hash: 'x' }, [node('device', { jid: at.from })]),
  ]),
  node('notification', { ...at, type: 'picture' }, [node('set', { id: '1', jid: at.from })]),
  node('notification', { ...at, type: 'account_sync' }, [
    node('blocklist', {}, [node('item', { jid: at.from, action: 'block' })]),
  ]),
  node('notification', { ...at, type: 'privacy_token' }, [
    node('tokens', {}, [node('token', { jid: at.from, t: at.t, type: 'trusted_contact' }, Buffer.alloc(8))]),
  ]),
  node('notification', { ...at, type: 'server_sync' }, [node('collection', { name: 'regular', version: '3' })]),
  node('notification', { ...at, type: 'mediaretry' }, [
    node('encrypt', {}, [node('enc_p', {}, Buffer.alloc(20)), node('enc_iv', {}, Buffer.alloc(12))]),
    node('rmr', { jid: at.from, from_me: 'false' }),
  ]),
  node('notification', { ...at, type: 'w:gp2', participant: at.from }, [node('subject', { subject: 'Grup' })]),
  node('notification', { ...at, type: 'business' }, [node('verified_name', {}, Buffer.alloc(20))]),
  node('ib', {}, [node('dirty', { type: 'account_sync', timestamp: at.t })]),
  node('ib', {}, [node('edge_routing', {}, [node('routing_info', {}, Buffer.alloc(10))])]),
  node('iq', { from: 's.whatsapp.net', type: 'result', id: 'unknown' }),
  node('iq', { from: 's.whatsapp.net', type: 'get', id: 'ping', xmlns: 'urn:xmpp:ping' }),
  node('success', { t: at.t }),
]

/** What may be looked for afterwards; null for what is nobody's message. */
export interface HostileStanza {
  readonly form: HostileForm
  readonly message: HostileMessage | null
}

export interface HostileMessage {
  /** In the record. */
  readonly id: string
  /** The id that the office has seen. */
  readonly sentAs: string
}

/** Spoils valid traffic to one device, the same for the same seed. */
export async function sendHostile(
  device: LinkedDevice,
  people: readonly Contact[],
  { seed, count }: { seed: number; count: number },
): Promise<HostileStanza[]> {
  const random = createRandom(seed)
  const sent: HostileStanza[] = []
  for (let left = count; left > 0; left -= 1) {
    const form = random.weighted([
      ['envelope', 4] as const,
      ['content', 4] as const,
      ['other', 3] as const,
      ['frame', 1] as const,
    ])
    sent.push({ form, message: await sendOne(device, random.pick(people), form, random) })
  }
  return sent
}

async function sendOne(
  device: LinkedDevice,
  person: Contact,
  form: HostileForm,
  random: Random,
): Promise<HostileMessage | null> {
  switch (form) {
    case 'envelope':
      return sendSpoiltEnvelope(device, person, random)
    case 'content':
      return sendSpoiltContent(person, random)
    case 'other':
      device.connection?.send(spoil(random.pick(OTHER_STANZAS), random.whole))
      return null
    case 'frame':
      device.connection?.sendBytes(spoilBytes(encodeBinaryNode(random.pick(OTHER_STANZAS)), random.whole))
      return null
  }
}

async function sendSpoiltEnvelope(
  device: LinkedDevice,
  person: Contact,
  random: Random,
): Promise<HostileMessage | null> {
  const deliver = device.deliver.bind(device)
  let spoilt: BinaryNode | undefined
  device.deliver = stanza => {
    spoilt ??= spoil(stanza.node, random.whole)
    deliver({ ...stanza, node: spoilt })
  }
  let id: string
  try {
    id = (await person.send(random.pick(VALID_MESSAGES))).id
  } finally {
    device.deliver = deliver
  }
  const attrs: Record<string, string | undefined> = spoilt?.attrs ?? {}
  // Under another sender, or as something else, it is nobody's message any more.
  const isStillTheirs = spoilt?.tag === 'message' && person.jids.includes(attrs['from'] ?? '')
  return isStillTheirs && !attrs['category'] && attrs['id'] ? { id, sentAs: attrs['id'] } : null
}

async function sendSpoiltContent(person: Contact, random: Random): Promise<HostileMessage> {
  const { party } = person
  const encrypt = party.encrypt.bind(party)
  party.encrypt = (peer, plaintext, takeBundle) => encrypt(peer, spoilBytes(plaintext, random.whole), takeBundle)
  try {
    const { id } = await person.send(random.pick(VALID_MESSAGES))
    return { id, sentAs: id }
  } finally {
    party.encrypt = encrypt
  }
}
