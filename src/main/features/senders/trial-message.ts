import { eq } from 'drizzle-orm'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { word } from '../../i18n/words.ts'
import { staff } from '../staff/schema.ts'

/** What a person sends to themselves to see whether it arrives. */
export function writeTestMessage(db: Db, by: StaffId): { subject: string; body: string } {
  const locale = db.select({ locale: staff.locale }).from(staff).where(eq(staff.id, by)).get()?.locale ?? 'tr'
  return { subject: word(locale, 'senderTest.subject'), body: word(locale, 'senderTest.body') }
}
