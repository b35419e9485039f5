import { eq } from 'drizzle-orm'
import { FeedAddress } from '#shared/domain/update.ts'
import type { Db } from '../../db/database.ts'
import { settings } from '../settings/schema.ts'

/** Among the office's settings; only this feature reads and writes it. */
const NAME = 'updateFeed'

export function readFeed(db: Db): string | null {
  const row = db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME)).get()
  return FeedAddress.safeParse(row?.value).data ?? null
}

export function saveFeed(tx: Db, feed: string | null, now: number): void {
  if (feed === null) {
    tx.delete(settings).where(eq(settings.name, NAME)).run()
    return
  }
  tx.insert(settings)
    .values({ name: NAME, value: feed, updatedAt: now })
    .onConflictDoUpdate({ target: settings.name, set: { value: feed, updatedAt: now } })
    .run()
}
