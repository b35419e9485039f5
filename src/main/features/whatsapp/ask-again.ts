import { decodeMessageNode, getBinaryNodeChild, type WASocket } from '@whiskeysockets/baileys'
import type { Logger } from '../../logging/logger.ts'
import { ASKABLE_FOR, type Journal, type JournalledStanza } from './journal.ts'

const MOST_ATTEMPTS = 5
/** At one opening of the link; the rest at the next. */
const MOST_AT_ONCE = 50

/**
 * Placeholders of messages that could not be read are asked for again: first the sender (by Baileys' own handling of the stanza, which
 * requests it encrypted anew), later the office's phone, which has its own copy.
 */
export async function askAgain({
  socket,
  journal,
  now,
  log,
  emitStanza,
}: {
  socket: WASocket
  journal: Journal
  now: number
  log: Logger
  /** Hands the stanza to Baileys as if it had just come, without journalling it a second time. */
  emitStanza: (stanza: JournalledStanza) => void
}): Promise<void> {
  const unreadable = await journal.listUnreadable({ receivedSince: now - ASKABLE_FOR, attemptsBelow: MOST_ATTEMPTS })
  for (const stanza of unreadable.slice(0, MOST_AT_ONCE)) {
    journal.noteAttempt(stanza.seq)
    if (stanza.attempts === 0 && getBinaryNodeChild(stanza.node, 'enc')) emitStanza(stanza)
    else askPhone(stanza)
  }

  function askPhone({ node }: JournalledStanza): void {
    const me = socket.authState.creds.me
    if (!me) return
    const { fullMessage } = decodeMessageNode(node, me.id, me.lid ?? '')
    const { key, messageTimestamp, pushName } = fullMessage
    const asked = { remoteJid: key.remoteJid ?? null, fromMe: key.fromMe ?? false, id: key.id ?? null }
    socket
      .requestPlaceholderResend(asked, { key, messageTimestamp: messageTimestamp ?? null, pushName: pushName ?? null })
      .catch(error => log.info({ error }, 'the phone could not be asked for a message'))
  }
}
