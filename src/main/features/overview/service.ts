import { setImmediate as nextTurn } from 'node:timers/promises'
import { asc } from 'drizzle-orm'
import type { LeadFigures, OverviewReport } from '#shared/contract/overview.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import { type Period, stretchOf } from '#shared/domain/period.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import type { SettingsService } from '../settings/service.ts'
import { stages as stageTable } from '../stages/schema.ts'
import { type CohortLead, type CohortPlace, readCohort, readMoves, readSales, type Stretch } from './cohort.sql.ts'
import { type Counted, createFigures, createFiguresBy } from './figures.ts'
import { createFunnel, type Move } from './funnel.ts'
import { pointsBetween } from './points.ts'

/** Read and counted in one go: some milliseconds, and then everything else has its turn. */
const AT_ONCE = 150
const MOST_CAMPAIGNS = 50
/** Who asks for more than that has no certain beginning in mind: the first lead is one. */
const LONGEST_CHART = 20 * 366 * 24 * 3_600_000

export interface Asked {
  readonly period: Period
  readonly ownerId: StaffId | null
}

/** What became of the leads that came in a stretch of time: read along the index of the newest, a piece at a time. */
export function createOverviewService({
  db,
  clock,
  settings,
}: {
  db: Db
  clock: Clock
  settings: Pick<SettingsService, 'current'>
}) {
  function listStages() {
    return db.select().from(stageTable).orderBy(asc(stageTable.position)).all()
  }

  async function walk(
    stretch: Stretch,
    each: (lead: CohortLead, counted: Counted, moves: readonly Move[]) => void,
    {
      isConverted,
      withMoves,
      signal,
    }: { isConverted: (lead: CohortLead) => boolean; withMoves: boolean; signal: AbortSignal | undefined },
  ): Promise<void> {
    let after: CohortPlace | null = null
    for (;;) {
      signal?.throwIfAborted()
      const leads = readCohort(db, stretch, after, AT_ONCE)
      const ids = leads.map(({ id }) => id)
      const sales = readSales(db, ids)
      const moves = withMoves ? readMoves(db, ids) : new Map<string, Move[]>()
      for (const lead of leads) {
        // Who tried a form out is in no figure.
        if (lead.isTest === 1) continue
        const counted = {
          waitedMs: waitedOf(lead),
          hasAppointment: lead.hasAppointment === 1,
          isConverted: isConverted(lead),
          sales: sales.get(lead.id) ?? [],
        }
        each(lead, counted, moves.get(lead.id) ?? [])
      }
      const last = leads.at(-1)
      if (last === undefined || leads.length < AT_ONCE) return
      after = last
      await nextTurn()
    }
  }

  return {
    async report(viewer: Viewer, { period, ownerId: asked }: Asked, signal?: AbortSignal): Promise<OverviewReport> {
      const { timeZone } = settings.current()
      const now = clock.now()
      const { from, until: end } = stretchOf(period, timeZone, now)
      // Nobody has come tomorrow: an open or later end is that of today.
      const today = stretchOf({ kind: 'today' }, timeZone, now).until ?? now
      // The last day that there is has none after it.
      const until = end === null || Number.isNaN(end) ? today : Math.max(from ?? 0, end)
      const ownerId = seesAllLeads(viewer.role) ? asked : viewer.id
      const stages = listStages()
      const converted = new Set(stages.filter(({ outcome }) => outcome === 'converted').map(({ id }) => id))
      const how = { isConverted: (lead: CohortLead) => converted.has(lead.stageId), signal }

      const figures = createFigures()
      const [sources, campaigns, people] = [
        createFiguresBy<LeadSource>(),
        createFiguresBy<string | null>(),
        createFiguresBy<StaffId | null>(),
      ]
      const funnel = createFunnel(stages)
      const days: { at: number; isConverted: boolean }[] = []
      await walk(
        { from, until, ownerId },
        (lead, counted, moves) => {
          figures.add(counted)
          sources.add(lead.source, counted)
          campaigns.add(lead.campaignId, counted)
          people.add(lead.ownerId, counted)
          funnel.add({ stageId: lead.stageId, createdAt: lead.createdAt, moves })
          days.push({ at: lead.createdAt, isConverted: counted.isConverted })
        },
        { ...how, withMoves: true },
      )

      let before: OverviewReport['before'] = null
      if (from !== null) {
        const earlier = { from: from - (until - from), until: from }
        const were = createFigures()
        await walk({ ...earlier, ownerId }, (_, counted) => were.add(counted), { ...how, withMoves: false })
        before = { ...earlier, figures: were.read() }
      }
      const shownUntil = Math.min(until, today)
      const isCertain = from !== null && shownUntil - from < LONGEST_CHART
      const { step, starts } = pointsBetween(isCertain ? from : (days[0]?.at ?? shownUntil), shownUntil, timeZone)
      // The middle of two hundred thousand waits takes a moment too: not all of them in one go.
      const points = countPoints(starts, days)
      await nextTurn()
      const all = figures.read()
      await nextTurn()
      const reached = funnel.read()
      await nextTurn()
      const bySource = named(sources.read(), 'source')
      await nextTurn()
      const byCampaign = named(campaigns.read(MOST_CAMPAIGNS), 'campaignId')
      await nextTurn()
      const byPerson = named(people.read(), 'staffId')
      return {
        ...{ asOf: now, from, until, before, step, points, figures: all, stages: reached },
        ...{ sources: bySource, campaigns: byCampaign, people: byPerson },
      }
    },
  }
}
export type OverviewService = ReturnType<typeof createOverviewService>

/** Of whoever never wrote, from when they came; of a merged person the answer may be older than anything else that is known. */
function waitedOf({ createdAt, firstInboundAt, firstAnsweredAt }: CohortLead): number | null {
  return firstAnsweredAt === null ? null : Math.max(0, firstAnsweredAt - (firstInboundAt ?? createdAt))
}

function named<Key, Name extends string>(read: readonly [Key, LeadFigures][], name: Name) {
  return read.map(([key, figures]) => ({ ...figures, [name]: key }) as LeadFigures & Record<Name, Key>)
}

/** Both are in order of time. */
function countPoints(starts: readonly number[], leads: readonly { at: number; isConverted: boolean }[]) {
  const points = starts.map(at => ({ at, leads: 0, converted: 0 }))
  let place = 0
  for (const { at, isConverted } of leads) {
    while (place + 1 < points.length && at >= (points[place + 1]?.at ?? 0)) place += 1
    const point = points[place]
    if (point === undefined) continue
    point.leads += 1
    if (isConverted) point.converted += 1
  }
  return points
}
