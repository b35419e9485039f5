import { clickRate } from '#shared/domain/insight.ts'
import type { ReportData } from './report-data.ts'

/** Fewer say nothing. */
const ENOUGH_LEADS = 5
const ENOUGH_OF_ONE = 8
const ENOUGH_SHOWN = 1_000
/** By how much something must have changed to be spoken of. */
const NOTABLE = 0.2
/** An answer after so long is slow, whatever it was before. */
const SLOW_MS = 15 * 60_000
const MOST = 5

export type FindingKind =
  | 'leadsUp'
  | 'leadsDown'
  | 'salesUp'
  | 'salesDown'
  | 'slowAnswer'
  | 'fasterAnswer'
  | 'unanswered'
  | 'noShows'
  | 'weakConsultant'
  | 'slowConsultant'
  | 'dearerLeads'
  | 'spendWithoutLeads'
  | 'fatigue'
  | 'numberAtRisk'

/** One thing that stands out, with the numbers that say so. `weight` only orders them. */
export interface Finding {
  readonly kind: FindingKind
  readonly weight: number
  /** Counts as they are, shares of one under `percent…`, waits under `…Ms`, money under `…Money` in the office's currency. */
  readonly values: Readonly<Record<string, string | number>>
}

/** What the numbers say by themselves (row A5, without any service): rules, each of which gives its reason. The weightiest first. */
export function findFindings(data: ReportData): Finding[] {
  const found = [...ofLeads(data), ...ofAppointments(data), ...ofAds(data)]
  if (data.audience === 'manager') found.push(...ofAnswers(data), ...ofConsultants(data), ...ofNumbers(data))
  return found.toSorted((one, other) => other.weight - one.weight).slice(0, MOST)
}

function ofLeads({ leads: { now, before }, audience }: ReportData): Finding[] {
  const found: Finding[] = []
  const change = changeOf(now.leads, before.leads)
  if (change !== null && Math.max(now.leads, before.leads) >= ENOUGH_LEADS && Math.abs(change) >= NOTABLE)
    found.push({
      kind: change > 0 ? 'leadsUp' : 'leadsDown',
      weight: 40 + 40 * Math.min(Math.abs(change), 1),
      values: { percent: Math.abs(change), now: now.leads, before: before.leads },
    })
  const sold = changeOf(now.sold, before.sold)
  if (audience === 'manager' && sold !== null && Math.max(now.sold, before.sold) >= 3 && Math.abs(sold) >= NOTABLE)
    found.push({
      kind: sold > 0 ? 'salesUp' : 'salesDown',
      weight: 35 + 30 * Math.min(Math.abs(sold), 1),
      values: { percent: Math.abs(sold), now: now.sold, before: before.sold },
    })
  return found
}

function ofAnswers({ leads: { now, before } }: ReportData): Finding[] {
  const found: Finding[] = []
  const [wait, waited] = [now.firstAnswerMs, before.firstAnswerMs]
  if (wait !== null && now.answered >= ENOUGH_LEADS) {
    if (wait > SLOW_MS && (waited === null || wait > waited * (1 + NOTABLE)))
      found.push({ kind: 'slowAnswer', weight: 55, values: { nowMs: wait, beforeMs: waited ?? 0 } })
    if (waited !== null && waited > SLOW_MS && wait < waited * (1 - NOTABLE))
      found.push({ kind: 'fasterAnswer', weight: 30, values: { nowMs: wait, beforeMs: waited } })
  }
  const silent = now.leads - now.answered
  if (now.leads >= ENOUGH_LEADS && silent / now.leads >= 0.3)
    found.push({
      kind: 'unanswered',
      weight: 60 + 30 * (silent / now.leads),
      values: { percent: silent / now.leads, count: silent, total: now.leads },
    })
  return found
}

function ofAppointments({ appointments: { now } }: ReportData): Finding[] {
  const over = now.no_show + now.done + now.arrived
  const share = over === 0 ? 0 : now.no_show / over
  if (over < ENOUGH_LEADS || share < NOTABLE) return []
  return [{ kind: 'noShows', weight: 45 + 30 * share, values: { percent: share, count: now.no_show, total: over } }]
}

/** Who lies far from the others, by what the whole office does. */
function ofConsultants({ consultants, leads }: ReportData): Finding[] {
  const office = leads.now
  const rate = office.leads === 0 ? 0 : office.converted / office.leads
  return consultants.flatMap(({ name, figures }) => {
    if (name === null || figures.leads < ENOUGH_OF_ONE) return []
    const found: Finding[] = []
    const own = figures.converted / figures.leads
    if (rate >= 0.05 && own < rate / 2)
      found.push({
        kind: 'weakConsultant',
        weight: 42,
        values: { name, percent: own, percentOffice: rate, total: figures.leads },
      })
    const [wait, usual] = [figures.firstAnswerMs, office.firstAnswerMs]
    if (wait !== null && usual !== null && wait > SLOW_MS && wait > usual * 2)
      found.push({ kind: 'slowConsultant', weight: 44, values: { name, nowMs: wait, officeMs: usual } })
    return found
  })
}

function ofAds({ ads, currency }: ReportData): Finding[] {
  if (ads === null) return []
  const found: Finding[] = []
  const [cost, costBefore] = [perLead(ads.now), perLead(ads.before)]
  const dearer = cost === null || costBefore === null ? null : changeOf(cost, costBefore)
  if (dearer !== null && ads.now.leads >= ENOUGH_LEADS && dearer >= NOTABLE)
    found.push({
      kind: 'dearerLeads',
      weight: 50 + 30 * Math.min(dearer, 1),
      values: { percent: dearer, nowMoney: Math.round(cost ?? 0), beforeMoney: Math.round(costBefore ?? 0), currency },
    })
  const total = ads.now.spend.amount ?? 0
  for (const { name, row, before } of ads.campaigns) {
    const spend = row.spendInOffice
    if (spend !== null && total > 0 && row.outcomes.leads === 0 && row.sums.leads === 0 && row.sums.chats === 0) {
      const share = spend / total
      if (share >= 0.1)
        found.push({
          kind: 'spendWithoutLeads',
          weight: 50 + 50 * share,
          values: { name, nowMoney: spend, percent: share, currency },
        })
    }
    const [rate, rateBefore] = [clickRate(row.sums), before === null ? null : clickRate(before.sums)]
    const shownMore = before !== null && row.sums.impressions > before.sums.impressions * (1 + NOTABLE)
    if (rate !== null && rateBefore !== null && shownMore && row.sums.impressions >= ENOUGH_SHOWN) {
      const fallen = -(changeOf(rate, rateBefore) ?? 0)
      if (fallen >= NOTABLE)
        found.push({
          kind: 'fatigue',
          weight: 48 + 20 * fallen,
          values: { name, percentNow: rate, percentBefore: rateBefore },
        })
    }
  }
  return found
}

function ofNumbers({ numbers }: ReportData): Finding[] {
  return numbers
    .filter(({ health }) => health.light === 'red')
    .map(({ name }) => ({ kind: 'numberAtRisk', weight: 90, values: { name } }))
}

function perLead({ spend, leads }: { spend: { amount: number | null }; leads: number }): number | null {
  return spend.amount === null || leads === 0 ? null : spend.amount / leads
}

/** As a share of what it was; null where it was nothing. */
export function changeOf(now: number, before: number): number | null {
  return before === 0 ? null : (now - before) / before
}
