import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { AddressKind, ConsentAction, ConsentChannel, ConsentSource, ConsentState } from '#shared/domain/consent.ts'
import type { BrandId, ConsentEventId, ConsentTextId, ConsentWordingId, StaffId } from '#shared/domain/ids.ts'
import { brands } from '../brands/schema.ts'
import { staff } from '../staff/schema.ts'

/**
 * How an address stands to one channel, for the whole office (no brand) or for one brand. It belongs to the address, not to a
 * person: whoever the address moves to, the consent is where the address is. No row is "unknown".
 */
export const consents = sqliteTable(
  'consents',
  {
    id: text().primaryKey(),
    version: integer().notNull().default(1),
    addressKind: text('address_kind').$type<AddressKind>().notNull(),
    /** As in `lead_identities`. */
    address: text().notNull(),
    channel: text().$type<ConsentChannel>().notNull(),
    brandId: text('brand_id')
      .$type<BrandId>()
      .references(() => brands.id, { onDelete: 'cascade' }),
    state: text().$type<ConsentState>().notNull(),
    source: text().$type<ConsentSource>().notNull(),
    /** When the person said so. */
    changedAt: integer('changed_at').notNull(),
    /** To İYS (the national consent register) people are individuals or merchants. */
    iysRecipientType: text('iys_recipient_type').$type<'BIREYSEL' | 'TACIR'>().notNull().default('BIREYSEL'),
    /** What İYS has, as of its last answer. */
    iysStatus: text('iys_status').$type<'ONAY' | 'RET'>(),
    iysSource: text('iys_source'),
    iysAt: integer('iys_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('consents_of_address').on(
      table.addressKind,
      table.address,
      table.channel,
      sql`case when brand_id is null then '' else brand_id end`,
    ),
    index('consents_by_state').on(table.channel, table.state, table.addressKind, table.address),
    index('consents_of_brand').on(table.brandId),
  ],
)

/** The proof: what an address said, when, where and to which words. Never changed, only added to. */
export const consentEvents = sqliteTable(
  'consent_events',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<ConsentEventId>().notNull(),
    addressKind: text('address_kind').$type<AddressKind>().notNull(),
    address: text().notNull(),
    channel: text().$type<ConsentChannel>().notNull(),
    brandId: text('brand_id')
      .$type<BrandId>()
      .references(() => brands.id, { onDelete: 'set null' }),
    action: text().$type<ConsentAction>().notNull(),
    source: text().$type<ConsentSource>().notNull(),
    wordingId: text('wording_id')
      .$type<ConsentWordingId>()
      .references(() => consentWordings.id),
    /** What whoever wrote it down adds. */
    note: text(),
    /** Where the proof lies: a form entry, a message, a file. */
    reference: text(),
    /** What is told twice is one event. */
    onceKey: text('once_key'),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    /** An older word that came later, or one that could not lift a refusal: kept, and nothing moved by it. */
    isWithoutEffect: integer('is_without_effect', { mode: 'boolean' }).notNull().default(false),
    happenedAt: integer('happened_at').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('consent_events_by_id').on(table.id),
    uniqueIndex('consent_events_once').on(table.onceKey).where(sql`once_key is not null`),
    index('consent_events_of_address').on(table.addressKind, table.address, table.happenedAt, table.seq),
    index('consent_events_of_wording').on(table.wordingId),
    index('consent_events_of_brand').on(table.brandId),
  ],
)

/** A text that the office asks consent with. Its words stand in `consent_wordings`, one row for each version. */
export const consentTexts = sqliteTable('consent_texts', {
  id: text().$type<ConsentTextId>().primaryKey(),
  version: integer().notNull().default(1),
  name: text().notNull(),
  language: text().notNull(),
  isArchived: integer('is_archived', { mode: 'boolean' }).notNull().default(false),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** The words that somebody agreed to: a version of the office's own text, or those of a form, each kept once. */
export const consentWordings = sqliteTable(
  'consent_wordings',
  {
    id: text().$type<ConsentWordingId>().primaryKey(),
    /** Null for what stood on a form and not in the office's list. */
    textId: text('text_id')
      .$type<ConsentTextId>()
      .references(() => consentTexts.id),
    number: integer(),
    body: text().notNull(),
    bodyHash: text('body_hash').notNull(),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('consent_wordings_of_text').on(table.textId, table.number).where(sql`text_id is not null`),
    uniqueIndex('consent_wordings_of_forms').on(table.bodyHash).where(sql`text_id is null`),
  ],
)

/** Addresses that must never be written to for marketing, when nothing else is kept of them: a hash with the office's pepper. */
export const suppressions = sqliteTable(
  'suppressions',
  {
    id: text().primaryKey(),
    hash: text().notNull(),
    /** Null: all of them. */
    channel: text().$type<ConsentChannel>(),
    reason: text().$type<'forgotten' | 'refused'>().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('suppressions_by_hash').on(table.hash, sql`case when channel is null then '' else channel end`),
  ],
)

/** One row: what the hashes of this office are made with. It goes into backups with them, else a restored list would know nobody. */
export const suppressionPepper = sqliteTable('suppression_pepper', {
  id: integer().primaryKey(),
  pepper: text().notNull(),
})
