import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConversationFilter } from '#shared/contract/conversations.ts'
import { LeadFilter, LeadSort } from '#shared/contract/lead-filter.ts'
import type {
  ChannelAccountId,
  ConversationId,
  LeadId,
  MessageId,
  StaffId,
  StageId,
  TagId,
} from '#shared/domain/ids.ts'
import { transact } from '../db/database.ts'
import { encodePlace } from '../db/keyset.ts'
import { openTestDatabase, type TestDatabase } from '../db/testing/test-database.ts'
import { createAppEvents } from '../events/app-events.ts'
import { createNumberHealth } from '../features/channels/number-health.ts'
import { countConversations } from '../features/conversations/conversation-counts.ts'
import {
  getVisibleConversation,
  listConversations,
  listConversationsOfLead,
  searchConversations,
} from '../features/conversations/conversation-queries.ts'
import {
  findOpenChange,
  listEarlierForms,
  listOpenChanges,
  listWaitingChanges,
} from '../features/conversations/message-changes.ts'
import {
  findByExternalId,
  findFirstQueued,
  findInConversation,
  getVisibleMessage,
  listExternalIdsOfLead,
  listMessages,
  listMessagesAfter,
  listMessagesOfLead,
  listQueued,
  listQuoted,
} from '../features/conversations/message-queries.ts'
import { countStarred, listStarred, searchEverywhere } from '../features/conversations/message-search.sql.ts'
import { addressOf, findPeer } from '../features/conversations/peers.ts'
import { countUnread, findWaitingSince, refreshSummary } from '../features/conversations/summary.ts'
import { countUnreadTexts, findLastText, listTexts } from '../features/inbound-texts/queries.ts'
import { listInteractions } from '../features/leads/interactions.ts'
import { countLeads, listPlaces, readListed } from '../features/leads/lead-list.ts'
import { listCities, listOrigins } from '../features/leads/lead-origins.sql.ts'
import {
  averageFirstAnswer,
  countLeadsByOutcome,
  findLeadByIdentity,
  findLeadsKnownAs,
  getVisibleLead,
} from '../features/leads/lead-queries.ts'
import { arePartedByPerson } from '../features/leads/merge-queries.ts'
import { listOutboxOfLead } from '../features/outbox/queries.ts'
import { readCohort, readMoves, readSales } from '../features/overview/cohort.sql.ts'
import { DEFAULT_SETTINGS } from '../features/settings/service.ts'
import { createStageService } from '../features/stages/service.ts'
import type { Viewer } from './context.ts'
import { LEAD_FILTERS } from './testing/lead-filters.ts'
import { type PlanReader, readPlans, TOO_MUCH } from './testing/query-plans.ts'

const LEADS = 20_000
const MESSAGES_EACH = 5
const START = 1_700_000_000_000

