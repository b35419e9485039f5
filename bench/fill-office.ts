import type Database from 'better-sqlite3'
import type { ChannelAccountId, ConversationId, LeadId, MessageId, StaffId } from '#shared/domain/ids.ts'
import { lastTenDigits } from '#shared/domain/phone-number.ts'
import { searchTextOf } from '../src/main/features/leads/lead-search.sql.ts'
import { nameOrderOf } from '../src/main/features/leads/name-order.ts'
import { nameOf, phoneOf, sentenceOf } from './words.ts'

const FIVE_YEARS = 5 * 365 * 24 * 3_600_000
const END = Date.UTC(2026, 10, 1)
const HOUR = 3_600_000

const idOf = (kind: number, number: number) =>
  `0000000${kind}-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as const

/** Who and what every generated office has, whatever its size. */
export const CONSULTANTS = Array.from({ length: 8 }, (_, index) => idOf(1, index + 1) as StaffId)
export const ACCOUNT = idOf(2, 1) as ChannelAccountId
export const SECOND_ACCOUNT = idOf(2, 2) as ChannelAccountId
/** The person with whom the office talks most: a long chat, a long timeline and many files. */
export const BUSY_LEAD = idOf(3, 1) as LeadId
export const LONG_CHAT = idOf(4, 1) as ConversationId
export const leadIdOf = (number: number) => idOf(3, number) as LeadId
export const messageIdOf = (number: number) => idOf(5, number) as MessageId

export interface OfficeSize {
  readonly messages: number
  readonly leads: number
  /** Messages of the long chat: every tenth of the office's, up to so many. */
  readonly longChat: number
}

export function sizeOf(messages: number): OfficeSize {
  return { messages, leads: messages / 5, longChat: Math.min(messages / 10, 50_000) }
}

/** A few years of an office, in bare SQL: a fifth as many people as messages, every tenth of them on both numbers. */
export function fillOffice(sqlite: Database.Database, size: OfficeSize): void {
  sqlite.function('bench_name', { deterministic: true }, number => nameOf(Number(number)))
  sqlite.function('bench_phone', { deterministic: true }, number => phoneOf(Number(number)))
  sqlite.function('bench_sentence', { deterministic: true }, number => sentenceOf(Number(number)))
  sqlite.function('bench_ending', { deterministic: true }, phone => lastTenDigits(String(phone)))
  sqlite.function('bench_order', { deterministic: true }, name => nameOrderOf(String(name)))
  sqlite.function('bench_search', { deterministic: true }, (name, phone) =>
    searchTextOf(String(name), [String(phone)], []),
  )
  sqlite.pragma('cache_size = -524288')
  sqlite.pragma('synchronous = OFF')
  // The rows refer to each other as they are written; looking that up a million times is no part of the bench.
  sqlite.pragma('foreign_keys = OFF')
  try {
    sqlite.transaction(() => {
      insertStaff(sqlite)
      insertPeople(sqlite, size)
      insertMessages(sqlite, size)
      insertFiles(sqlite, size)
      summarise(sqlite)
    })()
  } finally {
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('cache_size = -65536')
  }
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
}

const numbers = (until: number) => `with recursive n (n) as (select 1 union all select n + 1 from n where n < ${until})`
const id = (kind: number, column: string) => `'0000000${kind}-0000-7000-8000-' || printf('%012x', ${column})`

function insertStaff(sqlite: Database.Database): void {
  const insert = sqlite.prepare(
    `insert into staff (id, name, email, role, locale, created_at, updated_at) values (?, ?, ?, 'consultant', 'tr', 0, 0)`,
  )
  for (const [index, staffId] of CONSULTANTS.entries()) insert.run(staffId, nameOf(-index), `d${index}@example.com`)
  sqlite.exec(`insert into channel_accounts (id, channel, provider, name, phone_number, created_at, updated_at) values
    ('${ACCOUNT}', 'whatsapp', 'whatsapp-link', 'Ofis', '+905000000001', 0, 0),
    ('${SECOND_ACCOUNT}', 'whatsapp', 'whatsapp-link', 'Klinik', '+905000000002', 0, 0)`)
}

const TAGS = 20

function insertPeople(sqlite: Database.Database, { leads }: OfficeSize): void {
  const stageIds = sqlite.prepare<[], { id: string }>('select id from stages order by position').all()
  const stage = `case n % ${stageIds.length} ${stageIds.map((row, index) => `when ${index} then '${row.id}'`).join(' ')} end`
  // One person in fifty belongs to nobody.
  const owner = (column: string) =>
    `case when ${column} % 50 = 3 then null else ${id(1, `1 + ${column} % ${CONSULTANTS.length}`)} end`
  const at = `${END - FIVE_YEARS} + n * ${Math.floor(FIVE_YEARS / leads)}`
  const source = `case n % 5 when 0 then 'click_to_whatsapp_ad' when 1 then 'manual' else 'whatsapp' end`
  sqlite.exec(`${numbers(leads)} insert into leads
    (id, name, name_origin, stage_id, owner_id, source, country_code, search_text, name_order, created_at, updated_at,
      first_campaign_id, last_called_at, next_action_at, is_unregistered, score)
    select ${id(3, 'n')}, bench_name(n), 'person', ${stage}, ${owner('n')}, ${source},
      case n % 7 when 0 then 'DE' when 1 then 'GB' else 'TR' end,
      bench_search(bench_name(n), bench_phone(n)), bench_order(bench_name(n)), ${at}, ${at},
      case when n % 5 = 0 then 'c' || (n % 40) end, case when n % 3 then ${at} + 86400000 end,
      case when n % 90 = 0 then ${at} + 172800000 end, n % 9 = 0, n % 100 from n`)
  sqlite.exec(`${numbers(TAGS)} insert into tags (id, name, name_key, color, created_at, updated_at)
    select ${id(8, 'n')}, 'Etiket ' || n, 'etiket ' || n, 'teal', 0, 0 from n`)
  sqlite.exec(`${numbers(Math.floor(leads / 4))} insert into lead_tags (id, lead_id, tag_id, created_at)
    select ${id(9, 'n')}, ${id(3, 'n * 4')}, ${id(8, `1 + n % ${TAGS}`)}, 0 from n`)
  sqlite.exec(`${numbers(leads)} insert into lead_identities (id, lead_id, kind, value, unique_key, ending, created_at)
    select ${id(6, 'n')}, ${id(3, 'n')}, 'phone', bench_phone(n), 'phone:' || bench_phone(n), bench_ending(bench_phone(n)),
      ${at} from n`)
  const timeline = (
    kind: string,
    data: string,
    offset: number,
    first: number,
  ) => `${numbers(leads)} insert into interactions
    (id, lead_id, kind, data, happened_at, created_at)
    select ${id(7, `n * 4 + ${first}`)}, ${id(3, 'n')}, '${kind}', ${data}, ${at} + ${offset}, ${at} + ${offset} from n`
  sqlite.exec(timeline('created', `'{"source":"whatsapp"}'`, 0, 0))
  sqlite.exec(timeline('note', `json_object('text', bench_sentence(n))`, HOUR, 1))
  sqlite.exec(`${numbers(150)} insert into interactions (id, lead_id, kind, data, happened_at, created_at)
    select ${id(8, 'n')}, '${BUSY_LEAD}', case n % 3 when 0 then 'note' else 'call' end,
      json_object('text', bench_sentence(n), 'outcome', 'reached'), ${END} - n * ${HOUR}, ${END} - n * ${HOUR} from n`)
  sqlite.exec(`${numbers(leads + Math.floor(leads / 10))} insert into conversations
    (id, lead_id, channel_account_id, owner_id, channel, last_message_at, is_archived, created_at, updated_at)
    select ${id(4, 'n')}, ${id(3, 'lead')}, case when n > ${leads} then '${SECOND_ACCOUNT}' else '${ACCOUNT}' end,
      ${owner('lead')}, 'whatsapp', 0, n % 6 = 5, 0, 0
    from (select n, case when n > ${leads} then (n - ${leads}) * 10 else n end as lead from n)`)
  sqlite.exec(`insert into conversation_peers (id, conversation_id, lead_id, channel_account_id, kind, value, last_used_at)
    select '0000000a' || substr(c.id, 9), c.id, c.lead_id, c.channel_account_id, i.kind, i.value, 0
    from conversations c join lead_identities i on i.lead_id = c.lead_id`)
}

/** In the order of time: every so many belong to the long chat, the others go round the conversations. */
function insertMessages(sqlite: Database.Database, { messages, leads, longChat }: OfficeSize): void {
  const conversations = leads + Math.floor(leads / 10)
  const step = Math.floor(FIVE_YEARS / messages)
  const each = Math.floor(messages / longChat)
  // Any other than the first, each as often, and neighbours far from each other.
  const other = `2 + (n * 7919) % ${conversations - 1}`
  const at = `${END - FIVE_YEARS} + n * ${step}`
  const kind = `case when n % 12 = 5 then 'image' when n % 40 = 7 then 'document' else 'text' end`
  // What came in the last fifth is unread in every eighth conversation.
  sqlite.exec(`${numbers(messages)} insert into messages
    (id, conversation_id, lead_id, channel, direction, kind, body, status, external_id, raw, sent_by, sort_at, sent_at,
      delivered_at, read_at, starred_at, created_at, updated_at)
    select ${id(5, 'n')}, ${id(4, 'c')}, ${id(3, `case when c > ${leads} then (c - ${leads}) * 10 else c end`)}, 'whatsapp',
      case when n % 5 < 3 then 'in' else 'out' end, ${kind}, bench_sentence(n),
      case when n % 5 >= 3 or not unread then 'read' else 'delivered' end, 'X' || n, randomblob(180),
      case when n % 5 < 3 then null else ${id(1, `1 + n % ${CONSULTANTS.length}`)} end, ${at}, ${at}, ${at} + 1000,
      case when n % 5 >= 3 or not unread then ${at} + 60000 end,
      case when n % 400 = 9 then ${at} end, ${at}, ${at}
    from (select n, c, c % 8 = 3 and n > ${Math.floor(messages * 0.8)} as unread
      from (select n, case when n % ${each} = 0 then 1 else ${other} end as c from n))`)
}

function insertFiles(sqlite: Database.Database, { longChat }: OfficeSize): void {
  const columns = `(id, message_id, lead_id, conversation_id, direction, kind, mime, name, size, sha256, state, label,
    search_text, happened_at, created_at, updated_at)`
  sqlite.exec(`insert into attachments ${columns}
    select '00000009' || substr(id, 9), id, lead_id, conversation_id, direction, kind,
      case kind when 'image' then 'image/jpeg' else 'application/pdf' end, kind || ' ' || seq, 1000 + seq % 900000,
      lower(hex(randomblob(32))), 'ready', case direction when 'in' then 'received_documents' else 'sent_documents' end,
      kind || ' ' || seq, sort_at, sort_at, sort_at
    from messages where kind <> 'text'`)
  sqlite.exec(`${numbers(Math.min(longChat, 100))} insert into attachments ${columns}
    select ${id(9, '0xf00000000000 + n')}, null, '${BUSY_LEAD}', null, 'manual', 'document', 'application/pdf',
      'Rapor ' || n || '.pdf', 5000, lower(hex(randomblob(32))), 'ready', 'Tahlil', 'rapor ' || n || ' pdf', ${END} - n * ${HOUR},
      ${END}, ${END} from n`)
}

/** What conversations and people know of their messages. */
function summarise(sqlite: Database.Database): void {
  const last =
    'select m.seq from messages m where m.conversation_id = conversations.id order by sort_at desc, seq desc limit 1'
  sqlite.exec(`update conversations set
      last_message_at = m.sort_at, last_message_id = m.id, last_message_preview = substr(m.body, 1, 120),
      last_message_kind = m.kind, last_message_direction = m.direction, last_message_status = m.status,
      waiting_since = case when m.direction = 'in' and conversations.seq % 5 = 1 then m.sort_at end,
      last_read_at = m.sort_at,
      unread_count = (select count(*) from messages u
        where u.conversation_id = conversations.id and u.direction = 'in' and u.read_at is null)
    from messages m where m.seq = (${last})`)
  sqlite.exec(`update leads set (last_inbound_at, first_inbound_at, last_contacted_at, first_answered_at) =
    (select max(case when direction = 'in' then sort_at end), min(case when direction = 'in' then sort_at end), max(sort_at),
        min(case when direction = 'out' then sort_at end)
      from messages where lead_id = leads.id)`)
}
