import { setImmediate as nextTurn } from 'node:timers/promises'
import { and, count, desc, eq, sql } from 'drizzle-orm'
import { type FoundMessage, MOST_COUNTED } from '#shared/contract/conversations.ts'
import type { ConversationId } from '#shared/domain/ids.ts'
import { type StaffRole, seesAllLeads } from '#shared/domain/staff-role.ts'
import { excerptOf, findWords, searchWords } from '#shared/domain/text-search.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, encodePlace, toPage } from '../../db/keyset.ts'
import { inList, listOf, prepareEachForm, prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import type { ShownMessageRow } from './message-queries.ts'
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

/** How many messages are looked at without a pause: the window is answered in between. */
const AT_ONCE = { first: 100, later: 400, whole: 1_000, inConversation: 500 }
/** How many are passed by for one answer, at most: then it is what was found so far, with a cursor to go on from. */
const MOST_PASSED = 20_000
/** Where fewer than one in so many of what is looked at has the words, they are looked up themselves. */
const RARE = 10
/** The search index knows where every beginning of a word stands that is so long, and where every word. */
const SHORTEST_INDEXED = 2
const LONGEST_INDEXED = 3

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
 * Where messages that may be meant are taken from, the newest first, without ever collecting them all:
 * - `words`: the index, by the words as they were typed. Of a longer beginning it first gathers every word that goes on from there, which
 *   for a word that half of all messages have is half of all messages.
 * - `beginnings`: the index, by the first letters, which it knows without gathering; what was typed is looked for in the text.
 * - `everything`: all messages, for a single letter.
 */
type Source = 'words' | 'beginnings' | 'everything'

/**
 * The newest `seq` first. What is common is soon found among all that begins like it; what is rare is soon gathered: so it is begun
 * with the first, and gone on with the second where little is found.
 */
export async function searchEverywhere(
  db: Db,
  viewer: Viewer,
  { query, cursor, limit }: MessageSearch,
): Promise<FoundPage> {
  const words = searchWords(query)
  if (words.length === 0) return { items: [], nextCursor: null }
  const found: number[] = []
  let source = firstSourceFor(words)
  let before = decodePlace(cursor)?.seq ?? Number.MAX_SAFE_INTEGER
  let hasMore = true
  for (let passed = 0, held = 0; hasMore && found.length <= limit && passed < MOST_PASSED; ) {
    if (passed > 0) await nextTurn()
    const size = sizeOfPiece(source, viewer, { passed, limit })
    const piece = readPiece(db, viewer, source, words, { before, size })
    found.push(...piece.flatMap(({ seq, isHeld, isVisible }) => (isHeld && isVisible ? seq : [])))
    passed += piece.length
    held += piece.filter(({ isHeld }) => isHeld).length
    before = piece.at(-1)?.seq ?? before
    hasMore = piece.length === size
    if (source !== 'words' && held * RARE < passed) source = 'words'
  }
  const rows = readFound(db, found.slice(0, limit)).sort((one, other) => other.seq - one.seq)
  const goOnFrom = found.length > limit ? rows.at(-1)?.seq : hasMore ? before : undefined
  return {
    items: rows.map(row => toFound(row, words)),
    nextCursor: goOnFrom === undefined ? null : encodePlace({ at: 0, seq: goOnFrom }),
  }
}

function firstSourceFor(words: readonly string[]): Source {
  if (!words.some(isLong)) return 'everything'
  return words.every(word => [...word].length <= LONGEST_INDEXED) ? 'words' : 'beginnings'
}

function sizeOfPiece(source: Source, { role }: Viewer, { passed, limit }: { passed: number; limit: number }): number {
  if (source === 'words') return seesAllLeads(role) ? limit + 1 : AT_ONCE.whole
  return passed === 0 ? AT_ONCE.first : AT_ONCE.later
}

/** What the index is asked. Quoted, so that a person's words can never be read as search syntax. */
function matchFor(source: Source, words: readonly string[]): string | null {
  if (source === 'everything') return null
  const asked = words.some(isLong) ? words.filter(isLong) : words
  const begun = source === 'words' ? asked : asked.map(word => [...word].slice(0, LONGEST_INDEXED).join(''))
  return begun.map(word => `"${word}"*`).join(' AND ')
}

function isLong(word: string): boolean {
  return [...word].length >= SHORTEST_INDEXED
}

/** Whether the index gives more than was asked for, so that the text has the last word. */
function mustCheck(source: Source, words: readonly string[]): boolean {
  return source !== 'words' || (words.some(isLong) && !words.every(isLong))
}

interface Candidate {
  readonly seq: number
  readonly isHeld: boolean
  readonly isVisible: boolean
}

interface PieceForm {
  readonly [part: string]: string | boolean
  readonly source: Source
  readonly role: StaffRole
  readonly isChecked: boolean
}

const piece = prepareEachForm((db, { source, role, isChecked }: PieceForm) => {
  const before = sql.placeholder('before')
  const size = sql.placeholder('size')
  const candidates =
    source === 'everything'
      ? sql`(select seq from messages where seq < ${before} order by seq desc limit ${size}) candidate`
      : sql`(select rowid as seq from messages_fts where messages_fts match ${sql.placeholder('match')}
          and rowid < ${before} order by rowid desc limit ${size}) candidate`
  const visible = visibleLeads({ role, id: sql.placeholder('viewerId') })
  const isHeld = isChecked ? sql`santral_holds(${messages.body}, ${sql.placeholder('words')})` : sql`1`
  const read = db
    .select({
      seq: sql<number>`candidate.seq`,
      isHeld: isHeld.mapWith(Boolean),
      isVisible: (visible ?? sql`1`).mapWith(Boolean),
    })
    .from(candidates)
    .$dynamic()
  // In the order of the candidates, which a cross join keeps.
  if (!isChecked && visible === undefined) return read.prepare()
  const withText = read.crossJoin(messages)
  if (visible === undefined) return withText.where(sql`${messages.seq} = candidate.seq`).prepare()
  return withText
    .crossJoin(leads)
    .where(and(sql`${messages.seq} = candidate.seq`, eq(leads.id, messages.leadId)))
    .prepare()
})

function readPiece(
  db: Db,
  { id: viewerId, role }: Viewer,
  source: Source,
  words: readonly string[],
  place: { before: number; size: number },
): Candidate[] {
  const match = matchFor(source, words)
  const form = { source, role, isChecked: mustCheck(source, words) }
  return piece(db, form).all({ viewerId, match, words: words.join(' '), ...place })
}

const foundBySeq = prepareOnce(db =>
  db
    .select(foundColumns)
    .from(messages)
    .innerJoin(leads, eq(leads.id, messages.leadId))
    .where(inList(messages.seq, 'seqs'))
    .prepare(),
)

function readFound(db: Db, seqs: readonly number[]): FoundRow[] {
  return seqs.length === 0 ? [] : foundBySeq(db).all({ seqs: listOf(seqs) })
}

const pieceOfConversation = prepareEachForm((db, { isLater }: { isLater: boolean }) =>
  db
    .select({
      at: messages.sortAt,
      seq: messages.seq,
      isHeld: sql`santral_holds(${messages.body}, ${sql.placeholder('words')})`.mapWith(Boolean),
    })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder('id')),
        isLater
          ? sql`(${messages.sortAt}, ${messages.seq}) < (${sql.placeholder('at')}, ${sql.placeholder('seq')})`
          : undefined,
      ),
    )
    .orderBy(desc(messages.sortAt), desc(messages.seq))
    .limit(sql.placeholder('size'))
    .prepare(),
)

