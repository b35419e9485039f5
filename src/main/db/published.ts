import { OUTREACH } from './published-outreach.ts'
import { REPORTS } from './published-reports.ts'

/**
 * What a staff PC may one day keep a copy of, decided table by table and column by column from the first day. A test holds this list
 * and the real tables equal: a new column is not shared by accident, and not forgotten either.
 *   columns    copied, to those who may see the row
 *   withheld   columns of a copied table that stay with the office PC, and why
 *   private    the whole table stays, and why
 */
type Publication = { columns: readonly string[]; withheld?: Readonly<Record<string, string>> } | { private: string }

const THE_LINK_IS_OURS = 'belongs to the one PC that owns the link'
const OWN_WORK = "the office PC's own work; may hold anything"
const OWN_FETCHING = 'only the PC with the link fetches'
const ONLY_ITS_JOBS_ASK_META = 'only the office PC asks Meta'
const WHAT_IT_COST = 'what ads cost is for the managers to see, live'
const REBUILT_FROM_ROWS = 'every copy makes its own from the rows'

export const PUBLISHED = {
  ...OUTREACH,
  ...REPORTS,
  __drizzle_migrations: { private: 'every copy has a history of its own' },
  appointments: {
    columns: [
      ...['seq', 'id', 'version', 'type_id', 'staff_id', 'room_id', 'title', 'starts_at', 'ends_at', 'buffer_before'],
      ...['buffer_after', 'holds_from', 'holds_until', 'is_holding', 'time_zone', 'status', 'approval', 'place'],
      ...['video_url', 'note', 'booked_by', 'series_id', 'is_exception', 'override_reason', 'overridden_by'],
      ...['cancel_reason', 'created_at', 'updated_at'],
    ],
    withheld: withheldAll(['reminders_version', 'reminders_starts_at'], 'only the office PC reminds'),
  },
  assignment_rules: {
    columns: [
      ...[
        'id',
        'version',
        'name',
        'position',
        'is_active',
        'conditions',
        'target',
        'removed_at',
        'created_at',
        'updated_at',
      ],
    ],
    withheld: { last_staff_id: 'whose turn it is, only the PC that makes leads must know' },
  },
  attachments: {
    columns: [
      ...['seq', 'id', 'version', 'message_id', 'lead_id', 'conversation_id', 'direction', 'kind', 'mime', 'name'],
      ...[
        'size',
        'sha256',
        'state',
        'error',
        'label',
        'staff_id',
        'removed_at',
        'width',
        'height',
        'seconds',
        'waveform',
        'thumbnail',
      ],
      ...['search_text', 'happened_at', 'created_at', 'updated_at'],
    ],
    withheld: { attempts: OWN_FETCHING, next_try_at: OWN_FETCHING },
  },
  brands: {
    columns: [
      ...[
        'id',
        'version',
        'name',
        'name_key',
        'default_country',
        'position',
        'is_archived',
        'created_at',
        'updated_at',
      ],
    ],
  },
  ad_accounts: {
    columns: ['id', 'connection_id', 'external_id', 'name', 'currency', 'time_zone', 'created_at', 'updated_at'],
  },
  ad_greetings: { private: OWN_WORK },
  ad_campaigns: {
    columns: [
      ...['id', 'version', 'account_id', 'external_id', 'name', 'status', 'effective_status', 'objective'],
      ...['daily_budget', 'lifetime_budget', 'seen_at', 'created_at', 'updated_at'],
    ],
  },
  ad_sets: {
    columns: [
      ...['id', 'version', 'account_id', 'external_id', 'name', 'status', 'effective_status', 'campaign_id'],
      ...['daily_budget', 'lifetime_budget', 'seen_at', 'created_at', 'updated_at'],
    ],
  },
  ad_status_changes: { private: WHAT_IT_COST },
  ads: {
    columns: [
      ...['id', 'version', 'account_id', 'external_id', 'name', 'status', 'effective_status', 'campaign_id'],
      ...['ad_set_id', 'seen_at', 'created_at', 'updated_at'],
    ],
  },
  audit_log: { private: 'read by admins, live' },
  bulk_items: { private: OWN_WORK },
  bulk_runs: { private: OWN_WORK },
  channel_accounts: {
    columns: [
      'id',
      'version',
      'channel',
      'provider',
      'name',
      'phone_number',
      'number_age',
      'last_connected_at',
      'created_at',
      'updated_at',
    ],
    withheld: {
      resting_state: THE_LINK_IS_OURS,
      reach_out_locked_until: THE_LINK_IS_OURS,
      reach_out_told_at: THE_LINK_IS_OURS,
      new_chats_left: THE_LINK_IS_OURS,
      new_chats_left_until: THE_LINK_IS_OURS,
      new_chats_told_at: THE_LINK_IS_OURS,
    },
  },
  consent_events: {
    columns: [
      ...['seq', 'id', 'address_kind', 'address', 'channel', 'brand_id', 'action', 'source', 'wording_id', 'note'],
      ...['reference', 'once_key', 'staff_id', 'is_without_effect', 'happened_at', 'created_at'],
    ],
  },
  consent_texts: { columns: ['id', 'version', 'name', 'language', 'is_archived', 'created_at', 'updated_at'] },
  consent_wordings: { columns: ['id', 'text_id', 'number', 'body', 'body_hash', 'staff_id', 'created_at'] },
  consents: {
    columns: [
      ...['id', 'version', 'address_kind', 'address', 'channel', 'brand_id', 'state', 'source', 'changed_at'],
      ...['iys_recipient_type', 'iys_status', 'iys_source', 'iys_at', 'created_at', 'updated_at'],
    ],
  },
  channel_keys: { private: 'keys of the link: a second holder breaks it' },
  conversation_peers: {
    columns: ['id', 'conversation_id', 'lead_id', 'channel_account_id', 'kind', 'value', 'last_used_at'],
  },
  conversations: {
    columns: [
      ...[
        'seq',
        'id',
        'version',
        'lead_id',
        'channel_account_id',
        'owner_id',
        'channel',
        'unread_count',
        'is_archived',
      ],
      ...['is_marked_unread', 'last_message_at', 'last_message_id', 'last_message_preview', 'last_message_kind'],
      ...['last_message_direction', 'last_message_status', 'is_last_message_deleted', 'waiting_since', 'last_read_at'],
      ...['is_blocked', 'block_state', 'number_requested_at', 'created_at', 'updated_at'],
    ],
  },
  countries: {
    columns: [
      ...['id', 'alpha2', 'alpha3', 'name_tr', 'name_en'],
      ...['dialling_code', 'flag', 'version', 'created_at', 'updated_at'],
    ],
  },
  days_off: { columns: ['id', 'staff_id', 'from_on', 'until_on', 'name', 'created_at'] },
  duplicate_pairs: {
    columns: ['seq', 'id', 'one_id', 'other_id', 'reason', 'state', 'decided_by', 'decided_at', 'created_at'],
  },
  exchange_rates: { columns: ['id', 'on_day', 'currency', 'into', 'rate', 'staff_id', 'created_at', 'updated_at'] },
  file_uploads: { private: 'on their way to the one PC that keeps them' },
  graph_requests: { private: OWN_WORK },
  import_layouts: { private: OWN_WORK },
  import_rows: { private: OWN_WORK },
  imports: { private: OWN_WORK },
  hand_over_notices: {
    columns: ['run_id', 'staff_id', 'from_id', 'leads', 'next_actions', 'waiting_chats', 'seen_at', 'created_at'],
  },
  insight_accounts: { private: ONLY_ITS_JOBS_ASK_META },
  insight_days: { private: WHAT_IT_COST },
  insight_months: { private: WHAT_IT_COST },
  insight_ranges: { private: WHAT_IT_COST },
  insight_runs: { private: ONLY_ITS_JOBS_ASK_META },
  interactions: {
    columns: ['seq', 'id', 'lead_id', 'staff_id', 'kind', 'data', 'happened_at', 'created_at'],
  },
  job_runs: { private: OWN_WORK },
  jobs: { private: OWN_WORK },
  lead_identities: { columns: ['id', 'lead_id', 'kind', 'value', 'unique_key', 'ending', 'created_at'] },
  lead_merges: { private: 'undone on the office PC; holds rows of people as they were' },
  lead_submission_failures: { private: OWN_FETCHING },
  lead_submissions: {
    columns: [
      ...['seq', 'id', 'version', 'lead_id', 'meta_lead_id', 'touch_id', 'brand_id', 'page_id', 'form_id', 'form_name'],
      ...['ad_id', 'ad_name', 'ad_set_id', 'ad_set_name', 'campaign_id', 'campaign_name', 'platform', 'is_organic'],
      ...[
        'is_test',
        'is_return',
        'other_name',
        'unreadable_phone',
        'answers',
        'submitted_at',
        'created_at',
        'updated_at',
      ],
    ],
    withheld: { raw: 'as Meta sent it, for the office PC to read again one day', content_hash: OWN_FETCHING },
  },
  lead_submissions_forgotten: { private: OWN_FETCHING },
  lead_tags: { columns: ['id', 'lead_id', 'tag_id', 'created_at'] },
  lead_touches: {
    columns: [
      ...['id', 'lead_id', 'kind', 'source', 'channel_account_id', 'external_id', 'ad_id', 'click_id'],
      ...['ad_name', 'ad_set_id', 'ad_set_name', 'campaign_id', 'campaign_name', 'form_id'],
      ...['title', 'source_url', 'happened_at', 'created_at'],
    ],
    withheld: { raw: 'as the provider sent it, for the office PC to read again one day' },
  },
  lead_mails: { private: 'only the office PC sends' },
  lead_views: {
    columns: [
      ...[
        'id',
        'version',
        'owner_id',
        'name',
        'built_in',
        'filter',
        'sort',
        'direction',
        'columns',
        'layout',
        'position',
      ],
      ...['removed_at', 'created_at', 'updated_at'],
    ],
  },
  leads: {
    columns: [
      ...['seq', 'id', 'version', 'name', 'name_origin', 'stage_id', 'owner_id', 'source', 'source_detail'],
      ...['is_test', 'brand_id', 'first_form_id', 'first_campaign_id', 'first_ad_set_id', 'first_ad_id'],
      ...['last_called_at', 'stage_since', 'converted_at', 'rejection_reason', 'score'],
      ...['country_code', 'language', 'city', 'is_unregistered', 'first_message_answered', 'first_inbound_at'],
      ...[
        'first_answered_at',
        'event_on',
        'event_time',
        'time_zone',
        'location',
        'last_inbound_at',
        'last_outbound_at',
      ],
      ...['last_contacted_at', 'next_action_at', 'next_action_text', 'search_text', 'name_order', 'created_at'],
      'updated_at',
    ],
  },
  lead_counts: { private: REBUILT_FROM_ROWS },
  leads_fts: { private: REBUILT_FROM_ROWS },
  link_events: { private: THE_LINK_IS_OURS },
  message_changes: {
    columns: [
      ...['id', 'message_id', 'kind', 'body', 'state', 'error', 'external_id', 'staff_id', 'asked_at', 'tried_at'],
      'done_at',
    ],
    withheld: { body_before: 'what was taken back is for the managers to see, live' },
  },
  message_reactions: { columns: ['id', 'message_id', 'from', 'staff_id', 'emoji', 'at'] },
  messages: {
    columns: [
      ...['seq', 'id', 'version', 'conversation_id', 'lead_id', 'channel', 'direction', 'kind', 'body', 'media_url'],
      ...['details', 'is_forwarded', 'is_view_once', 'is_ephemeral'],
      ...[
        'status',
        'error',
        'external_id',
        'peer_key',
        'quoted_external_id',
        'template_id',
        'template_name',
        'sent_by',
      ],
      ...[
        'is_from_phone',
        'is_imported',
        'ad_referral',
        'sort_at',
        'queued_at',
        'tried_at',
        'sent_at',
        'delivered_at',
        'read_at',
        'starred_at',
      ],
      ...['notified_at', 'edited_at', 'deleted_at', 'created_at', 'updated_at'],
    ],
    withheld: {
      raw: 'needed to send again and to decrypt edits, which only the PC with the link does',
      is_receipt_due: THE_LINK_IS_OURS,
    },
  },
  messages_fts: { private: REBUILT_FROM_ROWS },
  meta_connections: {
    columns: ['id', 'version', 'brand_id', 'page_id', 'page_name', 'state', 'created_at', 'updated_at'],
    withheld: {
      token_kind: ONLY_ITS_JOBS_ASK_META,
      app_id: ONLY_ITS_JOBS_ASK_META,
      poll_minutes: ONLY_ITS_JOBS_ASK_META,
      scopes: ONLY_ITS_JOBS_ASK_META,
      expires_at: ONLY_ITS_JOBS_ASK_META,
      data_access_expires_at: ONLY_ITS_JOBS_ASK_META,
      warned_days: ONLY_ITS_JOBS_ASK_META,
      checked_at: ONLY_ITS_JOBS_ASK_META,
      problem: ONLY_ITS_JOBS_ASK_META,
    },
  },
  meta_forms: {
    columns: [
      'id',
      'version',
      'connection_id',
      'brand_id',
      'page_id',
      'form_id',
      'name',
      'status',
      'locale',
      'created_at',
    ],
    withheld: {
      ...withheldAll(['questions', 'disclaimers', 'mapping', 'consent_channels', 'is_polled'], ONLY_ITS_JOBS_ASK_META),
      ...withheldAll(
        ['cursor_at', 'is_caught_up', 'leads_count', 'expired_count', 'counted_at'],
        ONLY_ITS_JOBS_ASK_META,
      ),
      ...withheldAll(['baseline_gap', 'gap', 'gap_since', 'gap_looks', 'is_gap_told'], ONLY_ITS_JOBS_ASK_META),
      ...withheldAll(['gap_accepted', 'gap_accepted_at', 'gap_note'], ONLY_ITS_JOBS_ASK_META),
      ...withheldAll(['gap_healed_at', 'last_fetch_at', 'last_problem', 'updated_at'], ONLY_ITS_JOBS_ASK_META),
    },
  },
  meta_sync_runs: { private: ONLY_ITS_JOBS_ASK_META },
  new_leads: {
    columns: [
      ...['id', 'lead_id', 'source', 'raised_at', 'is_in_office_hours', 'claimed_by', 'claimed_at', 'escalated_at'],
      ...['answered_at', 'answered_by', 'closed_at'],
    ],
  },
  outbox: { private: 'only the office PC sends; people see it live' },
  outbox_attachments: { private: 'only the office PC sends; people see it live' },
  preferences: { columns: ['staff_id', 'name', 'value', 'updated_at'] },
  public_holidays: { columns: ['country', 'on', 'name_tr', 'name_en'] },
  rejection_reasons: { columns: ['id', 'version', 'name', 'position', 'created_at', 'updated_at'] },
  retention_proposals: { private: 'what is to be deleted is decided on the office PC' },
  sales: {
    columns: [
      ...['seq', 'id', 'version', 'lead_id', 'amount', 'currency', 'treatment', 'sold_on', 'note', 'status'],
      ...['ended_on', 'staff_id', 'created_at', 'updated_at'],
    ],
  },
  senders: { private: 'only the office PC sends' },
  secrets: { private: 'tokens and passwords of the office' },
  sessions: { private: 'who is signed in, on this PC' },
  settings: { columns: ['name', 'value', 'updated_at'] },
  staff: {
    columns: ['id', 'version', 'name', 'email', 'phone', 'role', 'locale', 'is_active', 'created_at', 'updated_at'],
    withheld: { last_seen_at: 'when a colleague was at work is for the managers to see, live' },
  },
  staff_credentials: { private: 'password hashes' },
  stages: {
    columns: ['id', 'version', 'name', 'position', 'outcome', 'color', 'is_default', 'created_at', 'updated_at'],
  },
  suppression_pepper: { private: 'with it the hashes can be guessed' },
  suppressions: { private: 'asked of the office PC, which alone has the pepper' },
  tags: { columns: ['id', 'version', 'name', 'name_key', 'color', 'created_at', 'updated_at'] },
  worked_holidays: { columns: ['on', 'created_at'] },
  working_hours: { columns: ['id', 'staff_id', 'weekday', 'from_minute', 'until_minute'] },
  treatments: { columns: ['id', 'version', 'name', 'position', 'created_at', 'updated_at'] },
  whatsapp_journal: { private: THE_LINK_IS_OURS },
} as const satisfies Readonly<Record<string, Publication>>

function withheldAll(columns: readonly string[], why: string): Record<string, string> {
  return Object.fromEntries(columns.map(column => [column, why]))
}
