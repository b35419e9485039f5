import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'

export const staff = sqliteTable(
  'staff',
  {
    id: text().$type<StaffId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    /** Lower case; what a person signs in with. */
    email: text().notNull(),
    phone: text(),
    role: text().$type<StaffRole>().notNull(),
    locale: text().$type<Locale>().notNull(),
    isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    lastSeenAt: integer('last_seen_at'),
  },
  table => [uniqueIndex('staff_by_email').on(table.email)],
)

/** Private: never copied to another PC. */
export const staffCredentials = sqliteTable('staff_credentials', {
  staffId: text('staff_id')
    .$type<StaffId>()
    .primaryKey()
    .references(() => staff.id, { onDelete: 'cascade' }),
  /** `scrypt$N$r$p$salt$hash`, base64. */
  passwordHash: text('password_hash').notNull(),
  failedTries: integer('failed_tries').notNull().default(0),
  /** No try is answered before this instant. */
  retryAt: integer('retry_at'),
  updatedAt: integer('updated_at').notNull(),
})

/** Private: a page proves who it is with a token, of which only the hash is kept. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    tokenHash: text('token_hash').notNull(),
    staffId: text('staff_id')
      .$type<StaffId>()
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at').notNull(),
    lockedAt: integer('locked_at'),
  },
  table => [uniqueIndex('sessions_by_token').on(table.tokenHash), index('sessions_by_staff').on(table.staffId)],
)