/** In the order of the conversation, the newest first. It is read itself: short, beside all that others wrote the same words into. */
export async function searchInConversation(
  db: Db,
  id: ConversationId,
  { query, cursor, limit }: MessageSearch,
): Promise<FoundPage> {
  const words = searchWords(query)
  if (words.length === 0) return { items: [], nextCursor: null }
  const found: number[] = []
  let place = decodePlace(cursor)
  let hasMore = true
  for (let passed = 0; hasMore && found.length < limit && passed < MOST_PASSED; passed += AT_ONCE.inConversation) {
    if (passed > 0) await nextTurn()
    const form = { isLater: place !== null }
    const given = { id, words: words.join(' '), ...place, size: AT_ONCE.inConversation }
    const read = pieceOfConversation(db, form).all(given)
    hasMore = read.length === AT_ONCE.inConversation
    for (const { at, seq, isHeld } of read) {
      place = { at, seq }
      if (isHeld && found.push(seq) === limit) {
        hasMore = true
        break
      }
    }
  }
  const rows = readFound(db, found).sort((one, other) => other.sortAt - one.sortAt || other.seq - one.seq)
  return {
    items: rows.map(row => toFound(row, words)),
    nextCursor: hasMore && place !== null ? encodePlace(place) : null,
  }
}

// Both are read from the index of what has a star, which a cross join keeps in front: otherwise SQLite may begin with the leads.
const isStarred = sql`${messages.starredAt} is not null`

const starred = prepareEachForm((db, { role, isLater }: { role: StaffRole; isLater: boolean }) =>
  db
    .select(foundColumns)
    .from(messages)
    .crossJoin(leads)
    .where(
      and(
        isStarred,
        eq(leads.id, messages.leadId),
        isLater
          ? sql`(${messages.starredAt}, ${messages.seq}) < (${sql.placeholder('at')}, ${sql.placeholder('seq')})`
          : undefined,
        visibleLeads({ role, id: sql.placeholder('viewerId') }),
      ),
    )
    .orderBy(desc(messages.starredAt), desc(messages.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

export function listStarred(
  db: Db,
  { id: viewerId, role }: Viewer,
  { cursor, limit }: { cursor: string | null; limit: number },
): FoundPage {
  const after = decodePlace(cursor)
  const rows = starred(db, { role, isLater: after !== null }).all({ viewerId, ...after, limit: limit + 1 })
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
