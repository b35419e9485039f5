import { createHash } from 'node:crypto'
import { type BinaryNode, decodeBinaryNode, encodeBinaryNode } from '@whiskeysockets/baileys'
import { and, asc, count, eq, gt, inArray, isNotNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { GroupCommit } from './group-commit.ts'
import { whatsappJournal } from './schema.ts'

/** A stanza that has not become a stored message yet. */
export interface JournalledStanza {
  readonly seq: number
  readonly stanzaId: string
  readonly node: BinaryNode
  readonly attempts: number
  readonly receivedAt: number
}

/** Why a piece of history ended without its messages. */
export const HISTORY_LOST = 'a piece of history that could not be had'

export type JournalEnd = 'stored' | 'ignored' | 'unreadable'

/** What came in over one linked number, from before Baileys acknowledges it until it is safely a message. */
export interface Journal {
  /** Written with the next group commit: before that nothing leaves, and so nothing is acknowledged. */
  record(node: BinaryNode): void
  /** In the same group commit as the ratchet that its decryption moved. */
  keepPlaintext(cipherHash: string, plaintext: Uint8Array): void
  findPlaintext(cipherHash: string): Uint8Array | undefined
  /** The plaintext of a message that came lately, for its later edits. */
  findPlaintextOf(stanzaId: string): Uint8Array | undefined
  /** The address under which a message came, while its stanza is kept. */
  findSender(stanzaId: string): Promise<string | null>
  /** Closes every open row of that message, in whatever transaction is open. */
  end(stanzaId: string, state: JournalEnd, reason?: string | null): void
  endRow(seq: number, state: JournalEnd, reason?: string | null): void
  /** Why it is not dealt with yet, for Diagnostics. */
  noteProblem(stanzaId: string, reason: string): void
  noteAttempt(seq: number): void
  wasStored(stanzaId: string): boolean
  /** Whether a piece of the phone's history was given up since this number was linked. */
  hasLostHistory(): boolean
  /** The number was linked anew: the phone sends its history again. */
  forgetLostHistory(): void
  /** Received at or before that time and not dealt with, oldest first. */
  listOpen(receivedUntil: number): Promise<JournalledStanza[]>
  /** Placeholders whose content is still missing and which are young enough for the phone to have it. */
  listUnreadable(options: { receivedSince: number; attemptsBelow: number }): Promise<JournalledStanza[]>
}

/** By its hash the same ciphertext is known again, when it is delivered twice or replayed. */
export function hashCipher(ciphertext: Uint8Array): string {
  return createHash('sha256').update(ciphertext).digest('base64')
}

interface PendingRow {
  readonly stanzaId: string
  readonly cipherHash: string | null
  readonly stanza: Buffer
  readonly receivedAt: number
  plaintext: Buffer | null
}

export function createJournal({
  db,
  accountId,
  clock,
  commit,
}: {
  db: Db
  accountId: ChannelAccountId
  clock: Clock
  commit: GroupCommit
}): Journal {
  let rows: PendingRow[] = []
  /** Plaintexts by their ciphertext's hash, of rows that are pending or on the disk. */
  const plaintexts = new Map<string, Buffer>()
  const ofAccount = eq(whatsappJournal.channelAccountId, accountId)
  const lostHistory = and(ofAccount, eq(whatsappJournal.state, 'ignored'), eq(whatsappJournal.reason, HISTORY_LOST))
  const openRow = {
    seq: whatsappJournal.seq,
    stanzaId: whatsappJournal.stanzaId,
    stanza: whatsappJournal.stanza,
    attempts: whatsappJournal.attempts,
    receivedAt: whatsappJournal.receivedAt,
  }
  const insert = db
    .insert(whatsappJournal)
    .values({
      channelAccountId: accountId,
      stanzaId: sql.placeholder('stanzaId'),
      cipherHash: sql.placeholder('cipherHash'),
      stanza: sql.placeholder('stanza'),
      receivedAt: sql.placeholder('receivedAt'),
      plaintext: sql.placeholder('plaintext'),
    })
    .prepare()

  const byCipher = and(ofAccount, eq(whatsappJournal.cipherHash, sql.placeholder('cipherHash')))
  const byStanza = and(ofAccount, eq(whatsappJournal.stanzaId, sql.placeholder('stanzaId')))
  const plaintextBy = (condition: typeof byCipher) =>
    db
      .select({ plaintext: whatsappJournal.plaintext })
      .from(whatsappJournal)
      .where(and(condition, isNotNull(whatsappJournal.plaintext)))
      .prepare()
  const plaintextByCipher = plaintextBy(byCipher)
  const plaintextByStanza = plaintextBy(byStanza)
  const setPlaintext = db
    .update(whatsappJournal)
    .set({ plaintext: sql`${sql.placeholder('plaintext')}` })
    .where(byCipher)
    .prepare()
  const endOpen = (open: ('received' | 'unreadable')[]) =>
    db
      .update(whatsappJournal)
      .set({
        state: sql`${sql.placeholder('state')}`,
        endedAt: sql`${sql.placeholder('endedAt')}`,
        reason: sql`${sql.placeholder('reason')}`,
      })
      .where(and(byStanza, inArray(whatsappJournal.state, open)))
      .prepare()
  // A placeholder that stands is closed again by the real message, never by another failure.
  const endStored = endOpen(['received', 'unreadable'])
  const endOtherwise = endOpen(['received'])

  commit.join({
    write() {
      for (const row of rows) {
        if (row.cipherHash !== null) row.plaintext ??= plaintexts.get(row.cipherHash) ?? null
        insert.run({ ...row })
      }
      const written = new Set(rows.map(({ cipherHash }) => cipherHash))
      // Of a replay: its row was on the disk before.
      for (const [cipherHash, plaintext] of plaintexts) {
        if (!written.has(cipherHash)) setPlaintext.run({ cipherHash, plaintext })
      }
    },
    clear() {
      rows = []
      plaintexts.clear()
    },
  })

  // Prepared on the connection, they run in whatever transaction is open on it.
  return {
    record(node) {
      const ciphertext = ciphertextOf(node)
      rows.push({
        stanzaId: node.attrs.id ?? '',
        cipherHash: ciphertext ? hashCipher(ciphertext) : null,
        stanza: encodeBinaryNode(node),
        receivedAt: clock.now(),
        plaintext: null,
      })
      commit.note()
    },
    // A stanza of a group has several ciphertexts; only the first stands for it.
    keepPlaintext(cipherHash, plaintext) {
      plaintexts.set(cipherHash, Buffer.from(plaintext))
      commit.note()
    },
    findPlaintext: cipherHash =>
      plaintexts.get(cipherHash) ?? plaintextByCipher.get({ cipherHash })?.plaintext ?? undefined,
    findPlaintextOf(stanzaId) {
      commit.flush()
      return plaintextByStanza.get({ stanzaId })?.plaintext ?? undefined
    },
    end(stanzaId, state, reason = null) {
      const statement = state === 'stored' ? endStored : endOtherwise
      statement.run({ stanzaId, state, endedAt: clock.now(), reason })
    },
    async findSender(stanzaId) {
      commit.flush()
      const row = db
        .select({ stanza: whatsappJournal.stanza })
        .from(whatsappJournal)
        .where(and(ofAccount, eq(whatsappJournal.stanzaId, stanzaId), isNotNull(whatsappJournal.stanza)))
        .get()
      return row?.stanza ? ((await decodeBinaryNode(row.stanza)).attrs.from ?? null) : null
    },
    endRow(seq, state, reason = null) {
      const ended = { state, endedAt: clock.now(), reason }
      db.update(whatsappJournal).set(ended).where(eq(whatsappJournal.seq, seq)).run()
    },
    noteProblem(stanzaId, reason) {
      db.update(whatsappJournal)
        .set({ reason })
        .where(and(ofAccount, eq(whatsappJournal.stanzaId, stanzaId), eq(whatsappJournal.state, 'received')))
        .run()
    },
    noteAttempt(seq) {
      db.update(whatsappJournal)
        .set({ attempts: sql`${whatsappJournal.attempts} + 1` })
        .where(eq(whatsappJournal.seq, seq))
        .run()
    },
    wasStored(stanzaId) {
      const stored = db
        .select({ seq: whatsappJournal.seq })
        .from(whatsappJournal)
        .where(and(ofAccount, eq(whatsappJournal.stanzaId, stanzaId), eq(whatsappJournal.state, 'stored')))
        .get()
      return stored !== undefined
    },
    hasLostHistory: () =>
      db.select({ seq: whatsappJournal.seq }).from(whatsappJournal).where(lostHistory).get() !== undefined,
    forgetLostHistory() {
      db.update(whatsappJournal).set({ reason: 'before it was linked anew' }).where(lostHistory).run()
    },
    async listOpen(receivedUntil) {
      const rows = db
        .select(openRow)
        .from(whatsappJournal)
        .where(
          and(
            ofAccount,
            eq(whatsappJournal.state, 'received'),
            isNotNull(whatsappJournal.stanza),
            // What is of the future was received before the clock was set back.
            or(lte(whatsappJournal.receivedAt, receivedUntil), gt(whatsappJournal.receivedAt, clock.now())),
          ),
        )
        .orderBy(asc(whatsappJournal.seq))
        .all()
      return decodeRows(rows)
    },
    async listUnreadable({ receivedSince, attemptsBelow }) {
      const rows = db
        .select(openRow)
        .from(whatsappJournal)
        .where(
          and(
            ofAccount,
            eq(whatsappJournal.state, 'unreadable'),
            isNotNull(whatsappJournal.stanza),
            lt(whatsappJournal.attempts, attemptsBelow),
            sql`${whatsappJournal.receivedAt} >= ${receivedSince}`,
          ),
        )
        .orderBy(asc(whatsappJournal.seq))
        .all()
      return decodeRows(rows)
    },
  }
}

/** Over all accounts. */
export function countOpenStanzas(db: Db): number {
  return (
    db.select({ count: count() }).from(whatsappJournal).where(eq(whatsappJournal.state, 'received')).get()?.count ?? 0
  )
}

/** Forgets the content of these messages, when their person is deleted for good. */
export function forgetStanzas(tx: Db, accountId: ChannelAccountId, stanzaIds: readonly string[]): void {
  for (let start = 0; start < stanzaIds.length; start += 500) {
    const part = stanzaIds.slice(start, start + 500)
    tx.delete(whatsappJournal)
      .where(and(eq(whatsappJournal.channelAccountId, accountId), inArray(whatsappJournal.stanzaId, part)))
      .run()
  }
}

const DAY = 24 * 60 * 60_000
/** An unreadable message may still be had from the phone for two weeks (the limit of WhatsApp's own clients). */
export const ASKABLE_FOR = 14 * DAY
const CONTENT_KEPT_FOR = DAY
const ROW_KEPT_FOR = 7 * DAY

/**
 * Takes the content out of what was dealt with a day ago, and the row itself after a week. In between the hash stays, by which a late
 * second delivery is known. What is not dealt with stays, however old.
 */
export function pruneJournal(db: Db, now: number): { emptied: number; deleted: number } {
  return transact(db, tx => {
    const emptied = tx
      .update(whatsappJournal)
      .set({ stanza: null, plaintext: null })
      .where(
        and(
          inArray(whatsappJournal.state, ['stored', 'ignored']),
          lt(whatsappJournal.endedAt, now - CONTENT_KEPT_FOR),
          isNotNull(whatsappJournal.stanza),
        ),
      )
      .run().changes
    const deleted = tx
      .delete(whatsappJournal)
      .where(
        and(
          ne(whatsappJournal.state, 'received'),
          sql`${whatsappJournal.endedAt} < CASE ${whatsappJournal.state} WHEN 'unreadable' THEN ${now - ASKABLE_FOR} ELSE ${now - ROW_KEPT_FOR} END`,
        ),
      )
      .run().changes
    return { emptied, deleted }
  })
}

/** The part that Signal decrypts. One-to-one messages have one; its hash stands for the stanza. */
function ciphertextOf(node: BinaryNode): Uint8Array | undefined {
  if (!Array.isArray(node.content)) return undefined
  const encrypted = node.content.find(child => child.tag === 'enc' && child.content instanceof Uint8Array)
  return encrypted?.content as Uint8Array | undefined
}

async function decodeRows(
  rows: readonly { seq: number; stanzaId: string; stanza: Buffer | null; attempts: number; receivedAt: number }[],
): Promise<JournalledStanza[]> {
  const decoded: JournalledStanza[] = []
  for (const { stanza, ...row } of rows) {
    if (stanza) decoded.push({ ...row, node: await decodeBinaryNode(stanza) })
  }
  return decoded
}
