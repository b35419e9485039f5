import { AsyncLocalStorage } from 'node:async_hooks'
import {
  DEFAULT_CONNECTION_CONFIG,
  type LIDMapping,
  type SignalDataSet,
  type SignalKeyStoreWithTransaction,
  type SocketConfig,
} from '@whiskeysockets/baileys'
import type { Clock } from '../../ports/clock.ts'
import { PLAINTEXT } from './auth-store.ts'
import { createBreather } from './breather.ts'
import { hashCipher, type Journal } from './journal.ts'
import type { Serial } from './serial.ts'

export type MakeSignalRepository = SocketConfig['makeSignalRepository']
type PnToLid = (jids: string[]) => Promise<LIDMapping[] | undefined>

/** How long a number that has no LID is not asked about again: Baileys asks the server before every decryption and encryption. */
const NO_LID_FOR = 60_000

/**
 * Baileys' own Signal repository, with three repairs:
 *
 * - The plaintext of an incoming message is committed together with the ratchet that its decryption moved, and a ciphertext that is
 *   known by its hash gives that plaintext again. A kill at any point leaves either an untouched ratchet or a readable message.
 * - An outgoing ratchet is noted before its ciphertext is a frame, and frames wait for what was noted (`group-commit.ts`). Baileys
 *   encrypts inside a transaction that ends after the stanza was sent: a kill in between would use the same message key twice, and
 *   the second message would never be read.
 * - Everything that moves a session is done one after the other for the whole number. Baileys locks by address, and phone and LID of
 *   one person are two addresses with one session.
 */
export function repairedSignalRepository({
  journal,
  ratchet,
  clock,
  canRecord,
}: {
  journal: Journal
  ratchet: Serial
  clock: Clock
  /** False once a stanza could not be journalled: then nothing may be decrypted, so that it can be delivered again. */
  canRecord: () => boolean
}): MakeSignalRepository {
  const withoutLid = new Map<string, number>()
  const breathe = createBreather()

  return (auth, logger, pnToLid) => {
    const inner = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(
      auth,
      logger,
      pnToLid && rememberMisses(pnToLid, withoutLid, clock),
    )
    const keys = auth.keys as SignalKeyStoreWithTransaction
    // Baileys keeps its open transaction in the asynchronous context; work started from here has none.
    const outside = AsyncLocalStorage.snapshot()
    const alone = <Result>(work: () => Promise<Result>) => outside(() => ratchet.run(work))

    function decrypt(ciphertext: Uint8Array, jid: string, work: () => Promise<Uint8Array>): Promise<Uint8Array> {
      const hash = hashCipher(ciphertext)
      return alone(async () => {
        await breathe()
        // Written down it must be able to be, also what came while this one waited.
        if (!canRecord()) throw new Error('The journal cannot be written')
        const known = journal.findPlaintext(hash)
        if (known) return known
        return keys.transaction(async () => {
          const plaintext = await work()
          await keys.set({ [PLAINTEXT]: { [hash]: plaintext } } as SignalDataSet)
          return plaintext
        }, jid)
      })
    }

    return {
      ...inner,
      decryptMessage: options => decrypt(options.ciphertext, options.jid, () => inner.decryptMessage(options)),
      encryptMessage: options => alone(() => inner.encryptMessage(options)),
      injectE2ESession: options => alone(() => inner.injectE2ESession(options)),
      migrateSession: (from, to) => alone(() => inner.migrateSession(from, to)),
      deleteSession: jids => alone(() => inner.deleteSession(jids)),
      validateSession: jid => outside(() => inner.validateSession(jid)),
      getSessionInfo: jid => outside(() => inner.getSessionInfo(jid)),
    }
  }
}

function rememberMisses(ask: PnToLid, withoutLid: Map<string, number>, clock: Clock): PnToLid {
  return async jids => {
    const now = clock.now()
    for (const [jid, until] of withoutLid) if (until <= now) withoutLid.delete(jid)
    const unknown = jids.filter(jid => !withoutLid.has(jid))
    if (unknown.length === 0) return []
    const found = await ask(unknown)
    // No answer at all says nothing about anybody.
    if (!found) return undefined
    const answered = new Set(found.map(({ pn }) => pn))
    for (const jid of unknown) if (!answered.has(jid)) withoutLid.set(jid, now + NO_LID_FOR)
    return found
  }
}
