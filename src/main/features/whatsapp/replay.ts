import {
  type AuthenticationCreds,
  addTransactionCapability,
  cleanMessage,
  decryptMessageNode,
  type SignalKeyStore,
  type SocketConfig,
  type WAMessage,
} from '@whiskeysockets/baileys'
import type { Logger } from '../../logging/logger.ts'
import { isKeptOutside } from './fetch-history.ts'
import { HISTORY_LOST, type Journal, type JournalledStanza } from './journal.ts'
import { historyIn, isForBaileys, nameOfError, type Receiver } from './receive.ts'
import type { MakeSignalRepository } from './signal-repository.ts'

const MOST_ATTEMPTS = 5
/** Of a piece of history that has to be fetched: whoever fetches it gives it up long before. */
const MOST_FETCHES = 50
const ROWS_AT_A_TIME = 10

/** Small: SQLite answers or fails at once, and a retry of Baileys would only hold the line for everybody. */
export const TRANSACTION_OPTIONS = { maxCommitRetries: 2, delayBetweenTriesMs: 100 }

/**
 * Reads what was journalled and never stored, without any network: the process was killed in between, or Baileys gave no word of it.
 * What can be read is stored; what cannot becomes a placeholder. Returns the messages that only a live Baileys can act on.
 */
export async function replayJournal({
  journal,
  receiver,
  creds,
  keys,
  makeSignalRepository,
  logger,
  log,
  receivedUntil,
}: {
  journal: Journal
  receiver: Receiver
  creds: AuthenticationCreds
  keys: SignalKeyStore
  makeSignalRepository: MakeSignalRepository
  logger: SocketConfig['logger']
  log: Logger
  receivedUntil: number
}): Promise<WAMessage[]> {
  const open = (await journal.listOpen(receivedUntil)).filter(({ stanzaId }) => !receiver.isExpecting(stanzaId))
  if (open.length === 0 || !creds.me) return []
  const me = creds.me
  const repository = makeSignalRepository(
    { creds, keys: addTransactionCapability(keys, logger, TRANSACTION_OPTIONS) },
    logger,
  )
  const forBaileys: WAMessage[] = []
  for (const [index, stanza] of open.entries()) {
    // Decryption and SQLite only pretend to wait: without this the whole program would stand still until the end.
    if (index % ROWS_AT_A_TIME === 0) await new Promise<void>(resolve => setImmediate(resolve))
    journal.noteAttempt(stanza.seq)
    try {
      const message = await read(stanza)
      const history = historyIn(message)
      const mostAttempts = history && isKeptOutside(history) ? MOST_FETCHES : MOST_ATTEMPTS
      if (!isForBaileys(message)) receiver.take(message)
      else if (stanza.attempts < mostAttempts) forBaileys.push(message)
      else journal.endRow(stanza.seq, 'ignored', history ? HISTORY_LOST : 'between our own devices')
    } catch (error) {
      log.warn({ error, attempts: stanza.attempts }, 'a journalled message cannot be read')
      if (stanza.attempts >= MOST_ATTEMPTS) journal.endRow(stanza.seq, 'unreadable', nameOfError(error))
      else journal.noteProblem(stanza.stanzaId, nameOfError(error))
    }
  }
  receiver.flush()
  repository.close?.()
  log.info({ count: open.length, left: forBaileys.length }, 'the journal was replayed')
  return forBaileys

  async function read({ node }: JournalledStanza): Promise<WAMessage> {
    const { fullMessage, decrypt } = decryptMessageNode(node, me.id, me.lid ?? '', repository, logger)
    await decrypt()
    cleanMessage(fullMessage, me.id, me.lid ?? '')
    return fullMessage
  }
}
