import { asc, eq, sql } from 'drizzle-orm'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { metaConnections } from './schema.ts'

export type MetaConnectionRow = typeof metaConnections.$inferSelect

export function findConnection(db: Db, id: MetaConnectionId): MetaConnectionRow | undefined {
  return db.select().from(metaConnections).where(eq(metaConnections.id, id)).get()
}

/** In the order in which they were made. */
export function listConnections(db: Db): MetaConnectionRow[] {
  return db.select().from(metaConnections).orderBy(asc(metaConnections.createdAt), asc(metaConnections.id)).all()
}

export function updateConnection(
  tx: Db,
  id: MetaConnectionId,
  changes: Partial<Omit<MetaConnectionRow, 'id' | 'version' | 'createdAt' | 'updatedAt'>>,
  now: number,
): void {
  tx.update(metaConnections)
    .set({ ...changes, updatedAt: now, version: sql`${metaConnections.version} + 1` })
    .where(eq(metaConnections.id, id))
    .run()
}
