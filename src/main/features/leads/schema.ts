import { type SQL, sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { BrandId, ChannelAccountId, InteractionId, LeadId, StaffId, StageId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import { brands } from '../brands/schema.ts'
import { staff } from '../staff/schema.ts'
import { stages } from '../stages/schema.ts'

// What lists are ordered by has no gaps: SQLite uses such an index only where it finds the very same words.
export const LAST_CONTACTED = sql`case when last_contacted_at is null then 0 else last_contacted_at end`
export const LAST_CALLED = sql`case when last_called_at is null then 0 else last_called_at end`
/** Nothing planned is later than everything planned. */
export const NEXT_ACTION = sql`case when next_action_at is null then 9007199254740991 else next_action_at end`
/** Whoever wrote or left a form, and was not answered. */
const neverAnswered = (source: SQL) =>
  sql`first_message_answered = 0 and (first_inbound_at is not null or (last_contacted_at is null and ${source} in ('meta_lead_ad', 'website')))`
/** Touches and consents have a source as well. */
export const NEVER_ANSWERED = neverAnswered(sql`leads.source`)
/** Whom a person of the office has answered. */
export const ANSWERED = sql`first_answered_at is not null`

/** The person, through the whole journey: lead, then customer. */
export const leads = sqliteTable(
  'leads',
  {
    /** Rowid of the search index; stays when the table is rebuilt. */
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<LeadId>().notNull(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    /** A generated name gives way to a push name, and both to what a person types. */
    nameOrigin: text('name_origin').$type<'generated' | 'push_name' | 'person'>().notNull(),
    stageId: text('stage_id')
      .$type<StageId>()
      .notNull()
      .references(() => stages.id),
    ownerId: text('owner_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    source: text().$type<LeadSource>().notNull(),
    sourceDetail: text('source_detail'),
    brandId: text('brand_id')
      .$type<BrandId>()
      .references(() => brands.id, { onDelete: 'set null' }),
    /** Somebody of the office tried the form out: in no figure. */
    isTest: integer('is_test', { mode: 'boolean' }).notNull().default(false),
    /** Where the first touch came from, at Meta: copied from it, so that a list can be read from an index. */
    firstFormId: text('first_form_id'),
    firstCampaignId: text('first_campaign_id'),
    firstAdSetId: text('first_ad_set_id'),
    firstAdId: text('first_ad_id'),
    countryCode: text('country_code'),
    language: text(),
    city: text(),
    isUnregistered: integer('is_unregistered', { mode: 'boolean' }).notNull().default(false),
    firstMessageAnswered: integer('first_message_answered', { mode: 'boolean' }).notNull().default(false),
    firstInboundAt: integer('first_inbound_at'),
    firstAnsweredAt: integer('first_answered_at'),
    eventOn: text('event_on'),
    eventTime: text('event_time'),
    timeZone: text('time_zone'),
    location: text(),
    lastInboundAt: integer('last_inbound_at'),
    lastOutboundAt: integer('last_outbound_at'),
    lastContactedAt: integer('last_contacted_at'),
    /** The last call that somebody logged, whatever came of it. */
    lastCalledAt: integer('last_called_at'),
    /** Since when it stands in its stage; null: since it was created. */
    stageSince: integer('stage_since'),
    /** When it first became a customer; kept when it leaves that stage again. */
    convertedAt: integer('converted_at'),
    /** Why it was rejected, while it is. */
    rejectionReason: text('rejection_reason'),
    /** The sum of the points that the office's rules give. */
    score: integer().notNull().default(0),
    nextActionAt: integer('next_action_at'),
    /** What is to be done then, in the words of whoever planned it. */
    nextActionText: text('next_action_text'),
    /** Folded name, numbers and e-mails: what the search index holds. */
    searchText: text('search_text').notNull().default(''),
    /** The name in a form whose bytes stand in the order of the Turkish alphabet. */
    nameOrder: text('name_order').notNull().default(''),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('leads_by_id').on(table.id),
    index('leads_newest').on(table.createdAt, table.seq),
    index('leads_of_stage_newest').on(table.stageId, table.createdAt, table.seq),
    index('leads_of_owner_newest').on(table.ownerId, table.createdAt, table.seq),
    index('leads_of_owner_and_stage_newest').on(table.ownerId, table.stageId, table.createdAt, table.seq),
    index('leads_of_source_newest').on(table.source, table.createdAt, table.seq),
    index('leads_of_country_newest').on(table.countryCode, table.createdAt, table.seq),
    index('leads_of_city').on(table.countryCode, table.city).where(sql`city is not null`),
    index('leads_of_brand_newest').on(table.brandId, table.createdAt, table.seq),
    index('leads_of_campaign_newest')
      .on(table.firstCampaignId, table.createdAt, table.seq)
      .where(sql`first_campaign_id is not null`),
    index('leads_of_form_newest')
      .on(table.firstFormId, table.createdAt, table.seq)
      .where(sql`first_form_id is not null`),
    // Whom an ad brought that no ad account has told of yet.
    index('leads_of_unknown_ad').on(table.firstAdId).where(sql`first_ad_id is not null and first_campaign_id is null`),
    index('leads_never_answered').on(table.createdAt, table.seq).where(neverAnswered(sql`source`)),
    index('leads_answered_newest').on(table.createdAt, table.seq).where(ANSWERED),
    index('leads_last_called').on(LAST_CALLED, table.seq),
    index('leads_next_action').on(NEXT_ACTION, table.seq),
    index('leads_by_score').on(table.score, table.seq),
    index('leads_last_contacted').on(LAST_CONTACTED, table.seq),
    index('leads_of_owner_last_contacted').on(table.ownerId, LAST_CONTACTED, table.seq),
    index('leads_by_name').on(table.nameOrder, table.seq),
    index('leads_answered').on(table.firstAnsweredAt).where(sql`first_answered_at is not null`),
    index('leads_of_owner_answered').on(table.ownerId, table.firstAnsweredAt).where(sql`first_answered_at is not null`),
    index('leads_of_owner_by_name').on(table.ownerId, table.nameOrder, table.seq),
    index('leads_for_trying').on(table.ownerId, table.stageId).where(sql`is_test = 1`),
  ],
)

/** What a person is known by. Phone and WhatsApp LID belong to one lead; families share e-mails. */
export const leadIdentities = sqliteTable(
  'lead_identities',
  {
    id: text().primaryKey(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    kind: text().$type<'phone' | 'whatsapp_lid' | 'email' | 'username'>().notNull(),
    /** Phone in E.164, LID digits, e-mail in lower case. */
    value: text().notNull(),
    /** `kind:value` for what must be unique, null for what may be shared. */
    uniqueKey: text('unique_key'),
    /** The last ten digits of a phone. Only ever a suggestion: the same number, written with another country. */
    ending: text(),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('lead_identities_unique').on(table.uniqueKey),
    uniqueIndex('lead_identities_of_lead').on(table.leadId, table.kind, table.value),
    index('lead_identities_by_value').on(table.kind, table.value),
    index('lead_identities_by_ending').on(table.ending),
  ],
)

/** Every way a person came to us. First and last touch are read from here. */
export const leadTouches = sqliteTable(
  'lead_touches',
  {
    id: text().primaryKey(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    kind: text().$type<'first_message' | 'ad_referral' | 'lead_form' | 'manual' | 'import'>().notNull(),
    source: text().$type<LeadSource>().notNull(),
    channelAccountId: text('channel_account_id').$type<ChannelAccountId>(),
    /** The message that brought it; the same message never makes two touches. */
    externalId: text('external_id'),
    adId: text('ad_id'),
    adName: text('ad_name'),
    adSetId: text('ad_set_id'),
    adSetName: text('ad_set_name'),
    campaignId: text('campaign_id'),
    campaignName: text('campaign_name'),
    formId: text('form_id'),
    clickId: text('click_id'),
    title: text(),
    sourceUrl: text('source_url'),
    /** The whole referral as it came: it comes only once. */
    raw: text({ mode: 'json' }).$type<Record<string, unknown>>(),
    happenedAt: integer('happened_at').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    index('lead_touches_of_lead').on(table.leadId, table.happenedAt),
    index('lead_touches_of_campaign').on(table.campaignId, table.happenedAt).where(sql`campaign_id is not null`),
    index('lead_touches_of_unknown_ad').on(table.adId).where(sql`ad_id is not null and campaign_id is null`),
    // Of one lead: senders choose their ids, and one of another person must not keep a touch away.
    uniqueIndex('lead_touches_once').on(table.leadId, table.channelAccountId, table.kind, table.externalId),
  ],
)

export const interactions = sqliteTable(
  'interactions',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<InteractionId>().notNull(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    kind: text().notNull(),
    data: text({ mode: 'json' }).$type<Record<string, string | number | boolean | null>>().notNull(),
    happenedAt: integer('happened_at').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('interactions_by_id').on(table.id),
    index('interactions_of_lead_newest').on(table.leadId, table.happenedAt, table.seq),
    index('interactions_status_changes').on(table.leadId, table.happenedAt).where(sql`kind = 'status_change'`),
  ],
)

/** Two records that became one, and what it takes to make them two again. Goes with the record that stayed. */
export const leadMerges = sqliteTable(
  'lead_merges',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    /** The record that is gone; it is there again once the merge was undone. */
    absorbedId: text('absorbed_id').$type<LeadId>().notNull(),
    /** Where it stands on the timeline. */
    interactionId: text('interaction_id').$type<InteractionId>().notNull(),
    /** The rows as they were; null once it is too late to undo. */
    before: text('before_rows'),
    undoUntil: integer('undo_until').notNull(),
    /** A person said that they are two: from then on nothing joins them by itself. */
    undoneAt: integer('undone_at'),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('lead_merges_by_interaction').on(table.interactionId),
    index('lead_merges_of_lead').on(table.leadId, table.seq),
    index('lead_merges_of_absorbed').on(table.absorbedId),
    index('lead_merges_undoable').on(table.undoUntil).where(sql`before_rows is not null`),
  ],
)
