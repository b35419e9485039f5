import { and, eq, lte, ne, sql } from 'drizzle-orm'
import type { SignedInStaff } from '#shared/contract/session.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { Db } from '../../db/database.ts'
import { sessions, staff, staffCredentials } from '../staff/schema.ts'

/** A session and the person it belongs to, as they are now. */
export interface SessionRow {
  id: string
  lastUsedAt: number
  lockedAt: number | null
  staff: SignedInStaff
  isActive: boolean
}

const sessionColumns = {
  id: sessions.id,
  lastUsedAt: sessions.lastUsedAt,
  lockedAt: sessions.lockedAt,
  isActive: staff.isActive,
  staff: { id: staff.id, name: staff.name, email: staff.email, role: staff.role, locale: staff.locale },
}

/** Prepared once: every call of every page asks it. */
export function prepareFindSession(db: Db): (id: string) => SessionRow | undefined {
  const statement = db
    .select(sessionColumns)
    .from(sessions)
    .innerJoin(staff, eq(staff.id, sessions.staffId))
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare()
  return id => statement.get({ id })
}

export function findSessionIdByToken(db: Db, tokenHash: string): string | undefined {
  return db.select({ id: sessions.id }).from(sessions).where(eq(sessions.tokenHash, tokenHash)).get()?.id
}

export function insertSession(tx: Db, session: typeof sessions.$inferInsert): void {
  tx.insert(sessions).values(session).run()
}

export function touchSession(tx: Db, id: string, staffId: StaffId, now: number): void {
  tx.update(sessions).set({ lastUsedAt: now }).where(eq(sessions.id, id)).run()
  tx.update(staff).set({ lastSeenAt: now }).where(eq(staff.id, staffId)).run()
}

export function setSessionLocked(tx: Db, id: string, lockedAt: number | null): void {
  tx.update(sessions).set({ lockedAt }).where(eq(sessions.id, id)).run()
}

/** Returns the ids of those that were there. */
export function deleteSession(tx: Db, id: string): string[] {
  return idsOf(tx.delete(sessions).where(eq(sessions.id, id)).returning({ id: sessions.id }).all())
}

export function deleteSessionsOf(tx: Db, staffId: StaffId, except: string | null): string[] {
  const others = except === null ? undefined : ne(sessions.id, except)
  return idsOf(
    tx
      .delete(sessions)
      .where(and(eq(sessions.staffId, staffId), others))
      .returning({ id: sessions.id })
      .all(),
  )
}

export function deleteSessionsUnusedSince(tx: Db, at: number): void {
  tx.delete(sessions).where(lte(sessions.lastUsedAt, at)).run()
}

export function setStaffLocale(tx: Db, staffId: StaffId, locale: Locale, now: number): void {
  tx.update(staff)
    .set({ locale, updatedAt: now, version: sql`${staff.version} + 1` })
    .where(eq(staff.id, staffId))
    .run()
}

export interface CredentialsRow {
  staffId: StaffId
  passwordHash: string
  failedTries: number
  retryAt: number | null
  isActive: boolean
}

const credentialColumns = {
  staffId: staffCredentials.staffId,
  passwordHash: staffCredentials.passwordHash,
  failedTries: staffCredentials.failedTries,
  retryAt: staffCredentials.retryAt,
  isActive: staff.isActive,
}

export function findCredentialsByEmail(db: Db, email: string): CredentialsRow | undefined {
  return selectCredentials(db).where(eq(staff.email, email)).get()
}

export function findCredentials(db: Db, staffId: StaffId): CredentialsRow | undefined {
  return selectCredentials(db).where(eq(staff.id, staffId)).get()
}

export function updateCredentials(
  tx: Db,
  staffId: StaffId,
  changes: Partial<Pick<typeof staffCredentials.$inferInsert, 'passwordHash' | 'failedTries' | 'retryAt'>>,
  now: number,
): void {
  tx.update(staffCredentials)
    .set({ ...changes, updatedAt: now })
    .where(eq(staffCredentials.staffId, staffId))
    .run()
}

function selectCredentials(db: Db) {
  return db.select(credentialColumns).from(staffCredentials).innerJoin(staff, eq(staff.id, staffCredentials.staffId))
}

function idsOf(rows: { id: string }[]): string[] {
  return rows.map(row => row.id)
}
