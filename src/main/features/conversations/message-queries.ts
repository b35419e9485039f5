import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { ChannelAccountId, ConversationId, LeadId, MessageId } from '#shared/domain/ids.ts'
import type { MessageDirection } from '#shared/domain/message.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { inList, listOf, prepareEachForm, prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { conversations, messages } from './schema.ts'

export type MessageRow = typeof messages.$inferSelect
/** A message without the provider's form, which no list needs and which may be larger than all the rest. */
export type ShownMessageRow = Omit<MessageRow, 'raw'>

const { raw: _, ...shownColumns } = getTableColumns(messages)

const isOlder = sql`(${messages.sortAt}, ${messages.seq}) < (${sql.placeholder('at')}, ${sql.placeholder('seq')})`
const isNewer = sql`(${messages.sortAt}, ${messages.seq}) > (${sql.placeholder('at')}, ${sql.placeholder('seq')})`

const pageOf = (of: typeof messages.conversationId | typeof messages.leadId) =>
  prepareEachForm((db, { isLater }: { isLater: boolean }) =>
    db
      .select(shownColumns)
      .from(messages)
      .where(and(eq(of, sql.placeholder('id')), isLater ? isOlder : undefined))
      .orderBy(desc(messages.sortAt), desc(messages.seq))
      .limit(sql.placeholder('limit'))
      .prepare(),
  )
const pageOfConversation = pageOf(messages.conversationId)
const pageOfLead = pageOf(messages.leadId)

/** Newest first, in the conversation's order: WhatsApp's time, then the order of arrival. */
export function listMessages(
  db: Db,
  conversationId: ConversationId,
  before: Place | null,
  limit: number,
): ShownMessageRow[] {
  return pageOfConversation(db, { isLater: before !== null }).all({ id: conversationId, ...before, limit })
}

const pageAfter = prepareOnce(db =>
  db
    .select(shownColumns)
    .from(messages)
    .where(and(eq(messages.conversationId, sql.placeholder('conversationId')), isNewer))
    .orderBy(asc(messages.sortAt), asc(messages.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

/** What came after that place, the nearest to it first. */
export function listMessagesAfter(
  db: Db,
  conversationId: ConversationId,
  after: Place,
  limit: number,
): ShownMessageRow[] {
  return pageAfter(db).all({ conversationId, ...after, limit })
}

/** The same of everything that was said with a lead, through whatever number. */
export function listMessagesOfLead(db: Db, leadId: LeadId, before: Place | null, limit: number): ShownMessageRow[] {
  return pageOfLead(db, { isLater: before !== null }).all({ id: leadId, ...before, limit })
}

const messageById = prepareOnce(db =>
  db
    .select()
    .from(messages)
    .where(eq(messages.id, sql.placeholder('id')))
    .prepare(),
)

export function findMessage(db: Db, id: MessageId): MessageRow | undefined {
  return messageById(db).get({ id })
}

const messageSeen = prepareEachForm((db, { role }: { role: StaffRole }) =>
  db
    .select({ message: messages })
    .from(messages)
    .innerJoin(leads, eq(leads.id, messages.leadId))
    .where(and(eq(messages.id, sql.placeholder('id')), visibleLeads({ role, id: sql.placeholder('viewerId') })))
    .prepare(),
)

export function getVisibleMessage(db: Db, { id: viewerId, role }: Viewer, id: MessageId): MessageRow {
  const row = messageSeen(db, { role }).get({ id, viewerId })
  if (!row) throw notFound('message')
  return row.message
}

/** The message that the provider knows by this id. One id of ours or theirs may exist once in each direction. */
export function findByExternalId(
  db: Db,
  accountId: ChannelAccountId,
  direction: MessageDirection,
  externalId: string,
): MessageRow | undefined {
  return db
    .select({ message: messages })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(messages.externalId, externalId),
        eq(messages.direction, direction),
        eq(conversations.channelAccountId, accountId),
      ),
    )
    .get()?.message
}

const messageInConversation = prepareOnce(db =>
  db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder('conversationId')),
        eq(messages.direction, sql.placeholder('direction')),
        eq(messages.externalId, sql.placeholder('externalId')),
      ),
    )
    .prepare(),
)

/** The same message in its own conversation: senders choose their ids, so one of another person never counts. */
export function findInConversation(
  db: Db,
  conversationId: ConversationId,
  direction: MessageDirection,
  externalId: string,
): MessageRow | undefined {
  return messageInConversation(db).get({ conversationId, direction, externalId })
}

const messagesQuoted = prepareOnce(db =>
  db
    .select(shownColumns)
    .from(messages)
    .where(
      and(eq(messages.conversationId, sql.placeholder('conversationId')), inList(messages.externalId, 'externalIds')),
    )
    .prepare(),
)

/** The messages that others of the same conversation quote. */
export function listQuoted(db: Db, conversationId: ConversationId, externalIds: readonly string[]): ShownMessageRow[] {
  if (externalIds.length === 0) return []
  return messagesQuoted(db).all({ conversationId, externalIds: listOf(externalIds) })
}

/** The one of the conversation's messages that has to leave first. */
export function findFirstQueued(db: Db, conversationId: ConversationId): { id: MessageId } | undefined {
  return (
    db
      .select({ id: messages.id })
      .from(messages)
      // Written out, not bound: only so does SQLite see that the index of queued messages has it.
      .where(and(eq(messages.conversationId, conversationId), isQueued))
      .orderBy(asc(messages.sortAt), asc(messages.seq))
      .limit(1)
      .get()
  )
}

/** Everything that waits to leave through a number, in the order of its conversations. */
export function listQueued(db: Db, accountId: ChannelAccountId): { id: MessageId; conversationId: ConversationId }[] {
  return db
    .select({ id: messages.id, conversationId: messages.conversationId })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(and(isQueued, eq(conversations.channelAccountId, accountId)))
    .orderBy(asc(messages.sortAt), asc(messages.seq))
    .all()
}

const isQueued = sql`${messages.status} = 'queued'`

export function updateMessage(
  tx: Db,
  id: MessageId,
  changes: Partial<Omit<MessageRow, 'id' | 'seq' | 'version' | 'createdAt' | 'updatedAt'>>,
  now: number,
): void {
  tx.update(messages)
    .set({ ...changes, version: sql`${messages.version} + 1`, updatedAt: now })
    .where(eq(messages.id, id))
    .run()
}

/** By channel account, the provider's ids of everything said with a lead. */
export function listExternalIdsOfLead(db: Db, leadId: LeadId): { accountId: ChannelAccountId; externalId: string }[] {
  return db
    .select({ accountId: conversations.channelAccountId, externalId: messages.externalId })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(eq(messages.leadId, leadId))
    .all()
}

/** What we sent under this id, in the channel's own form: a recipient that could not read it asks again. */
export function findSentForm(db: Db, accountId: ChannelAccountId, externalId: string): Uint8Array | null {
  return (
    findByExternalId(db, accountId, 'out', externalId)?.raw ??
    findByExternalId(db, accountId, 'in', externalId)?.raw ??
    null
  )
}
