import { and, asc, count, eq, ne, sql } from 'drizzle-orm'
import type { Colleague, StaffMember } from '#shared/contract/staff.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { staff, staffCredentials } from './schema.ts'

const memberColumns = {
  id: staff.id,
  version: staff.version,
  name: staff.name,
  email: staff.email,
  phone: staff.phone,
  role: staff.role,
  locale: staff.locale,
  isActive: staff.isActive,
  createdAt: staff.createdAt,
  lastSeenAt: staff.lastSeenAt,
}

export function findStaffMember(db: Db, id: StaffId): StaffMember | undefined {
  return db.select(memberColumns).from(staff).where(eq(staff.id, id)).get()
}

export function findStaffIdByEmail(db: Db, email: string): StaffId | undefined {
  return db.select({ id: staff.id }).from(staff).where(eq(staff.email, email)).get()?.id
}

/** In the order they joined; an office has some dozens of people, never pages of them. */
export function listStaffMembers(db: Db): StaffMember[] {
  return db.select(memberColumns).from(staff).orderBy(asc(staff.createdAt), asc(staff.id)).all()
}

export function listColleagues(db: Db): Colleague[] {
  return db
    .select({ id: staff.id, name: staff.name, role: staff.role, isActive: staff.isActive })
    .from(staff)
    .orderBy(asc(staff.createdAt), asc(staff.id))
    .all()
}

export function countOtherActiveAdmins(db: Db, id: StaffId): number {
  const isOtherActiveAdmin = and(ne(staff.id, id), eq(staff.role, 'admin'), eq(staff.isActive, true))
  return db.select({ admins: count() }).from(staff).where(isOtherActiveAdmin).get()?.admins ?? 0
}

export function insertStaffMember(tx: Db, member: typeof staff.$inferInsert, passwordHash: string): void {
  tx.insert(staff).values(member).run()
  tx.insert(staffCredentials).values({ staffId: member.id, passwordHash, updatedAt: member.updatedAt }).run()
}

export function updateStaffMember(
  tx: Db,
  id: StaffId,
  changes: Partial<Pick<StaffMember, 'name' | 'email' | 'phone' | 'role' | 'locale' | 'isActive'>>,
  now: number,
): void {
  tx.update(staff)
    .set({ ...changes, updatedAt: now, version: sql`${staff.version} + 1` })
    .where(eq(staff.id, id))
    .run()
}

/** Also takes back the wrong tries of the old password. */
export function replacePassword(tx: Db, staffId: StaffId, passwordHash: string, now: number): void {
  tx.update(staffCredentials)
    .set({ passwordHash, failedTries: 0, retryAt: null, updatedAt: now })
    .where(eq(staffCredentials.staffId, staffId))
    .run()
}
