import { eq } from 'drizzle-orm'
import { ReportLogo } from '#shared/contract/reports.ts'
import type { Db } from '../../db/database.ts'
import { settings } from '../settings/schema.ts'

/** Kept among the office's settings, but set here. */
const NAME = 'reportLogo'
const PNG = [0x89, 0x50, 0x4e, 0x47]
const JPEG = [0xff, 0xd8, 0xff]

export function findLogo(db: Db): string | null {
  const row = db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME)).get()
  return ReportLogo.safeParse(row?.value).data ?? null
}

export function saveLogo(tx: Db, logo: string | null, now: number): void {
  if (logo === null) {
    tx.delete(settings).where(eq(settings.name, NAME)).run()
    return
  }
  const row = { value: logo, updatedAt: now }
  tx.insert(settings)
    .values({ name: NAME, ...row })
    .onConflictDoUpdate({ target: settings.name, set: row })
    .run()
}

/** A PDF cannot be drawn with a picture that only says that it is one. */
export function isPicture(logo: string): boolean {
  const bytes = Buffer.from(logo.slice(logo.indexOf(',') + 1), 'base64')
  return [PNG, JPEG].some(begin => begin.every((byte, place) => bytes[place] === byte))
}
