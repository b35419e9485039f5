import type { NumberHealth } from '#shared/contract/channel-accounts.ts'
import type { AdsRow, MoneyTotal } from '#shared/contract/insights.ts'
import type { LeadFigures, OverviewReport } from '#shared/contract/overview.ts'
import type { AppointmentStatus } from '#shared/domain/appointment.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import type { Days, ReportAudience, ReportSection } from '#shared/domain/report.ts'

/** Two stretches of the same thing: the one that is told of, and the one before. */
export interface Compared<Value> {
  readonly now: Value
  readonly before: Value
}

export interface LeadPart extends Compared<LeadFigures> {
  readonly step: 'day' | 'week' | 'month'
  readonly points: OverviewReport['points']
}

export interface FunnelStep {
  readonly name: string
  readonly reached: number
  readonly present: number
}

/** Row D7. Null: nobody's leads. */
export interface ConsultantPart {
  readonly name: string | null
  readonly figures: LeadFigures
}

/** Row D8. */
export interface SourcePart {
  readonly source: LeadSource
  readonly figures: LeadFigures
}

export type AppointmentCounts = Readonly<Record<AppointmentStatus, number>> & { readonly total: number }

export interface AdFigures {
  readonly spend: MoneyTotal
  readonly impressions: number
  readonly clicks: number
  /** Row A19: chats that an ad opened, as Meta counts them, and as they came in here. */
  readonly chatsAtMeta: number
  readonly chats: number
  readonly leads: number
  readonly appointments: number
  readonly patients: number
  readonly revenue: MoneyTotal
}

/** Something that was shown to people, beside what it was before. */
export interface AdPart {
  readonly name: string
  readonly row: AdsRow
  readonly before: AdsRow | null
}

export interface AdsPart extends Compared<AdFigures> {
  /** Everything that cost something, the costliest first. */
  readonly campaigns: readonly AdPart[]
  readonly ads: readonly AdPart[]
  readonly asOf: number | null
  /** Days before this one are not read yet. */
  readonly missingBefore: string | null
}

export interface NumberPart {
  readonly name: string
  readonly health: NumberHealth
}

/** Everything that a report may say, as values: what it looks like and in which language is no part of it. */
export interface ReportData {
  readonly days: Days & { readonly before: Days }
  readonly timeZone: string
  readonly officeName: string
  readonly currency: string
  readonly madeAt: number
  readonly audience: ReportAudience
  /** In their order, without what is not for this audience. */
  readonly sections: readonly ReportSection[]
  readonly leads: LeadPart
  readonly funnel: readonly FunnelStep[]
  readonly consultants: readonly ConsultantPart[]
  readonly sources: readonly SourcePart[]
  readonly appointments: Compared<AppointmentCounts>
  /** Null: no ad account is connected. */
  readonly ads: AdsPart | null
  readonly numbers: readonly NumberPart[]
}
