import { and, count, desc, eq, exists, inArray, lt, type SQL, sql, sum } from 'drizzle-orm'
import { type ConversationCounts, type ConversationFilter, MOST_COUNTED } from '#shared/contract/conversations.ts'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { channelAccounts } from '../channels/schema.ts'
import { leadsMatching } from '../leads/lead-search.sql.ts'
import { leads } from '../leads/schema.ts'
import { ownersSeenBy, visibleLeads } from '../leads/visibility.ts'
import { conversations } from './schema.ts'

const summaryColumns = {
  conversation: conversations,
  leadName: leads.name,
  stageId: leads.stageId,
  ownerId: leads.ownerId,
  leadSource: leads.source,
  isNumberHidden: sql<number>`exists (select 1 from lead_identities l where l.lead_id = ${leads.id} and l.kind = 'whatsapp_lid')
    and not exists (select 1 from lead_identities p where p.lead_id = ${leads.id} and p.kind = 'phone')`,
}

export type ConversationRow = typeof conversations.$inferSelect

/**
 * The one with the newest message first. The visible owners are read one by one, each from its own index in the order of the list,
 * and then merged: a new consultant with three leads must not walk through everybody's conversations.
 */
export function listConversations(
  db: Db,
  viewer: Viewer,
  filter: ConversationFilter,
  after: Place | null,
  limit: number,
): ConversationSummaryRow[] {
  const owners = ownersAskedFor(viewer, filter)
  const rows = owners.flatMap(owner =>
    selectSummaries(db)
      .where(
        and(
          owner,
          visibleLeads(viewer),
          filter.archived ? isArchived : isNotArchived,
          ...narrowed(filter),
          after ? sql`(${conversations.lastMessageAt}, ${conversations.seq}) < (${after.at}, ${after.seq})` : undefined,
        ),
      )
      .orderBy(desc(conversations.lastMessageAt), desc(conversations.seq))
      .limit(limit)
      .all(),
  )
  if (owners.length === 1) return rows
  const newestFirst = ({ conversation: a }: ConversationSummaryRow, { conversation: b }: ConversationSummaryRow) =>
    b.lastMessageAt - a.lastMessageAt || b.seq - a.seq
  return rows.sort(newestFirst).slice(0, limit)
}

/**
 * Those of people whose name or number matches, the newest person first; archived ones too, so that a search finds everybody. Paged by
 * people: all conversations of one stand on one page.
 */
export function searchConversations(
  db: Db,
  viewer: Viewer,
  filter: ConversationFilter,
  after: Place | null,
  limit: number,
): { rows: ConversationSummaryRow[]; next: Place | null } {
  const found = leadsMatching(filter.search)
  if (found === null || (filter.mine && filter.unassigned)) return { rows: [], next: null }
  const wanted = and(filter.archived ? isArchived : undefined, ...narrowed(filter))
  const ofLead = db
    .select({ one: sql`1` })
    .from(conversations)
    .where(and(eq(conversations.leadId, leads.id), wanted))
  const owner = filter.mine || filter.unassigned ? ownersSeenBy(viewer, filter.mine ? viewer.id : 'nobody') : []
  const people = db
    .select({ id: leads.id, seq: leads.seq })
    .from(leads)
    .innerJoin(found.index, eq(leads.seq, found.seq))
    .where(
      and(
        found.condition,
        after ? lt(found.seq, after.seq) : undefined,
        visibleLeads(viewer),
        ...owner,
        exists(ofLead),
      ),
    )
    .orderBy(desc(found.seq))
    .limit(limit + 1)
    .all()
  const shown = people.slice(0, limit)
  const last = shown.at(-1)
  if (last === undefined) return { rows: [], next: null }
  const ids = shown.map(({ id }) => id)
  const byLead = Map.groupBy(
    selectSummaries(db)
      .where(and(inArray(conversations.leadId, ids), wanted))
      .all(),
    ({ conversation }) => conversation.leadId,
  )
  return {
    rows: ids.flatMap(id => byLead.get(id) ?? []),
    next: people.length > limit ? { at: 0, seq: last.seq } : null,
  }
}

function narrowed({ unread, waiting, channelAccountId }: ConversationFilter): (SQL | undefined)[] {
  return [
    unread ? isUnread : undefined,
    waiting ? isWaiting : undefined,
    channelAccountId === null ? undefined : eq(conversations.channelAccountId, channelAccountId),
  ]
}

export type ConversationSummaryRow = ReturnType<ReturnType<typeof selectSummaries>['all']>[number]

function selectSummaries(db: Db) {
  return db.select(summaryColumns).from(conversations).innerJoin(leads, eq(leads.id, conversations.leadId)).$dynamic()
}

// Written out, not bound: only so does SQLite see which of the partial indexes answer them.
const isUnread = sql`${conversations.unreadCount} > 0`
const isWaiting = sql`${conversations.waitingSince} is not null`
const isArchived = sql`${conversations.isArchived} = 1`
const isNotArchived = sql`${conversations.isArchived} = 0`

/** Found by the conversation's copy of the owner; who may see it is asked of the lead all the same. */
function ownersAskedFor(
  viewer: Viewer,
  { mine, unassigned }: Pick<ConversationFilter, 'mine' | 'unassigned'>,
): (SQL | undefined)[] {
  if (mine && unassigned) return []
  return ownersSeenBy(viewer, mine ? viewer.id : unassigned ? 'nobody' : null, conversations.ownerId)
}

