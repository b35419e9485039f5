import { and, asc, count, gte, lt } from 'drizzle-orm'
import type { NumberHealth } from '#shared/contract/channel-accounts.ts'
import type { AdsQuery, AdsRow } from '#shared/contract/insights.ts'
import { AppointmentStatus } from '#shared/domain/appointment.ts'
import type { ChannelAccountId, StaffId } from '#shared/domain/ids.ts'
import { addDays, startOfDay } from '#shared/domain/period.ts'
import { type Days, type ReportAudience, type ReportSection, sectionsFor } from '#shared/domain/report.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { appointments } from '../appointments/schema.ts'
import { channelAccounts } from '../channels/schema.ts'
import type { InsightReader } from '../insights/read-insights.ts'
import { adAccounts } from '../meta/schema.ts'
import type { OverviewService } from '../overview/service.ts'
import type { SettingsService } from '../settings/service.ts'
import { staff } from '../staff/schema.ts'
import { stages } from '../stages/schema.ts'
import type { AdFigures, AdPart, AdsPart, AppointmentCounts, ReportData } from './report-data.ts'

export interface ReportWorld {
  db: Db
  clock: Clock
  settings: Pick<SettingsService, 'current'>
  /** The same that the overview shows: a report whose total differs from the screen is believed by nobody. */
  overview: Pick<OverviewService, 'report'>
  insights: Pick<InsightReader, 'overview' | 'table'>
  healthOf: (id: ChannelAccountId) => Promise<NumberHealth>
}

export interface ReportAsked {
  readonly days: Days & { readonly before: Days }
  readonly sections: readonly ReportSection[]
  readonly audience: ReportAudience
}

/** A report is the whole office's, whoever asks for it. */
const EVERYBODY: Viewer = { id: '00000000-0000-7000-8000-000000000000' as StaffId, role: 'manager', locale: 'tr' }

/** The one builder (row A1): what leaves by WhatsApp, by mail and as a PDF is told from what this gathers. */
export async function buildReport(world: ReportWorld, asked: ReportAsked, signal?: AbortSignal): Promise<ReportData> {
  const { db, clock, settings, overview, healthOf } = world
  const { days } = asked
  const { timeZone, officeName, currency } = settings.current()
  const period = ({ from, to }: Days) => ({ period: { kind: 'between' as const, from, to }, ownerId: null })
  const now = await overview.report(EVERYBODY, period(days), signal)
  const before = await overview.report(EVERYBODY, period(days.before), signal)
  const stageNames = new Map(
    db
      .select({ id: stages.id, name: stages.name })
      .from(stages)
      .orderBy(asc(stages.position))
      .all()
      .map(({ id, name }) => [id, name]),
  )
  const staffNames = new Map(
    db
      .select({ id: staff.id, name: staff.name })
      .from(staff)
      .all()
      .map(({ id, name }) => [id, name]),
  )
  const numbers = db.select({ id: channelAccounts.id, name: channelAccounts.name }).from(channelAccounts).all()
  return {
    days,
    ...{ timeZone, officeName, currency },
    madeAt: clock.now(),
    audience: asked.audience,
    sections: sectionsFor(asked.audience, asked.sections),
    leads: { now: now.figures, before: before.figures, step: now.step, points: now.points },
    funnel: now.stages.map(({ stageId, reached, present }) => ({
      ...{ reached, present },
      name: stageNames.get(stageId) ?? '',
    })),
    consultants: now.people.map(({ staffId, ...figures }) => ({
      name: staffId === null ? null : (staffNames.get(staffId) ?? null),
      figures,
    })),
    sources: now.sources.map(({ source, ...figures }) => ({ source, figures })),
    appointments: {
      now: countAppointments(db, days, timeZone),
      before: countAppointments(db, days.before, timeZone),
    },
    ads: readAds(world, days),
    numbers: await Promise.all(numbers.map(async ({ id, name }) => ({ name, health: await healthOf(id) }))),
  }
}

/** Visits that begin in these days of the office's calendar. */
function countAppointments(db: Db, { from, to }: Days, timeZone: string): AppointmentCounts {
  const rows = db
    .select({ status: appointments.status, count: count() })
    .from(appointments)
    .where(
      and(
        gte(appointments.startsAt, startOfDay(from, timeZone)),
        lt(appointments.startsAt, startOfDay(addDays(to, 1), timeZone)),
      ),
    )
    .groupBy(appointments.status)
    .all()
  const of = (status: AppointmentStatus) => rows.find(row => row.status === status)?.count ?? 0
  const counts = Object.fromEntries(AppointmentStatus.options.map(status => [status, of(status)]))
  return {
    ...(counts as Record<AppointmentStatus, number>),
    total: rows.reduce((sum, row) => sum + row.count, 0),
  }
}

function readAds({ db, insights }: ReportWorld, days: Days & { before: Days }): AdsPart | null {
  if (db.select({ id: adAccounts.id }).from(adAccounts).limit(1).get() === undefined) return null
  const query = ({ from, to }: Days): AdsQuery => ({ from, to, brandIds: [], accountIds: [], touch: 'first' })
  const now = insights.overview(query(days))
  const before = insights.overview(query(days.before))
  function parts(level: 'campaign' | 'ad'): AdPart[] {
    const rows = (of: Days) => insights.table({ ...query(of), level, parentId: null })
    const earlier = new Map(rows(days.before).map(row => [row.id, row]))
    return rows(days)
      .filter(({ sums }) => sums.spend > 0)
      .map(row => ({ name: row.name, row, before: earlier.get(row.id) ?? null }))
  }
  return {
    now: toFigures(now),
    before: toFigures(before),
    campaigns: parts('campaign'),
    ads: parts('ad'),
    asOf: now.asOf,
    missingBefore: now.missingBefore,
  }
}

function toFigures({ figures, outcomes }: ReturnType<InsightReader['overview']>): AdFigures {
  const { spend, impressions, clicks, chats: chatsAtMeta } = figures
  const { chats, leads, appointments: visits, patients, revenue } = outcomes
  return { spend, impressions, clicks, chatsAtMeta, chats, leads, appointments: visits, patients, revenue }
}

/** What one lead has cost, in the office's currency; null where nobody came, or no rate is stored. */
export function costPerLead({ spendInOffice, outcomes }: AdsRow): number | null {
  return spendInOffice === null || outcomes.leads === 0 ? null : spendInOffice / outcomes.leads
}

/** Who brought leads for the least, and who cost the most for what they brought: nobody at all comes first there. */
export function bestAndWorst(parts: readonly AdPart[], most: number): { best: AdPart[]; worst: AdPart[] } {
  const priced = parts
    .filter(({ row }) => costPerLead(row) !== null)
    .toSorted((one, other) => (costPerLead(one.row) ?? 0) - (costPerLead(other.row) ?? 0))
  const best = priced.slice(0, most)
  const idle = parts.filter(({ row }) => row.outcomes.leads === 0)
  const worst = [...idle, ...priced.toReversed()].filter(part => !best.includes(part)).slice(0, most)
  return { best, worst }
}
