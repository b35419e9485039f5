import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { ConversationFilter } from '#shared/contract/conversations.ts'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { channelAccounts } from '../channels/schema.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { conversations } from './schema.ts'

const summaryColumns = {
  conversation: conversations,
  leadName: leads.name,
  stageId: leads.stageId,
  ownerId: leads.ownerId,
  leadSource: leads.source,
}

/** The one with the newest message first. */
export function listConversations(
  db: Db,
  viewer: Viewer,
  filter: ConversationFilter,
  after: Place | null,
  limit: number,
) {
  const older = after && sql`(${conversations.lastMessageAt}, ${conversations.seq}) < (${after.at}, ${after.seq})`
  return db
    .select(summaryColumns)
    .from(conversations)
    .innerJoin(leads, eq(leads.id, conversations.leadId))
    .where(and(visibleLeads(viewer), ...conditionsOf(filter, viewer), older ?? undefined))
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.seq))
    .limit(limit)
    .all()
}
export type ConversationSummaryRow = ReturnType<typeof listConversations>[number]

function conditionsOf(filter: ConversationFilter, viewer: Viewer): (SQL | undefined)[] {
  return [
    // Written out, not bound: only so does SQLite see that the index of unread conversations answers it.
    filter.unread ? sql`${conversations.unreadCount} > 0` : undefined,
    filter.mine ? eq(leads.ownerId, viewer.id) : undefined,
    filter.unassigned ? isNull(leads.ownerId) : undefined,
    filter.channelAccountId === null ? undefined : eq(conversations.channelAccountId, filter.channelAccountId),
  ]
}

export function countUnreadConversations(db: Db, viewer: Viewer) {
  return (
    db
      .select({
        unreadConversations: sql<number>`count(*)`,
        unreadMessages: sql<number>`coalesce(sum(${conversations.unreadCount}), 0)`,
      })
      .from(conversations)
      .innerJoin(leads, eq(leads.id, conversations.leadId))
      .where(and(sql`${conversations.unreadCount} > 0`, visibleLeads(viewer)))
      .get() ?? { unreadConversations: 0, unreadMessages: 0 }
  )
}

export function getVisibleConversation(db: Db, viewer: Viewer, id: ConversationId) {
  const row = db
    .select({ ...summaryColumns, accountName: channelAccounts.name })
    .from(conversations)
    .innerJoin(leads, eq(leads.id, conversations.leadId))
    .innerJoin(channelAccounts, eq(channelAccounts.id, conversations.channelAccountId))
    .where(and(eq(conversations.id, id), visibleLeads(viewer)))
    .get()
  if (!row) throw notFound('conversation')
  return row
}

export function listConversationsOfLead(db: Db, viewer: Viewer, leadId: LeadId): ConversationSummaryRow[] {
  return db
    .select(summaryColumns)
    .from(conversations)
    .innerJoin(leads, eq(leads.id, conversations.leadId))
    .where(and(eq(conversations.leadId, leadId), visibleLeads(viewer)))
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.seq))
    .all()
}
