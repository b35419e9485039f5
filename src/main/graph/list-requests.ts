import { and, desc, isNotNull, lt } from 'drizzle-orm'
import type { MetaRequest } from '#shared/contract/meta.ts'
import type { Db } from '../db/database.ts'
import { decodePlace, encodePlace, toPage } from '../db/keyset.ts'
import { graphRequests } from './schema.ts'

/** What was asked of Meta, the newest first. */
export function listGraphRequests(
  db: Db,
  { onlyFailed, cursor, limit }: { onlyFailed: boolean; cursor: string | null; limit: number },
) {
  const after = decodePlace(cursor)
  const rows = db
    .select()
    .from(graphRequests)
    .where(
      and(
        onlyFailed ? isNotNull(graphRequests.problem) : undefined,
        after ? lt(graphRequests.seq, after.seq) : undefined,
      ),
    )
    .orderBy(desc(graphRequests.seq))
    .limit(limit + 1)
    .all()
  return toPage(rows, limit, placeOf, (row): MetaRequest => {
    const { seq: _, servedVersion: __, ...request } = row
    return { id: encodePlace(placeOf(row)), ...request }
  })
}

function placeOf({ at, seq }: typeof graphRequests.$inferSelect) {
  return { at, seq }
}
