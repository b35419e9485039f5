import type { Db } from '../../db/database.ts'
import { settings } from './schema.ts'

export function listSettings(db: Db): { name: string; value: unknown }[] {
  return db.select({ name: settings.name, value: settings.value }).from(settings).all()
}

export function saveSetting(tx: Db, name: string, value: unknown, updatedAt: number): void {
  tx.insert(settings)
    .values({ name, value, updatedAt })
    .onConflictDoUpdate({ target: settings.name, set: { value, updatedAt } })
    .run()
}
