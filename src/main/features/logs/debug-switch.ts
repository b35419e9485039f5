import { eq } from 'drizzle-orm'
import { DebugSwitch } from '#shared/contract/logs.ts'
import type { Db } from '../../db/database.ts'
import { settings } from '../settings/schema.ts'

/** Among the office's settings, so that it outlives a restart; not one that anybody edits. */
const NAME = 'debugLog'

/** Null when it is off, or its time is over. */
export function readDebugSwitch(db: Db, now: number): DebugSwitch | null {
  const row = db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME)).get()
  const { data } = DebugSwitch.safeParse(row?.value)
  return data && data.until > now ? data : null
}

export function saveDebugSwitch(tx: Db, value: DebugSwitch, now: number): void {
  tx.insert(settings)
    .values({ name: NAME, value, updatedAt: now })
    .onConflictDoUpdate({ target: settings.name, set: { value, updatedAt: now } })
    .run()
}

export function removeDebugSwitch(tx: Db): void {
  tx.delete(settings).where(eq(settings.name, NAME)).run()
}
