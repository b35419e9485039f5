import { and, count, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import { type FoundMessage, MOST_COUNTED } from '#shared/contract/conversations.ts'
import type { ConversationId } from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { excerptOf, findWords, searchWords } from '#shared/domain/text-search.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, encodePlace, type Place, toPage } from '../../db/keyset.ts'
import { prepareEachForm } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { listMessages, type ShownMessageRow } from './message-queries.ts'
import { messages } from './schema.ts'

// SQLite-only SQL of this feature: full-text search.

export interface MessageSearch {
  query: string
  conversationId: ConversationId | null
  cursor: string | null
  limit: number
}

export interface FoundPage {
  items: FoundMessage[]
  nextCursor: string | null
}

/** A word that half of all messages have is walked through piece by piece, and not to its end in one go. */
const HITS_AT_ONCE = 4_000
const MOST_PIECES = 8
/** How much of one conversation is read at once, and at most for one answer. */
const MESSAGES_AT_ONCE = 500
const MOST_MESSAGES = 20_000

const foundColumns = {
  seq: messages.seq,
  id: messages.id,
  conversationId: messages.conversationId,
  leadId: messages.leadId,
  leadName: leads.name,
  direction: messages.direction,
  kind: messages.kind,
  sentBy: messages.sentBy,
  sortAt: messages.sortAt,
  starredAt: messages.starredAt,
  body: messages.body,
}
type FoundRow = Pick<ShownMessageRow, Exclude<keyof typeof foundColumns, 'leadName'>> & { leadName: string }

function toFound({ seq: _, body, ...row }: FoundRow, words: readonly string[]): FoundMessage {
  return { ...row, excerpt: excerptOf(body, findWords(body, words)) }
}

/**
 * The newest `seq` first: the index gives it in that order, so nothing is sorted. Whoever sees few leads may have to pass by very many
 * hits of others: after a piece too many the answer is what was found so far, with a cursor to go on from.
 */
export function searchEverywhere(db: Db, viewer: Viewer, { query, cursor, limit }: MessageSearch): FoundPage {
  const words = searchWords(query)
  if (words.length === 0) return { items: [], nextCursor: null }
  const match = matching(words)
  const rows: FoundRow[] = []
  let before = decodePlace(cursor)?.seq ?? null
  for (let piece = 0; piece < MOST_PIECES; piece++) {
    const floor = seqOfHit(db, match, before)
    rows.push(...readHits(db, viewer, { match, before, floor, limit: limit + 1 - rows.length }))
    if (rows.length > limit || floor === null) {
      return toPage(
        rows,
        limit,
        ({ seq }) => ({ at: 0, seq }),
        row => toFound(row, words),
      )
    }
    before = floor
  }
  return { items: rows.map(row => toFound(row, words)), nextCursor: encodePlace({ at: 0, seq: before ?? 0 }) }
}

const rowid = sql<number>`messages_fts.rowid`

/** Quoted, so that a person's words can never be read as search syntax. */
function matching(words: readonly string[]): SQL {
  return sql`messages_fts match ${words.map(word => `"${word}"*`).join(' AND ')}`
}

/** Where the piece ends that begins before that `seq`; null when it is the last one. */
function seqOfHit(db: Db, match: SQL, before: number | null): number | null {
  const hit = db
    .select({ seq: rowid })
    .from(sql`messages_fts`)
    .where(and(match, before === null ? undefined : lt(rowid, before)))
    .orderBy(desc(rowid))
    .limit(1)
    .offset(HITS_AT_ONCE - 1)
    .get()
  return hit?.seq ?? null
}

function readHits(
  db: Db,
  viewer: Viewer,
  { match, before, floor, limit }: { match: SQL; before: number | null; floor: number | null; limit: number },
): FoundRow[] {
  return db
    .select(foundColumns)
    .from(messages)
    .innerJoin(sql`messages_fts`, eq(messages.seq, rowid))
    .innerJoin(leads, eq(leads.id, messages.leadId))
    .where(
      and(
        match,
        before === null ? undefined : lt(rowid, before),
        floor === null ? undefined : sql`${rowid} >= ${floor}`,
        visibleLeads(viewer),
      ),
    )
    .orderBy(desc(rowid))
    .limit(limit)
    .all()
}

/** In the order of the conversation, the newest first. It is read itself: short, beside all that others wrote the same words into. */
export function searchInConversation(
  db: Db,
  { id, leadName }: { id: ConversationId; leadName: string },
  { query, cursor, limit }: MessageSearch,
): FoundPage {
  const words = searchWords(query)
  const items: FoundMessage[] = []
  let place: Place | null = decodePlace(cursor)
  for (let read = 0; words.length > 0 && read < MOST_MESSAGES; read += MESSAGES_AT_ONCE) {
    const rows = listMessages(db, id, place, MESSAGES_AT_ONCE)
    for (const row of rows) {
      place = { at: row.sortAt, seq: row.seq }
      const found = findWords(row.body, words)
      if (found.length === 0) continue
      const { conversationId, leadId, direction, kind, sentBy, sortAt, starredAt } = row
      const message = { id: row.id, conversationId, leadId, leadName, direction, kind, sentBy, sortAt, starredAt }
      items.push({ ...message, excerpt: excerptOf(row.body, found) })
      if (items.length === limit) return { items, nextCursor: encodePlace(place) }
    }
    if (rows.length < MESSAGES_AT_ONCE) return { items, nextCursor: null }
  }
  return { items, nextCursor: place && words.length > 0 ? encodePlace(place) : null }
}

// Both are read from the index of what has a star, which a cross join keeps in front: otherwise SQLite may begin with the leads.
const isStarred = sql`${messages.starredAt} is not null`

export function listStarred(
  db: Db,
  viewer: Viewer,
  { cursor, limit }: { cursor: string | null; limit: number },
): FoundPage {
  const after = decodePlace(cursor)
  const rows = db
    .select(foundColumns)
    .from(messages)
    .crossJoin(leads)
    .where(
      and(
        isStarred,
        eq(leads.id, messages.leadId),
        after ? sql`(${messages.starredAt}, ${messages.seq}) < (${after.at}, ${after.seq})` : undefined,
        visibleLeads(viewer),
      ),
    )
    .orderBy(desc(messages.starredAt), desc(messages.seq))
    .limit(limit + 1)
    .all()
  return toPage(
    rows,
    limit,
    ({ starredAt, seq }) => ({ at: starredAt ?? 0, seq }),
    row => toFound(row, []),
  )
}

/** Up to one more than `MOST_COUNTED`, and of the office's newest so many: whoever sees few of them does not walk through all. */
export function countStarred(db: Db, { id: viewerId, role }: Viewer): number {
  return starredCounted(db, { role }).get({ viewerId, limit: MOST_COUNTED + 1 })?.stars ?? 0
}

const starredCounted = prepareEachForm((db, { role }: { role: StaffRole }) => {
  const newest = db
    .select({ leadId: messages.leadId })
    .from(messages)
    .where(isStarred)
    .orderBy(desc(messages.starredAt), desc(messages.seq))
    .limit(sql.placeholder('limit'))
    .as('counted_some')
  const counted = db.select({ stars: count() }).from(newest).$dynamic()
  const visible = visibleLeads({ role, id: sql.placeholder('viewerId') })
  return (visible ? counted.crossJoin(leads).where(and(eq(leads.id, newest.leadId), visible)) : counted).prepare()
})
