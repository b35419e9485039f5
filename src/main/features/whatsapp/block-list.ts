import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren, S_WHATSAPP_NET } from '@whiskeysockets/baileys'
import type { ChannelFact, PeerAddress, SendOutcome } from '../channels/channel.ts'
import { type AddressBook, type OwnAddress, peerOf, phoneJid } from './peer-address.ts'
import { chooseAddress, isRateLimit, type SendingSocket, slowDown } from './send.ts'

type AskingSocket = Pick<SendingSocket, 'signalRepository'> & {
  query(node: BinaryNode): Promise<unknown>
}

/**
 * Blocks a person, or lets them in again. WhatsApp names people by their LID and wants the number beside it when one is blocked.
 * Baileys' own way takes a query that was never answered for done.
 */
export async function setBlocked(
  socket: AskingSocket,
  to: PeerAddress,
  isBlocked: boolean,
  now: number,
): Promise<SendOutcome> {
  try {
    const jid = await chooseAddress(socket, to)
    if (jid === null) return { kind: 'refused', reason: 'not-on-channel', detail: null }
    const attrs: BinaryNode['attrs'] = { action: isBlocked ? 'block' : 'unblock', jid }
    if (isBlocked && to.phone !== null) attrs['pn_jid'] = phoneJid(to.phone)
    const answer = await socket.query(ask('set', [{ tag: 'item', attrs }]))
    return answer === undefined ? { kind: 'unanswered' } : { kind: 'acknowledged', at: now }
  } catch (error) {
    if (isRateLimit(error)) return slowDown
    const { data } = (error ?? {}) as { data?: unknown }
    // Baileys keeps the code of the server's refusal there; of a broken line it keeps none.
    if (typeof data === 'number') return { kind: 'refused', reason: 'provider', detail: String(data) }
    return { kind: 'unanswered' }
  }
}

/** Everybody who is blocked on the office's phone; null when the server did not say. */
export async function readBlockList(
  socket: Pick<AskingSocket, 'query'>,
  own: OwnAddress,
  book: AddressBook,
): Promise<ChannelFact | null> {
  const answer = (await socket.query(ask('get'))) as BinaryNode | undefined
  const list = getBinaryNodeChild(answer, 'list')
  if (!list) return null
  const jids = getBinaryNodeChildren(list, 'item').map(({ attrs }) => attrs.jid)
  return { kind: 'block-list', peers: jids.flatMap(jid => peerOf([jid], own, book) ?? []) }
}

function ask(type: 'get' | 'set', content?: BinaryNode[]): BinaryNode {
  return { tag: 'iq', attrs: { xmlns: 'blocklist', to: S_WHATSAPP_NET, type }, ...(content && { content }) }
}
