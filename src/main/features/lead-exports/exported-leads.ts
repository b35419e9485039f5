import { setImmediate as nextTurn } from 'node:timers/promises'
import { and, sql } from 'drizzle-orm'
import type { LeadSelection } from '#shared/contract/bulk-actions.ts'
import type { LeadFilter, LeadSort, SortDirection } from '#shared/contract/lead-filter.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import type { LeadHands } from '../leads/lead-hands.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'

/** Read at a stretch; everything else has its turn in between. */
const AT_ONCE = 200

export type ReadingHands = Pick<LeadHands, 'listPlaces' | 'readListed' | 'identitiesOf'>

export interface LeadsToExport {
  readonly selection: LeadSelection
  readonly sort: LeadSort
  readonly direction: SortDirection | null
}

export type ExportedLead = ReturnType<ReadingHands['readListed']>[number] & {
  readonly phones: readonly string[]
  readonly emails: readonly string[]
}

/** Whom somebody may take out of the house: everybody whom they see, except that to consultants those of nobody are not theirs. */
export async function* exportedLeads(
  { db, hands, now, timeZone }: { db: Db; hands: ReadingHands; now: number; timeZone: string },
  viewer: Viewer,
  { selection, sort, direction }: LeadsToExport,
): AsyncGenerator<ExportedLead[]> {
  const isTheirs = ({ lead }: { lead: { ownerId: string | null } }) =>
    seesAllLeads(viewer.role) || lead.ownerId === viewer.id

  function complete(listed: ReturnType<ReadingHands['readListed']>): ExportedLead[] {
    const theirs = listed.filter(isTheirs)
    const ids = theirs.map(({ lead }) => lead.id)
    const known = Map.groupBy(hands.identitiesOf(db, ids), ({ leadId }) => leadId)
    return theirs.map(one => {
      const all = known.get(one.lead.id) ?? []
      const valuesOf = (kind: 'phone' | 'email') => all.filter(identity => identity.kind === kind).map(row => row.value)
      return { ...one, phones: valuesOf('phone'), emails: valuesOf('email') }
    })
  }

  if (selection.kind === 'leads') {
    for (let start = 0; start < selection.leadIds.length; start += AT_ONCE) {
      const seqs = visibleSeqs(db, viewer, selection.leadIds.slice(start, start + AT_ONCE))
      yield complete(
        hands.readListed(
          db,
          seqs.map(seq => ({ at: 0, seq })),
        ),
      )
      await nextTurn()
    }
    return
  }

  const filter = narrowed(viewer, selection.filter)
  let cursor: string | null = null
  do {
    const query = { filter, sort, direction, cursor }
    const page = hands.listPlaces(db, viewer, query, { now, timeZone }, AT_ONCE)
    yield complete(hands.readListed(db, page.places))
    cursor = page.nextCursor
    await nextTurn()
  } while (cursor !== null)
}

/** The same rule asked of the index where nothing else is asked of the owner; what is left over is looked at lead by lead. */
function narrowed(viewer: Viewer, filter: LeadFilter): LeadFilter {
  return seesAllLeads(viewer.role) || filter.owners.length > 0 ? filter : { ...filter, owners: ['me'] }
}

function visibleSeqs(db: Db, viewer: Viewer, leadIds: readonly string[]): number[] {
  return db
    .select({ seq: leads.seq })
    .from(sql`json_each(${JSON.stringify(leadIds)}) as chosen`)
    .crossJoin(leads)
    .where(and(sql`${leads.id} = chosen.value`, visibleLeads(viewer)))
    .all()
    .map(({ seq }) => seq)
}
