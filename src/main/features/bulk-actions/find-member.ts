import { eq } from 'drizzle-orm'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { staff } from '../staff/schema.ts'

export function findMember(db: Db, id: StaffId) {
  return db
    .select({ id: staff.id, name: staff.name, role: staff.role, locale: staff.locale, isActive: staff.isActive })
    .from(staff)
    .where(eq(staff.id, id))
    .get()
}
