import { and, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { IncomingEvent, IncomingFilter, IncomingOutcome } from '#shared/contract/diagnostics.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, encodePlace, toPage } from '../../db/keyset.ts'
import { whatsappJournal } from '../whatsapp/schema.ts'

/** Reasons that the adapter gives, which stand for an outcome of their own. */
export interface KnownReasons {
  readonly bySetting: string
  readonly repeated: string
}

const STATES = {
  all: undefined,
  stored: eq(whatsappJournal.state, 'stored'),
  ignored: eq(whatsappJournal.state, 'ignored'),
  open: inArray(whatsappJournal.state, ['received', 'unreadable']),
} satisfies Record<IncomingFilter, SQL | undefined>

// Written out: in the columns of a select over one table drizzle leaves the table's name away, and here there are two.
/** An earlier copy was stored before this one came. */
const isRepeat = sql<number>`exists (
  select 1 from whatsapp_journal earlier
  where earlier.channel_account_id = whatsapp_journal.channel_account_id
    and earlier.stanza_id = whatsapp_journal.stanza_id
    and earlier.seq < whatsapp_journal.seq
    and earlier.state = 'stored' and earlier.ended_at <= whatsapp_journal.received_at
)`

/** The kind of message that it became, in a chat of the number that received it. */
const kind = sql<IncomingEvent['kind']>`(
  select messages.kind from messages join conversations on conversations.id = messages.conversation_id
  where messages.external_id = whatsapp_journal.stanza_id
    and conversations.channel_account_id = whatsapp_journal.channel_account_id
  limit 1
)`

/** What the linked numbers received, the newest first. Nothing of the stanza itself leaves the journal. */
export function listIncoming(
  db: Db,
  reasons: KnownReasons,
  { filter, cursor, limit }: { filter: IncomingFilter; cursor: string | null; limit: number },
) {
  const after = decodePlace(cursor)
  const rows = db
    .select({
      seq: whatsappJournal.seq,
      at: whatsappJournal.receivedAt,
      channelAccountId: whatsappJournal.channelAccountId,
      state: whatsappJournal.state,
      attempts: whatsappJournal.attempts,
      reason: whatsappJournal.reason,
      isRepeat,
      kind,
    })
    .from(whatsappJournal)
    .where(and(STATES[filter], after ? lt(whatsappJournal.seq, after.seq) : undefined))
    .orderBy(desc(whatsappJournal.seq))
    .limit(limit + 1)
    .all()
  const placeOf = ({ at, seq }: (typeof rows)[number]) => ({ at, seq })
  return toPage(rows, limit, placeOf, row => {
    const { at, channelAccountId, attempts, reason } = row
    const outcome = outcomeOf({ ...row, isRepeat: row.isRepeat === 1 }, reasons)
    return { id: encodePlace(placeOf(row)), at, channelAccountId, kind: row.kind, outcome, attempts, reason }
  })
}

interface Traced {
  readonly state: 'received' | 'stored' | 'ignored' | 'unreadable'
  readonly attempts: number
  readonly reason: string | null
  readonly isRepeat: boolean
}

function outcomeOf({ state, attempts, reason, isRepeat }: Traced, known: KnownReasons): IncomingOutcome {
  switch (state) {
    case 'received':
      return reason === null ? 'waiting' : 'failed'
    case 'stored':
      return isRepeat ? 'duplicate' : 'stored'
    case 'ignored':
      if (reason === known.repeated) return 'duplicate'
      return reason === known.bySetting ? 'ignored-by-setting' : 'ignored'
    case 'unreadable':
      if (reason !== null) return 'failed'
      return attempts > 0 ? 'asked-again' : 'placeholder'
  }
}
