import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ConsentChannel } from '#shared/domain/consent.ts'
import type {
  BrandId,
  LeadId,
  MetaConnectionId,
  MetaFormId,
  SubmissionFailureId,
  SubmissionId,
  SyncRunId,
} from '#shared/domain/ids.ts'
import type { FormMapping, FormQuestion } from '#shared/domain/lead-form.ts'
import type { SyncProblem, SyncState, SyncTrigger } from '#shared/domain/meta-sync.ts'
import { brands } from '../brands/schema.ts'
import { leads } from '../leads/schema.ts'
import { metaConnections } from '../meta/schema.ts'
import type { FormDisclaimer } from './graph-lead.ts'
import type { MappedAnswer } from './map-entry.ts'

/** A lead form at Meta, as one connection sees it. */
export const metaForms = sqliteTable(
  'meta_forms',
  {
    id: text().$type<MetaFormId>().primaryKey(),
    version: integer().notNull().default(1),
    connectionId: text('connection_id')
      .$type<MetaConnectionId>()
      .notNull()
      .references(() => metaConnections.id, { onDelete: 'cascade' }),
    brandId: text('brand_id')
      .$type<BrandId>()
      .references(() => brands.id, { onDelete: 'set null' }),
    pageId: text('page_id'),
    /** Meta's own id: what touches and leads name. */
    formId: text('form_id').notNull(),
    name: text(),
    status: text().notNull(),
    locale: text(),
    questions: text({ mode: 'json' }).$type<FormQuestion[]>().notNull(),
    disclaimers: text({ mode: 'json' }).$type<FormDisclaimer[]>().notNull(),
    /** Where a person said that answers go; null: wherever the questions point. */
    mapping: text({ mode: 'json' }).$type<FormMapping>(),
    /** What ticking each box allows, by its key, where a person said so. */
    consentChannels: text('consent_channels', { mode: 'json' }).$type<Record<string, ConsentChannel[]>>(),
    isPolled: integer('is_polled', { mode: 'boolean' }).notNull().default(true),
    /**
     * All entries up to this one are stored, by Meta's time of them. It moves only after they are committed, so that a kill fetches
     * some of them again and leaves none out.
     */
    cursorAt: integer('cursor_at'),
    /** The first fetch, of everything that Meta still has, is through. */
    isCaughtUp: integer('is_caught_up', { mode: 'boolean' }).notNull().default(false),
    /** What Meta says it has, of those how many are too old to be had. */
    leadsCount: integer('leads_count'),
    expiredCount: integer('expired_count'),
    countedAt: integer('counted_at'),
    /** Entries that Meta counted and we did not have when we first had everything: it is growth since then that tells. */
    baselineGap: integer('baseline_gap'),
    /** Entries that Meta counts and we have not, since when, and over how many looks. */
    gap: integer().notNull().default(0),
    gapSince: integer('gap_since'),
    gapLooks: integer('gap_looks').notNull().default(0),
    isGapTold: integer('is_gap_told', { mode: 'boolean' }).notNull().default(false),
    /** As many of the gap as a person has accepted, with a word why: only more of them are a gap again. */
    gapAccepted: integer('gap_accepted').notNull().default(0),
    gapAcceptedAt: integer('gap_accepted_at'),
    gapNote: text('gap_note').notNull().default(''),
    /** A gap that was told and is none any more. */
    gapHealedAt: integer('gap_healed_at'),
    lastFetchAt: integer('last_fetch_at'),
    lastProblem: text('last_problem', { mode: 'json' }).$type<SyncProblem>(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('meta_forms_once').on(table.connectionId, table.formId),
    index('meta_forms_by_form').on(table.formId),
  ],
)

/** One form that one person filled in, kept whole. The same entry is never stored twice. */
export const leadSubmissions = sqliteTable(
  'lead_submissions',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<SubmissionId>().notNull(),
    version: integer().notNull().default(1),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    metaLeadId: text('meta_lead_id').notNull(),
    /** What it is among the ways its lead came. */
    touchId: text('touch_id').notNull(),
    brandId: text('brand_id')
      .$type<BrandId>()
      .references(() => brands.id, { onDelete: 'set null' }),
    pageId: text('page_id'),
    formId: text('form_id').notNull(),
    formName: text('form_name'),
    adId: text('ad_id'),
    adName: text('ad_name'),
    adSetId: text('ad_set_id'),
    adSetName: text('ad_set_name'),
    campaignId: text('campaign_id'),
    campaignName: text('campaign_name'),
    /** `fb` and `ig` are known; Meta may say others. */
    platform: text(),
    isOrganic: integer('is_organic', { mode: 'boolean' }).notNull(),
    isTest: integer('is_test', { mode: 'boolean' }).notNull(),
    /** The person was known before. */
    isReturn: integer('is_return', { mode: 'boolean' }).notNull(),
    /** Their phone was known under another name: a family shares it, or somebody mistyped. */
    otherName: text('other_name'),
    /** What stood where the number should be, and is none. */
    unreadablePhone: text('unreadable_phone'),
    answers: text({ mode: 'json' }).$type<MappedAnswer[]>().notNull(),
    raw: text({ mode: 'json' }).$type<unknown>().notNull(),
    contentHash: text('content_hash').notNull(),
    submittedAt: integer('submitted_at').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('lead_submissions_by_id').on(table.id),
    uniqueIndex('lead_submissions_once').on(table.metaLeadId),
    index('lead_submissions_of_lead').on(table.leadId, table.submittedAt),
    index('lead_submissions_of_form').on(table.formId, table.isTest, table.submittedAt, table.seq),
    index('lead_submissions_of_campaign').on(table.campaignId, table.submittedAt),
    index('lead_submissions_newest').on(table.submittedAt, table.seq),
  ],
)

