import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, encodePlace, type Place } from '../../db/keyset.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { findMessage, listMessages, listMessagesAfter, type ShownMessageRow } from './message-queries.ts'

export interface MessagePageQuery {
  conversationId: ConversationId
  /** Where the page is to be found when there is no cursor: around this message, or at the end. */
  aroundId: MessageId | null
  cursor: string | null
  direction: 'older' | 'newer'
  limit: number
}

interface MessagePage {
  /** Newest first. */
  rows: ShownMessageRow[]
  /** What goes on into the past, and towards now; null where nothing more is. */
  nextCursor: string | null
  newerCursor: string | null
}

const placeOf = (row: ShownMessageRow): Place => ({ at: row.sortAt, seq: row.seq })

export function readMessagePage(db: Db, query: MessagePageQuery): MessagePage {
  const place = decodePlace(query.cursor)
  if (place !== null) return query.direction === 'newer' ? readAfter(db, query, place) : readBefore(db, query, place)
  return query.aroundId === null ? readBefore(db, query, null) : readAround(db, query, query.aroundId)
}

function readBefore(db: Db, { conversationId, limit }: MessagePageQuery, place: Place | null): MessagePage {
  const rows = listMessages(db, conversationId, place, limit + 1)
  const shown = rows.slice(0, limit)
  const [newest] = shown
  return {
    rows: shown,
    nextCursor: rows.length > limit ? cursorAt(shown.at(-1)) : null,
    newerCursor: place === null ? null : encodePlace(newest ? placeOf(newest) : { ...place, seq: place.seq - 1 }),
  }
}

function readAfter(db: Db, { conversationId, limit }: MessagePageQuery, place: Place): MessagePage {
  const rows = listMessagesAfter(db, conversationId, place, limit + 1)
  const shown = rows.slice(0, limit).toReversed()
  return {
    rows: shown,
    // The message that the cursor stands for is itself older than what came after it.
    nextCursor: cursorAt(shown.at(-1)) ?? encodePlace({ ...place, seq: place.seq + 1 }),
    newerCursor: rows.length > limit ? cursorAt(shown[0]) : null,
  }
}

function readAround(db: Db, query: MessagePageQuery, id: MessageId): MessagePage {
  const { conversationId, limit } = query
  const middle = findMessage(db, id)
  if (!middle || middle.conversationId !== conversationId) throw notFound('message')
  const place = placeOf(middle)
  const after = Math.floor(limit / 2)
  const newer = readAfter(db, { ...query, limit: after }, place)
  const older = readBefore(db, { ...query, limit: limit - after }, { ...place, seq: place.seq + 1 })
  return {
    rows: [...newer.rows, ...older.rows],
    nextCursor: older.nextCursor,
    newerCursor: after === 0 ? encodePlace(place) : newer.newerCursor,
  }
}

function cursorAt(row: ShownMessageRow | undefined): string | null {
  return row === undefined ? null : encodePlace(placeOf(row))
}
