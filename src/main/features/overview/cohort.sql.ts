import { sql } from 'drizzle-orm'
import type { LeadId, StaffId, StageId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import type { Money } from '#shared/domain/money.ts'
import type { Db } from '../../db/database.ts'
import type { Move } from './funnel.ts'

// SQLite-only SQL of this feature: the leads that came in a stretch, some hundred at a time.

export interface CohortLead {
  readonly seq: number
  readonly id: LeadId
  readonly createdAt: number
  readonly stageId: StageId
  readonly ownerId: StaffId | null
  readonly source: LeadSource
  readonly campaignId: string | null
  readonly isTest: 0 | 1
  readonly firstInboundAt: number | null
  readonly firstAnsweredAt: number | null
  readonly hasAppointment: 0 | 1
}

export interface Stretch {
  readonly from: number | null
  readonly until: number
  /** Null: whoever's they are. */
  readonly ownerId: StaffId | null
}

export interface CohortPlace {
  readonly createdAt: number
  readonly seq: number
}

/** The next of them, the oldest first: each owner's, and everybody's, stand in an index in this order. */
export function readCohort(
  db: Db,
  { from, until, ownerId }: Stretch,
  after: CohortPlace | null,
  limit: number,
): CohortLead[] {
  const place = after ?? { createdAt: from ?? Number.MIN_SAFE_INTEGER, seq: -1 }
  const owner = ownerId === null ? sql`` : sql`leads.owner_id = ${ownerId} and`
  return db.all<CohortLead>(sql`select leads.seq, leads.id, leads.created_at as "createdAt", leads.stage_id as "stageId",
      leads.owner_id as "ownerId", leads.source, leads.first_campaign_id as "campaignId", leads.is_test as "isTest",
      leads.first_inbound_at as "firstInboundAt", leads.first_answered_at as "firstAnsweredAt",
      exists (select 1 from appointment_leads as l cross join appointments as a on a.id = l.appointment_id
        where l.lead_id = leads.id and a.status <> 'cancelled') as "hasAppointment"
    from leads where ${owner} (leads.created_at, leads.seq) > (${place.createdAt}, ${place.seq})
      and leads.created_at < ${until}
    order by leads.created_at, leads.seq limit ${limit}`)
}

/** What they bought, of what still counts. */
export function readSales(db: Db, ids: readonly LeadId[]): Map<LeadId, Money[]> {
  const rows = db.all<Money & { leadId: LeadId }>(sql`select s.lead_id as "leadId", s.currency, s.amount
    from json_each(${JSON.stringify(ids)}) as one cross join sales as s on s.lead_id = one.value where s.status = 'won'`)
  return Map.groupBy(rows, ({ leadId }) => leadId)
}

interface MoveRow extends Omit<Move, 'fromStageId' | 'toStageId'> {
  readonly leadId: LeadId
  readonly fromStageId: StageId | null
  readonly toStageId: StageId | null
}

/** How they went through the stages, in no order. */
export function readMoves(db: Db, ids: readonly LeadId[]): Map<LeadId, Move[]> {
  const rows = db.all<MoveRow>(sql`select i.lead_id as "leadId", i.happened_at as at, i.data ->> 'from' as "from",
      i.data ->> 'to' as "to", i.data ->> 'fromStageId' as "fromStageId", i.data ->> 'toStageId' as "toStageId"
    from json_each(${JSON.stringify(ids)}) as one cross join interactions as i on i.lead_id = one.value
    where i.kind = 'status_change'`)
  const moves = rows.map(({ fromStageId, toStageId, ...move }) => ({
    ...move,
    fromStageId: fromStageId ?? undefined,
    toStageId: toStageId ?? undefined,
  }))
  return Map.groupBy(moves, ({ leadId }) => leadId)
}