/** What stands behind each filter. All but what is unread is counted to a limit, so that counting never takes long. */
export function countConversations(db: Db, viewer: Viewer): Omit<ConversationCounts, 'starredMessages'> {
  return {
    ...countUnreadConversations(db, viewer),
    mine: countSome(db, viewer, { mine: true, unassigned: false }, isNotArchived),
    unassigned: countSome(db, viewer, { mine: false, unassigned: true }, isNotArchived),
    waiting: countSome(db, viewer, { mine: false, unassigned: false }, and(isNotArchived, isWaiting)),
    archived: countSome(db, viewer, { mine: false, unassigned: false }, isArchived),
  }
}

function countSome(
  db: Db,
  viewer: Viewer,
  asked: Pick<ConversationFilter, 'mine' | 'unassigned'>,
  condition: SQL | undefined,
): number {
  const counted = ownersAskedFor(viewer, asked).map(
    owner =>
      db
        .select({ one: sql`1` })
        .from(conversations)
        .innerJoin(leads, eq(leads.id, conversations.leadId))
        .where(and(owner, condition, visibleLeads(viewer)))
        .limit(MOST_COUNTED + 1)
        .all().length,
  )
  return Math.min(
    MOST_COUNTED + 1,
    counted.reduce((all, part) => all + part, 0),
  )
}

export function countUnreadConversations(db: Db, viewer: Viewer) {
  const numbers = { conversations: count(), messages: sum(conversations.unreadCount).mapWith(Number) }
  const visible = visibleLeads(viewer)
  const counted = ownersSeenBy(viewer, null, conversations.ownerId).map(owner => {
    const all = db.select(numbers).from(conversations)
    // Whoever sees everything need not ask five thousand leads who they belong to.
    if (visible === undefined) return all.where(and(owner, isNotArchived, isUnread)).get()
    return all
      .innerJoin(leads, eq(leads.id, conversations.leadId))
      .where(and(owner, isNotArchived, isUnread, visible))
      .get()
  })
  const total = (of: 'conversations' | 'messages') => counted.reduce((result, part) => result + (part?.[of] ?? 0), 0)
  return { unreadConversations: total('conversations'), unreadMessages: total('messages') }
}

export function findConversation(db: Db, id: ConversationId): ConversationRow | undefined {
  return db.select().from(conversations).where(eq(conversations.id, id)).get()
}

/** Every change of a conversation goes through here, so that its version always grows. */
export function updateConversation(
  tx: Db,
  id: ConversationId,
  changes: Partial<Omit<ConversationRow, 'id' | 'seq' | 'version' | 'createdAt' | 'updatedAt'>>,
  now: number,
): void {
  tx.update(conversations)
    .set({ ...changes, version: sql`${conversations.version} + 1`, updatedAt: now })
    .where(eq(conversations.id, id))
    .run()
}

const summaryColumnsSet = prepareOnce(db =>
  db
    .update(conversations)
    .set({
      lastMessageAt: sql`${sql.placeholder('lastMessageAt')}`,
      lastMessageId: sql`${sql.placeholder('lastMessageId')}`,
      lastMessagePreview: sql`${sql.placeholder('lastMessagePreview')}`,
      lastMessageKind: sql`${sql.placeholder('lastMessageKind')}`,
      lastMessageDirection: sql`${sql.placeholder('lastMessageDirection')}`,
      lastMessageStatus: sql`${sql.placeholder('lastMessageStatus')}`,
      isLastMessageDeleted: sql`${sql.placeholder('isLastMessageDeleted')}`,
      unreadCount: sql`${sql.placeholder('unreadCount')}`,
      isMarkedUnread: sql`${sql.placeholder('isMarkedUnread')}`,
      waitingSince: sql`${sql.placeholder('waitingSince')}`,
      lastReadAt: sql`${sql.placeholder('lastReadAt')}`,
      isArchived: sql`${sql.placeholder('isArchived')}`,
      updatedAt: sql`${sql.placeholder('updatedAt')}`,
      version: sql`${conversations.version} + 1`,
    })
    .where(eq(conversations.id, sql.placeholder('id')))
    .prepare(),
)

type Summary = Pick<
  ConversationRow,
  | 'lastMessageAt'
  | 'lastMessageId'
  | 'lastMessagePreview'
  | 'lastMessageKind'
  | 'lastMessageDirection'
  | 'lastMessageStatus'
  | 'isLastMessageDeleted'
  | 'unreadCount'
  | 'isMarkedUnread'
  | 'waitingSince'
  | 'lastReadAt'
  | 'isArchived'
>

/** `updateConversation` for what every message changes, given the row as it is in this transaction. */
export function updateSummary(tx: Db, conversation: ConversationRow, changes: Partial<Summary>, now: number): void {
  const { isLastMessageDeleted, isMarkedUnread, isArchived, ...row } = { ...conversation, ...changes }
  summaryColumnsSet(tx).run({
    ...row,
    isLastMessageDeleted: Number(isLastMessageDeleted),
    isMarkedUnread: Number(isMarkedUnread),
    isArchived: Number(isArchived),
    updatedAt: now,
  })
}

export function getVisibleConversation(db: Db, viewer: Viewer, id: ConversationId) {
  const row = db
    .select({
      ...summaryColumns,
      accountName: channelAccounts.name,
      nameOrigin: leads.nameOrigin,
      countryCode: leads.countryCode,
      timeZone: leads.timeZone,
    })
    .from(conversations)
    .innerJoin(leads, eq(leads.id, conversations.leadId))
    .innerJoin(channelAccounts, eq(channelAccounts.id, conversations.channelAccountId))
    .where(and(eq(conversations.id, id), visibleLeads(viewer)))
    .get()
  if (!row) throw notFound('conversation')
  return row
}

export function listConversationsOfLead(db: Db, viewer: Viewer, leadId: LeadId): ConversationSummaryRow[] {
  return selectSummaries(db)
    .where(and(eq(conversations.leadId, leadId), visibleLeads(viewer)))
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.seq))
    .all()
}