/**
 * Entries of people whom the office has deleted for good. Meta gives an entry away for ninety days: without this the next fetch would
 * bring the person back. An id at Meta and nothing of the person.
 */
export const forgottenSubmissions = sqliteTable(
  'lead_submissions_forgotten',
  {
    metaLeadId: text('meta_lead_id').primaryKey(),
    formId: text('form_id').notNull(),
    forgottenAt: integer('forgotten_at').notNull(),
  },
  table => [index('lead_submissions_forgotten_of_form').on(table.formId)],
)

/** An entry that could not be stored: never lost, and tried again by a person or with the next fetch. */
export const submissionFailures = sqliteTable(
  'lead_submission_failures',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<SubmissionFailureId>().notNull(),
    connectionId: text('connection_id')
      .$type<MetaConnectionId>()
      .notNull()
      .references(() => metaConnections.id, { onDelete: 'cascade' }),
    formId: text('form_id').notNull(),
    /** Meta's id of the entry, or a hash of what has none. */
    entryKey: text('entry_key').notNull(),
    raw: text({ mode: 'json' }).$type<unknown>().notNull(),
    reason: text().$type<'unreadable' | 'not_stored'>().notNull(),
    /** The kind of error, never its text. */
    errorClass: text('error_class'),
    attempts: integer().notNull(),
    failedAt: integer('failed_at').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('lead_submission_failures_by_id').on(table.id),
    uniqueIndex('lead_submission_failures_once').on(table.formId, table.entryKey),
    index('lead_submission_failures_newest').on(table.connectionId, table.seq),
  ],
)

/** What each fetch brought. */
export const metaSyncRuns = sqliteTable(
  'meta_sync_runs',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<SyncRunId>().notNull(),
    connectionId: text('connection_id')
      .$type<MetaConnectionId>()
      .notNull()
      .references(() => metaConnections.id, { onDelete: 'cascade' }),
    trigger: text().$type<SyncTrigger>().notNull(),
    state: text().$type<SyncState>().notNull(),
    fetched: integer().notNull().default(0),
    stored: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    duplicates: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    problems: text({ mode: 'json' }).$type<SyncProblem[]>().notNull(),
    /** Not before then, says Meta. */
    retryAt: integer('retry_at'),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
  },
  table => [
    uniqueIndex('meta_sync_runs_by_id').on(table.id),
    index('meta_sync_runs_newest').on(table.connectionId, table.seq),
    index('meta_sync_runs_old').on(table.startedAt),
    index('meta_sync_runs_open').on(table.state).where(sql`state = 'running'`),
  ],
)
