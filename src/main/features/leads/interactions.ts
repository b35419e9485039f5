import { and, desc, eq, sql } from 'drizzle-orm'
import type { Interaction, TimelinePart } from '#shared/contract/leads.ts'
import { type InteractionId, type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { prepareEachForm, prepareOnce } from '../../db/prepare-once.ts'
import { interactions } from './schema.ts'

export type InteractionRow = typeof interactions.$inferSelect

const columns = ['id', 'leadId', 'staffId', 'kind', 'data', 'happenedAt', 'createdAt'] as const
const inserted = prepareOnce(db =>
  db
    .insert(interactions)
    .values(Object.fromEntries(columns.map(name => [name, sql.placeholder(name)])) as never)
    .returning()
    .prepare(),
)

/** Puts something that happened onto the lead's timeline. Texts of the system are a kind and parameters, worded when shown. */
export function recordInteraction(
  tx: Db,
  {
    id = newId<InteractionId>(),
    at,
    createdAt = at,
    ...entry
  }: {
    id?: InteractionId
    leadId: LeadId
    staffId: StaffId | null
    kind: Interaction['kind']
    data: Interaction['data']
    at: number
    /** When it was written down, where that is later. */
    createdAt?: number
  },
): InteractionRow {
  return inserted(tx).get({ id, ...entry, happenedAt: at, createdAt })
}

export function findInteraction(db: Db, id: InteractionId): InteractionRow | undefined {
  return db.select().from(interactions).where(eq(interactions.id, id)).get()
}

const partOf = {
  all: undefined,
  calls: sql`${interactions.kind} = 'call'`,
  notes: sql`${interactions.kind} = 'note'`,
  appointments: sql`${interactions.kind} = 'appointment'`,
  history: sql`${interactions.kind} not in ('call', 'note', 'appointment')`,
} satisfies Record<TimelinePart, unknown>

const timeline = prepareEachForm((db, { part, isLater }: { part: TimelinePart; isLater: boolean }) =>
  db
    .select()
    .from(interactions)
    .where(
      and(
        eq(interactions.leadId, sql.placeholder('leadId')),
        partOf[part],
        isLater
          ? sql`(${interactions.happenedAt}, ${interactions.seq}) < (${sql.placeholder('at')}, ${sql.placeholder('seq')})`
          : undefined,
      ),
    )
    .orderBy(desc(interactions.happenedAt), desc(interactions.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

export function listInteractions(
  db: Db,
  leadId: LeadId,
  after: Place | null,
  limit: number,
  part: TimelinePart = 'all',
): InteractionRow[] {
  return timeline(db, { part, isLater: after !== null }).all({ leadId, ...after, limit })
}

export function toInteraction(row: InteractionRow, undoUntil: number | null = null): Interaction {
  const { id, leadId, staffId, data, happenedAt } = row
  return { id, leadId, staffId, kind: row.kind as Interaction['kind'], data, happenedAt, undoUntil }
}
