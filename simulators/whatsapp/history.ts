import { deflateSync } from 'node:zlib'
import { proto } from '@whiskeysockets/baileys'
import type { LinkedDevice } from './linked-device.ts'
import type { OfficePhone } from './office-phone.ts'
import { lidJid, phoneJid, randomStanzaId } from './stanza.ts'
import type { World } from './world.ts'

/** A message of the past that the phone offers to a newly linked device. */
export interface HistoryMessage {
  contact: string
  text: string
  fromMe?: boolean
  at: number
  id?: string
}

const { HistorySyncType } = proto.HistorySync
const { Type: ProtocolType } = proto.Message.ProtocolMessage

/** Messages of one piece. */
const PIECE = 1_000
/** What is larger goes to the media server. */
const LARGEST_INLINE = 512

/**
 * The first history after linking. The phone always sends one, if only an empty one: Baileys buffers every event for 20 seconds until it
 * comes. It is a peer message from the phone's own address (from anyone else Baileys drops it as spoofed). Its payload is deflated; only
 * the smallest is carried inline, the others wait sealed on the media server. The newest messages come first, and a closing RECENT piece
 * of 100 % marks the end.
 */
export async function sendFirstHistory(world: World, phone: OfficePhone, device: LinkedDevice): Promise<void> {
  const messages = phone.historyMessages.toSorted((a, b) => b.at - a.at)
  const pieces = Array.from({ length: Math.ceil(messages.length / PIECE) }, (_, index) =>
    groupByContact(world, messages.slice(index * PIECE, (index + 1) * PIECE)),
  )
  const [first = [], ...others] = pieces
  const steps = others.length + 1
  const bootstrap = { conversations: first, progress: Math.round(100 / steps), chunkOrder: 1 }
  await sendHistory(world, phone, device, { syncType: HistorySyncType.INITIAL_BOOTSTRAP, ...bootstrap }, () => {
    device.hasHistory = true
  })
  if (first.length === 0) return
  const recent = others.length === 0 ? [[]] : others
  for (const [index, conversations] of recent.entries()) {
    const progress = others.length === 0 ? 100 : Math.round((100 * (index + 2)) / steps)
    const order = { progress, chunkOrder: index + 2 }
    await sendHistory(world, phone, device, { syncType: HistorySyncType.RECENT, conversations, ...order })
  }
}

async function sendHistory(
  world: World,
  phone: OfficePhone,
  device: LinkedDevice,
  history: proto.IHistorySync & { syncType: proto.HistorySync.HistorySyncType },
  onReceipted?: () => void,
): Promise<void> {
  const packed = deflateSync(proto.HistorySync.encode(history).finish())
  const notification = {
    syncType: history.syncType as number as proto.Message.HistorySyncType,
    progress: history.progress ?? null,
    chunkOrder: history.chunkOrder ?? null,
    ...(packed.length > LARGEST_INLINE
      ? world.media.seal('history', packed)
      : { initialHistBootstrapInlinePayload: packed }),
  }
  await phone.sendPeerMessage(
    device,
    { protocolMessage: { type: ProtocolType.HISTORY_SYNC_NOTIFICATION, historySyncNotification: notification } },
    onReceipted,
  )
}

function groupByContact(world: World, messages: readonly HistoryMessage[]): proto.IConversation[] {
  const conversations = new Map<string, proto.IConversation & { messages: proto.IHistorySyncMsg[] }>()
  for (const message of messages) {
    const contact = world.contacts.get(message.contact)
    if (!contact) throw new Error(`There is no contact ${message.contact} to have a history with`)
    const id = contact.jid
    let conversation = conversations.get(id)
    if (!conversation) {
      conversation = {
        id,
        name: contact.name,
        pnJid: contact.phoneNumber ? phoneJid(contact.phoneNumber) : null,
        lidJid: contact.lid ? lidJid(contact.lid) : null,
        messages: [],
      }
      conversations.set(id, conversation)
    }
    conversation.messages.push({
      message: {
        key: { remoteJid: id, fromMe: message.fromMe ?? false, id: message.id ?? randomStanzaId('3A') },
        message: { conversation: message.text },
        messageTimestamp: Math.floor(message.at / 1000),
        pushName: message.fromMe ? null : contact.name,
      },
    })
  }
  return [...conversations.values()]
}

/**
 * The client met a message without content (an ad lead) and asks the phone for it. The phone answers under the request's id with the whole
 * message it holds.
 */
export async function answerPlaceholderRequest(
  phone: OfficePhone,
  device: LinkedDevice,
  requestId: string,
  request: proto.Message.IPeerDataOperationRequestMessage,
): Promise<void> {
  const results = []
  for (const { messageKey } of request.placeholderMessageResendRequest ?? []) {
    const held = messageKey?.id ? phone.heldForPlaceholders.get(messageKey.id) : undefined
    if (!held) continue
    const webMessageInfoBytes = proto.WebMessageInfo.encode(held).finish()
    results.push({ placeholderMessageResendResponse: { webMessageInfoBytes } })
  }
  if (results.length === 0) return
  await phone.sendPeerMessage(device, {
    protocolMessage: {
      type: ProtocolType.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
      peerDataOperationRequestResponseMessage: {
        peerDataOperationRequestType: proto.Message.PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND,
        stanzaId: requestId,
        peerDataOperationResult: results,
      },
    },
  })
}