const idOf = (kind: number, number: number) =>
  `0000000${kind}-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as const
const ADMIN = idOf(1, 1) as StaffId
const CONSULTANT = idOf(1, 2) as StaffId
const ACCOUNT = idOf(2, 1) as ChannelAccountId
const LEAD = idOf(3, 500) as LeadId
const CONVERSATION = idOf(4, 500) as ConversationId
const MESSAGE = idOf(5, 500) as MessageId

let database: TestDatabase
let stageIds: StageId[]
let plansOf: PlanReader['plansOf']
let plansWhile: PlanReader['plansWhile']
let expectQuick: PlanReader['expectQuick']

beforeAll(async () => {
  database = openTestDatabase()
  const { db, clock, sqlite } = database
  sqlite
    .prepare(`insert into staff (id, name, email, role, locale, created_at, updated_at) values
      (?, 'Admin', 'a@ofis.test', 'admin', 'tr', 0, 0), (?, 'Ayla', 'b@ofis.test', 'consultant', 'tr', 0, 0)`)
    .run(ADMIN, CONSULTANT)
  const stages = createStageService({ db, clock, events: createAppEvents() })
  transact(db, tx => stages.insertInitial(tx, ADMIN, 'tr'))
  stageIds = (await stages.list()).map(({ id }) => id)
  sqlite
    .prepare(`insert into channel_accounts (id, channel, provider, name, created_at, updated_at)
      values (?, 'whatsapp', 'whatsapp-link', 'Ofis', 0, 0)`)
    .run(ACCOUNT)
  sqlite.transaction(fill)()
  ;({ plansOf, plansWhile, expectQuick } = readPlans(sqlite))
})
afterAll(() => database.close())

/** An office with a few years behind it. Bodies are empty: the search for messages is another matter. */
function fill(): void {
  const { sqlite } = database
  const numbers = (until: number) =>
    `with recursive n (n) as (select 1 union all select n + 1 from n where n < ${until})`
  const id = (kind: number, column: string) => `'0000000${kind}-0000-7000-8000-' || printf('%012x', ${column})`
  // Most leads belong to others: half to the admin, a few to nobody, one in a hundred to the consultant.
  const owner = `case when n % 100 = 0 then '${CONSULTANT}' when n % 50 = 1 then null else '${ADMIN}' end`
  const stage = `case n % 5 ${stageIds.map((stageId, index) => `when ${index} then '${stageId}'`).join(' ')} end`
  sqlite.exec(`${numbers(LEADS)} insert into leads
    (id, name, name_origin, stage_id, owner_id, source, search_text, name_order, last_contacted_at, created_at, updated_at,
      first_campaign_id, first_form_id, country_code, last_called_at, next_action_at, score)
    select ${id(3, 'n')}, 'Lead ' || n, 'person', ${stage}, ${owner}, 'whatsapp', 'lead no' || n, 'lead ' || n,
      case when n % 3 then ${START} + n end, ${START} + n, 0, 'c' || (n % 3), 'f' || (n % 500), 'TR',
      case when n % 2 then ${START} + n end, case when n % 50 = 0 then ${START} + n end, n % 100 from n`)
  sqlite.exec(`insert into tags (id, name, name_key, color, created_at, updated_at)
    values ('${TAG}', 'Çok', 'cok', 'teal', 0, 0), ('${RARE_TAG}', 'Az', 'az', 'teal', 0, 0)`)
  sqlite.exec(`${numbers(LEADS)} insert into lead_tags (id, lead_id, tag_id, created_at)
    select ${id(9, 'n')}, ${id(3, 'n')}, case when n % 100 then '${TAG}' else '${RARE_TAG}' end, 0 from n`)
  sqlite.exec(`${numbers(LEADS)} insert into lead_identities (id, lead_id, kind, value, unique_key, ending, created_at)
    select ${id(6, 'n')}, ${id(3, 'n')}, 'phone', '+90' || (5320000000 + n), 'phone:+90' || (5320000000 + n),
      5320000000 + n, 0 from n`)
  sqlite.exec(`${numbers(LEADS)} insert into conversations
    (id, lead_id, channel_account_id, owner_id, channel, unread_count, last_message_at, created_at, updated_at)
    select ${id(4, 'n')}, ${id(3, 'n')}, '${ACCOUNT}', ${owner}, 'whatsapp', n % 40 = 0, ${START} + n * 10, 0, 0 from n`)
  sqlite.exec(`${numbers(LEADS)} insert into interactions (id, lead_id, kind, data, happened_at, created_at)
    select ${id(7, 'n')}, ${id(3, 'n')}, 'created', '{}', ${START} + n, 0 from n`)
  sqlite.exec(`${numbers(LEADS * MESSAGES_EACH)} insert into messages
    (id, conversation_id, lead_id, channel, direction, kind, status, external_id, sort_at, read_at, created_at, updated_at)
    select ${id(5, 'n')}, ${id(4, `1 + n % ${LEADS}`)}, ${id(3, `1 + n % ${LEADS}`)}, 'whatsapp',
      case when n % 3 then 'in' else 'out' end, 'text', case when n % 999 = 0 then 'queued' else 'read' end, 'X' || n,
      ${START} + n * 10, case when n % 40 then 1 end, 0, 0 from n`)
}

const viewers: [string, Viewer][] = [
  ['an admin', { id: ADMIN, role: 'admin', locale: 'tr' }],
  ['a consultant', { id: CONSULTANT, role: 'consultant', locale: 'tr' }],
]
const FAR = { at: START + 1_000, seq: 1_000 }

const NO_FILTER: ConversationFilter = {
  unread: false,
  mine: false,
  unassigned: false,
  waiting: false,
  archived: false,
  search: '',
  channelAccountId: null,
}
const conversationFilters: [string, Partial<ConversationFilter>][] = [
  ['all', {}],
  ['unread', { unread: true }],
  ['mine', { mine: true }],
  ['unassigned', { unassigned: true }],
  ['unread of mine', { unread: true, mine: true }],
  ['waiting', { waiting: true }],
  ['waiting of mine', { waiting: true, mine: true }],
  ['archived', { archived: true }],
  ['archived and unread', { archived: true, unread: true }],
  ['of one number', { channelAccountId: ACCOUNT }],
  ['unread of one number', { channelAccountId: ACCOUNT, unread: true }],
]
const MOMENT = { now: START + 40 * 24 * 3_600_000, timeZone: 'Europe/Istanbul' }
const TAG = idOf(8, 1) as TagId
const RARE_TAG = idOf(8, 2) as TagId
/** Rows of a piece that was cut out of an index before: few, whatever the table. */
const CUT_OUT = /^SCAN (?:w|w2|each_value|\(subquery-\d+\))$/u
const wanted = () => ({ stageId: stageIds[0] as StageId, ownerId: CONSULTANT, common: TAG, rare: RARE_TAG })
const isTooMuch = (step: string) => TOO_MUCH.test(step) && !CUT_OUT.test(step)

describe.each([
  ['a fresh database', () => {}],
  ['one whose statistics are known', () => database.sqlite.exec('analyze')],
])('in %s', (_, prepareDatabase) => {
  beforeAll(prepareDatabase as () => void)

  describe.each(viewers)('%s', (_viewer, viewer) => {
    it.each(conversationFilters)('lists conversations: %s', (_filter, over) => {
      const filter = { ...NO_FILTER, ...over }
      expectQuick(() => listConversations(database.db, viewer, filter, null, 51))
      const deep = expectQuick(() => listConversations(database.db, viewer, filter, FAR, 51))
      // The thousandth page begins where it begins, not with a walk there from the first.
      expect(deep.filter(step => /SEARCH conversations .*last_message_at/u.test(step)).length).toBeGreaterThan(0)
      expect(deep.filter(step => step.startsWith('SCAN'))).toEqual([])
    })

    it.each([{}, { waiting: true }, { archived: true, mine: true }])('finds conversations by name: %o', over => {
      const filter = { ...NO_FILTER, ...over, search: 'lead' }
      expectQuick(() => searchConversations(database.db, viewer, filter, null, 51))
      const deep = expectQuick(() => searchConversations(database.db, viewer, filter, FAR, 51))
      expect(deep.join()).toMatch(/SCAN leads_fts VIRTUAL TABLE/u)
    })

    it('reads what came in a stretch of time a piece at a time, and what became of it', () => {
      const ownerId = viewer.role === 'consultant' ? viewer.id : null
      const stretch = { from: START, until: START + LEADS, ownerId }
      const deep = { createdAt: START + 1_000, seq: 1_000 }
      for (const place of [null, deep]) {
        const plans = expectQuick(() => {
          const ids = readCohort(database.db, stretch, place, 400).map(({ id }) => id)
          readSales(database.db, ids)
          readMoves(database.db, ids)
        })
        expect(plans.join()).toMatch(/SEARCH leads USING INDEX leads(?:_of_owner)?_newest/u)
      }
    })

    // Two letters are looked up as they are, more by how they begin, and one in the messages themselves.
    it.each(['ra', 'randevu', 'randevu lead', 'r'])('finds messages, page by page: %s', async query => {
      const search = { query, conversationId: null, limit: 31 }
      for (const cursor of [null, encodePlace(FAR)]) {
        const plans = await plansWhile(() => searchEverywhere(database.db, viewer, { ...search, cursor }))
        expect(plans.filter(step => TOO_MUCH.test(step))).toEqual([])
        expect(plans.join()).toMatch(
          query === 'r'
            ? /SEARCH messages USING INTEGER PRIMARY KEY \(rowid<\?\)/u
            : /SCAN messages_fts VIRTUAL TABLE/u,
        )
      }
    })

    it('lists what has a star, page by page', () => {
      expect(expectQuick(() => listStarred(database.db, viewer, { cursor: null, limit: 51 })).join()).toContain(
        'messages_starred',
      )
      const deep = expectQuick(() => listStarred(database.db, viewer, { cursor: encodePlace(FAR), limit: 51 }))
      expect(deep.join()).toMatch(/SEARCH messages USING INDEX messages_starred .*starred_at/u)
    })

    it.each(LEAD_FILTERS)('lists leads: %s', (_filter, filterOf) => {
      const filter = LeadFilter.parse(filterOf(wanted()))
      const cursors = {
        ...{ created: FAR, last_contact: FAR, last_call: FAR, next_action: FAR, score: { at: 5, seq: 5 } },
        name: { at: 'm', seq: 5 },
      }
      for (const sort of LeadSort.options) {
        for (const direction of ['asc', 'desc'] as const) {
          const query = { filter, sort, direction, cursor: null }
          const list = (cursor: string | null) =>
            plansOf(() => listPlaces(database.db, viewer, { ...query, cursor }, MOMENT, 51))
          expect(list(null).filter(isTooMuch)).toEqual([])
          // The thousandth page begins where it begins, not with a walk there from the first.
          const later = list(encodePlace(cursors[sort]))
          expect(later.filter(isTooMuch)).toEqual([])
          expect(
            later.filter(step => /^SCAN leads (?!.*leads_(?:never_answered|answered_newest|for_trying))/u.test(step)),
          ).toEqual([])
        }
      }
    })

    it.each(LEAD_FILTERS)('counts leads: %s', (_filter, filterOf) => {
      const filter = LeadFilter.parse(filterOf(wanted()))
      const plan = plansOf(() => countLeads(database.db, viewer, filter, MOMENT))
      expect(plan.filter(isTooMuch)).toEqual([])
    })

    it('reads what a list shows of its leads', () => {
      const query = { filter: LeadFilter.parse({}), sort: 'created', cursor: null } as const
      const { places } = listPlaces(database.db, viewer, query, MOMENT, 51)
      expect(plansOf(() => readListed(database.db, places)).filter(isTooMuch)).toEqual([])
    })

    it('works out the first answer from those of the last days only', () => {
      const plan = expectQuick(() => averageFirstAnswer(database.db, viewer, START))
      expect(plan.join()).toMatch(/SEARCH leads USING INDEX leads_(?:of_owner_)?answered .*first_answered_at>/u)
      expect(plan.filter(step => step.startsWith('SCAN'))).toEqual([])
    })

    it('reads one of everything', () => {
      const { db } = database
      expectQuick(() => getVisibleLead(db, viewer, idOf(3, 1) as LeadId) && listInteractions(db, LEAD, null, 51))
      expectQuick(() => listInteractions(db, LEAD, FAR, 51))
      expectQuick(() => listInteractions(db, LEAD, FAR, 51, 'history'))
      expectQuick(() => listMessagesOfLead(db, LEAD, FAR, 51))
      expectQuick(() => findLeadsKnownAs(db, 'last_ten_digits', '5320000500'))
      expectQuick(() => arePartedByPerson(db, LEAD, idOf(3, 501) as LeadId))
      // One conversation for each linked number: that few may be sorted.
      expect(plansOf(() => listConversationsOfLead(db, viewer, idOf(3, 100) as LeadId)).join()).not.toContain('SCAN')
      expectQuick(() => getVisibleConversation(db, viewer, idOf(4, 100) as ConversationId))
      expectQuick(() => getVisibleMessage(db, viewer, idOf(5, 99) as MessageId))
      expectQuick(() => countConversations(db, viewer) && countStarred(db, viewer))
      expectQuick(() => countLeadsByOutcome(db, viewer))
      expect(plansOf(() => listOrigins(db)).filter(isTooMuch)).toEqual([])
      expect(plansOf(() => listCities(db, 'TR')).filter(isTooMuch)).toEqual([])
      // In the order in which they came, which is that of the table itself: a page of it is read, and nothing is sorted.
      const texts = plansOf(() => listTexts(db, viewer, { leadId: null, after: null, limit: 51 }))
      expect(texts.join()).not.toMatch(/TEMP B-TREE|SCAN leads/u)
      // Of one person: that few may be sorted.
      const ofOne = plansOf(() => listTexts(db, viewer, { leadId: LEAD, after: null, limit: 51 }))
      expect(ofOne.join()).not.toContain('SCAN')
      expectQuick(() => countUnreadTexts(db, viewer))
      expectQuick(() => listOutboxOfLead(db, LEAD, 20) && findLastText(db, LEAD, 'sms'))
    })
  })

  it('reads the messages of a conversation, wherever', () => {
    const { db } = database
    expectQuick(() => listMessages(db, CONVERSATION, null, 51))
    expect(expectQuick(() => listMessages(db, CONVERSATION, FAR, 51)).join()).toMatch(/SEARCH messages .*sort_at/u)
    const newer = expectQuick(() => listMessagesAfter(db, CONVERSATION, FAR, 51))
    expect(newer.join()).toMatch(/SEARCH messages .*sort_at/u)
    expectQuick(() => listQuoted(db, CONVERSATION, ['X1', 'X2']))
  })

  it('finds what a message needs when it comes', () => {
    const { db } = database
    expectQuick(() => findInConversation(db, CONVERSATION, 'in', 'X500'))
    expectQuick(() => findByExternalId(db, ACCOUNT, 'out', 'X500'))
    expectQuick(() => findLeadByIdentity(db, 'phone', '+905320000500'))
    expectQuick(() => findPeer(db, ACCOUNT, { phone: '+905320000500', lid: '1' }))
    expectQuick(() => countUnread(db, CONVERSATION))
    expect(expectQuick(() => findWaitingSince(db, CONVERSATION)).join()).toContain('messages_answers')
    expectQuick(() => refreshSummary(db, CONVERSATION, 0))
    expect(MESSAGE).toBeDefined()
  })

  it('finds what waits to be sent, among all that does not', () => {
    const { db } = database
    expect(expectQuick(() => findFirstQueued(db, CONVERSATION)).join()).toContain('messages_queued')
    // Only what is queued is sorted.
    const plans = plansOf(() => listQueued(db, ACCOUNT))
    expect(plans.join()).toContain('messages_queued')
    expectQuick(() => listExternalIdsOfLead(db, LEAD))
    // Few changes wait, however many were made.
    expect(expectQuick(() => listWaitingChanges(db, ACCOUNT)).join()).toContain('message_changes_waiting')
    expect(expectQuick(() => findOpenChange(db, MESSAGE)).join()).toContain('message_changes_open')
    expect(expectQuick(() => listOpenChanges(db, [MESSAGE])).join()).toContain('message_changes_open')
    expectQuick(() => listEarlierForms(db, MESSAGE))
    expect(plansOf(() => addressOf(db, { id: CONVERSATION, leadId: LEAD })).join()).not.toContain('SCAN')
  })

  it('the health of a number and what it may still send', () => {
    const { db, clock } = database
    const settings = { current: () => DEFAULT_SETTINGS }
    const stateOf = () => ({ kind: 'unlinked', failure: null }) as const
    const { health, waitForNewChat } = createNumberHealth({ db, clock, settings, stateOf })
    expectQuick(() => health(ACCOUNT))
    expectQuick(() => waitForNewChat(ACCOUNT, CONVERSATION))
  })
})
