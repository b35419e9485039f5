import { and, desc, eq, exists, lt, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/sqlite-core'
import type { ConversationFilter } from '#shared/contract/conversations.ts'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { inList, listOf, prepareEachForm, prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { channelAccounts } from '../channels/schema.ts'
import { leadsFound, matchOf } from '../leads/lead-search.sql.ts'
import { leads } from '../leads/schema.ts'
import { type OwnerForm, ownerFormOf, ownersOf, visibleLeads } from '../leads/visibility.ts'
import { conversations } from './schema.ts'

/** What a list shows of a conversation. */
const shownColumns = {
  // By names of its own: a union is ordered by what it gives.
  seq: sql<number>`${conversations.seq}`.as('place_seq'),
  lastMessageAt: sql<number>`${conversations.lastMessageAt}`.as('place_at'),
  id: conversations.id,
  leadId: conversations.leadId,
  channelAccountId: conversations.channelAccountId,
  channel: conversations.channel,
  unreadCount: conversations.unreadCount,
  lastMessagePreview: conversations.lastMessagePreview,
  lastMessageKind: conversations.lastMessageKind,
  lastMessageDirection: conversations.lastMessageDirection,
  lastMessageStatus: conversations.lastMessageStatus,
  isLastMessageDeleted: conversations.isLastMessageDeleted,
  waitingSince: conversations.waitingSince,
  isBlocked: conversations.isBlocked,
}
const personColumns = {
  leadName: leads.name,
  stageId: leads.stageId,
  ownerId: leads.ownerId,
  leadSource: leads.source,
  isNumberHidden: sql<number>`exists (select 1 from lead_identities l where l.lead_id = ${leads.id} and l.kind = 'whatsapp_lid')
    and not exists (select 1 from lead_identities p where p.lead_id = ${leads.id} and p.kind = 'phone')`,
}

export type ConversationRow = typeof conversations.$inferSelect

type ListForm = ReturnType<typeof listFormOf> & { readonly owners: OwnerForm; readonly isLater: boolean }

const listed = prepareEachForm((db, form: ListForm) => {
  const ofOwner = (owner: SQL | undefined) =>
    selectSummaries(db).where(
      and(
        owner,
        visibleLeads({ role: form.role, id: sql.placeholder('viewerId') }),
        form.archived ? isArchived : isNotArchived,
        ...narrowed(form),
        form.isLater
          ? sql`(${conversations.lastMessageAt}, ${conversations.seq}) < (${sql.placeholder('at')}, ${sql.placeholder('seq')})`
          : undefined,
      ),
    )
  const limit = sql.placeholder('limit')
  const [first, other] = ownersOf(form.owners, conversations.ownerId).map(ofOwner)
  if (first === undefined) throw new Error('there is no owner to read')
  if (other === undefined)
    return first.orderBy(desc(conversations.lastMessageAt), desc(conversations.seq)).limit(limit).prepare()
  return unionAll(first, other).orderBy(sql`place_at desc`, sql`place_seq desc`).limit(limit).prepare()
})

/**
 * The one with the newest message first. The visible owners are read from their own indexes in the order of the list, and merged as they
 * are read: a new consultant with three leads must not walk through everybody's conversations.
 */
export function listConversations(
  db: Db,
  viewer: Viewer,
  filter: ConversationFilter,
  after: Place | null,
  limit: number,
): ConversationSummaryRow[] {
  const owner = ownersAskedFor(viewer, filter)
  if (owner === null) return []
  const { owners, ownerId } = owner
  return listed(db, { ...listFormOf(viewer, filter), owners, isLater: after !== null }).all({
    viewerId: viewer.id,
    ownerId,
    channelAccountId: filter.channelAccountId,
    at: after?.at,
    seq: after?.seq,
    limit,
  })
}

function listFormOf({ role }: Viewer, { archived, unread, waiting, channelAccountId }: ConversationFilter) {
  return { role, archived, unread, waiting, isOfNumber: channelAccountId !== null }
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
  const match = matchOf(filter.search)
  if (match === null || (filter.mine && filter.unassigned)) return { rows: [], next: null }
  const owner = filter.mine || filter.unassigned ? ownersAskedFor(viewer, filter) : null
  const form = { ...listFormOf(viewer, filter), owners: owner?.owners ?? 'all', isLater: after !== null }
  const given = { viewerId: viewer.id, ownerId: owner?.ownerId, channelAccountId: filter.channelAccountId }
  const people = peopleFound(db, form).all({ ...given, match, seq: after?.seq, limit: limit + 1 })
  const shown = people.slice(0, limit)
  const last = shown.at(-1)
  if (last === undefined) return { rows: [], next: null }
  const ids = shown.map(({ id }) => id)
  const byLead = Map.groupBy(
    conversationsOf(db, form).all({ ...given, leadIds: listOf(ids) }),
    ({ conversation }) => conversation.leadId,
  )
  return {
    rows: ids.flatMap(id => byLead.get(id) ?? []),
    next: people.length > limit ? { at: 0, seq: last.seq } : null,
  }
}

const peopleFound = prepareEachForm((db, form: ListForm) => {
  const ofLead = db
    .select({ one: sql`1` })
    .from(conversations)
    .where(and(eq(conversations.leadId, leads.id), form.archived ? isArchived : undefined, ...narrowed(form)))
  return db
    .select({ id: leads.id, seq: leads.seq })
    .from(leads)
    .innerJoin(leadsFound.index, eq(leads.seq, leadsFound.seq))
    .where(
      and(
        leadsFound.condition,
        form.isLater ? lt(leadsFound.seq, sql.placeholder('seq')) : undefined,
        visibleLeads({ role: form.role, id: sql.placeholder('viewerId') }),
        ...ownersOf(form.owners),
        exists(ofLead),
      ),
    )
    .orderBy(desc(leadsFound.seq))
    .limit(sql.placeholder('limit'))
    .prepare()
})

const conversationsOf = prepareEachForm((db, form: ListForm) =>
  selectSummaries(db)
    .where(and(inList(conversations.leadId, 'leadIds'), form.archived ? isArchived : undefined, ...narrowed(form)))
    .prepare(),
)

function narrowed({ unread, waiting, isOfNumber }: ListForm): (SQL | undefined)[] {
  return [
    unread ? isUnread : undefined,
    waiting ? isWaiting : undefined,
    isOfNumber ? eq(conversations.channelAccountId, sql.placeholder('channelAccountId')) : undefined,
  ]
}

function selectSummaries(db: Db) {
  return db
    .select({ conversation: shownColumns, ...personColumns })
    .from(conversations)
    .innerJoin(leads, eq(leads.id, conversations.leadId))
    .$dynamic()
}
export type ConversationSummaryRow = ReturnType<ReturnType<typeof selectSummaries>['all']>[number]

// Written out, not bound: only so does SQLite see which of the partial indexes answer them.
export const isUnread = sql`${conversations.unreadCount} > 0`
export const isWaiting = sql`${conversations.waitingSince} is not null`
export const isArchived = sql`${conversations.isArchived} = 1`
export const isNotArchived = sql`${conversations.isArchived} = 0`

/** Found by the conversation's copy of the owner; who may see it is asked of the lead all the same. */
export function ownersAskedFor(viewer: Viewer, { mine, unassigned }: Pick<ConversationFilter, 'mine' | 'unassigned'>) {
  if (mine && unassigned) return null
  return ownerFormOf(viewer, mine ? viewer.id : unassigned ? 'nobody' : null)
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

const conversationSeen = prepareEachForm((db, { role }: { role: StaffRole }) =>
  db
    .select({
      conversation: conversations,
      ...personColumns,
      accountName: channelAccounts.name,
      nameOrigin: leads.nameOrigin,
      countryCode: leads.countryCode,
      timeZone: leads.timeZone,
    })
    .from(conversations)
    .innerJoin(leads, eq(leads.id, conversations.leadId))
    .innerJoin(channelAccounts, eq(channelAccounts.id, conversations.channelAccountId))
    .where(and(eq(conversations.id, sql.placeholder('id')), visibleLeads({ role, id: sql.placeholder('viewerId') })))
    .prepare(),
)

export function getVisibleConversation(db: Db, { id: viewerId, role }: Viewer, id: ConversationId) {
  const row = conversationSeen(db, { role }).get({ id, viewerId })
  if (!row) throw notFound('conversation')
  return row
}

const conversationsOfLead = prepareEachForm((db, { role }: { role: StaffRole }) =>
  selectSummaries(db)
    .where(
      and(eq(conversations.leadId, sql.placeholder('leadId')), visibleLeads({ role, id: sql.placeholder('viewerId') })),
    )
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.seq))
    .prepare(),
)

export function listConversationsOfLead(
  db: Db,
  { id: viewerId, role }: Viewer,
  leadId: LeadId,
): ConversationSummaryRow[] {
  return conversationsOfLead(db, { role }).all({ leadId, viewerId })
}
