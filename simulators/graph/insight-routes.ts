import { z } from 'zod'
import { effectiveStatusOf } from './ad-statuses.ts'
import type { Caller } from './caller.ts'
import { parseFields } from './field-selection.ts'
import { enumOf, fieldsOf, parametersOf } from './graph-fields.ts'
import { type DeliveredDay, type InsightReport, NOTHING_DELIVERED, toMajor } from './insight-store.ts'
import { MetaError, missing, unknownField } from './meta-error.ts'
import { type GraphRequest, limitOf, type PageLimits } from './paging.ts'
import type { GraphWorld } from './world.ts'

const ALWAYS_TAKEN = new Set(['access_token', 'appsecret_proof', 'appsecret_time', 'locale', 'after', 'before'])
const LEVELS = ['account', 'campaign', 'adset', 'ad'] as const
type Level = (typeof LEVELS)[number]
const DEFAULT_FIELDS = 'account_id,impressions,spend'
const MONTHS_KEPT = 37
const LOOKS_UNTIL_DONE = 2
const DAY_MS = 86_400_000

/** `GET` and `POST` of `act_…/insights`, and `GET` of a campaign's, an ad set's or an ad's. */
export function answerInsights(
  { world }: Caller,
  limits: PageLimits,
  request: GraphRequest,
  node: { accountId: string; level: Level; id: string },
): unknown {
  const call = node.level === 'account' ? 'GET /act_{id}/insights' : 'GET /{campaign-id}/insights'
  refuseUnknown(call, request.params)
  if (request.method === 'POST') {
    if (node.level !== 'account') throw missing(node.id)
    // What is wrong with it is said at once.
    readRows(world, request.params, node, { withoutLimit: true })
    const id = world.newId()
    const isFailing = world.insights.failingReports > 0
    if (isFailing) world.insights.failingReports -= 1
    const params = [...request.params].filter(([name]) => !ALWAYS_TAKEN.has(name))
    world.insights.reports.set(id, { id, accountId: node.accountId, params, looks: 0, isFailing })
    return { report_run_id: id }
  }
  return pageOfRows(request, limits, readRows(world, request.params, node))
}

export function describeReport(report: InsightReport) {
  report.looks += 1
  const isDone = report.looks >= LOOKS_UNTIL_DONE
  const failed = { error_code: 2, error_subcode: 1_504_018, error_message: 'Your request timed out.' }
  return {
    id: report.id,
    account_id: report.accountId.replace('act_', ''),
    async_status: !isDone ? 'Job Running' : report.isFailing ? 'Job Failed' : 'Job Completed',
    async_percent_completion: isDone && !report.isFailing ? 100 : Math.min(90, report.looks * 45),
    ...(isDone && report.isFailing && failed),
  }
}

export function answerReport({ world }: Caller, limits: PageLimits, request: GraphRequest, report: InsightReport) {
  if (report.looks < LOOKS_UNTIL_DONE || report.isFailing)
    throw new MetaError({ code: 2601, message: '(#2601) Loading async results failed. The job is not complete' })
  const params = new URLSearchParams(report.params)
  const node = { accountId: report.accountId, level: 'account' as const, id: report.accountId }
  return pageOfRows(request, limits, readRows(world, params, node, { withoutLimit: true }))
}

function pageOfRows(request: GraphRequest, limits: PageLimits, rows: Record<string, unknown>[]) {
  const limit = limitOf(request, limits)
  const from = Number(Buffer.from(request.params.get('after') ?? '', 'base64url').toString()) || 0
  const data = rows.slice(from, from + limit)
  if (data.length === 0) return { data }
  const cursor = (place: number) => Buffer.from(String(place)).toString('base64url')
  const after = cursor(from + data.length)
  const link = new URL(request.url)
  link.searchParams.set('after', after)
  const isLast = from + limit >= rows.length
  return { data, paging: { cursors: { before: cursor(from), after }, ...(!isLast && { next: link.href }) } }
}

const Range = z.object({ since: z.iso.date(), until: z.iso.date() })
const Filters = z.array(z.object({ field: z.string(), operator: z.string(), value: z.unknown() }))

function readRows(
  world: GraphWorld,
  params: URLSearchParams,
  node: { accountId: string; level: Level; id: string },
  { withoutLimit = false } = {},
): Record<string, unknown>[] {
  const level = (params.get('level') ?? node.level) as Level
  if (!enumOf('insights_level').includes(level)) throw wrong('level')
  const names = parseFields(params.get('fields') ?? DEFAULT_FIELDS).map(({ name }) => name)
  const unknown = names.find(name => !fieldsOf('AdsInsights').includes(name))
  if (unknown !== undefined) throw unknownField(unknown, 'AdsInsights')
  const { since, until } = rangeOf(world, params, node.accountId)
  const filters = params.has('filtering') ? Filters.safeParse(jsonOf(params.get('filtering'))).data : []
  if (!filters) throw wrong('filtering')
  const account = world.adAccounts.get(node.accountId)
  if (!account) throw missing(node.accountId)

  const groups = new Map<string, { ids: Ids; days: Map<string, DeliveredDay> }>()
  for (const ids of adsOf(world, node)) {
    if (!isWanted(world, ids, level, filters)) continue
    const key = ids[level]
    const group = groups.get(key) ?? { ids, days: new Map<string, DeliveredDay>() }
    groups.set(key, group)
    for (const [on, day] of world.insights.between(ids.ad, since, until)) {
      const bucket = bucketOf(on, params.get('time_increment'), since)
      group.days.set(bucket, add(group.days.get(bucket) ?? NOTHING_DELIVERED, day))
    }
  }
  const rows = [...groups.values()].flatMap(({ ids, days }) =>
    [...days]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([bucket, day]) => {
        const stop = endOf(bucket, params.get('time_increment'), until)
        return describeRow(world, level, names, ids, day, { start: bucket, stop, currency: account.currency })
      }),
  )
  if (!withoutLimit && world.insights.mostRows !== null && rows.length > world.insights.mostRows)
    throw new MetaError({ code: 100, subcode: 1_487_534, message: '(#100) There is too much data. Use async' })
  return rows
}

interface Ids {
  account: string
  campaign: string
  adset: string
  ad: string
}

function adsOf(world: GraphWorld, node: { accountId: string; level: Level; id: string }): Ids[] {
  return [...world.ads.values()].flatMap(ad => {
    const origin = world.originOf(ad.id)
    if (!origin) return []
    const ids = {
      account: origin.campaign.accountId,
      campaign: origin.campaign.id,
      adset: origin.adSet.id,
      ad: ad.id,
    }
    return ids.account === node.accountId && ids[node.level] === node.id ? [ids] : []
  })
}

/** What is archived or deleted is left out below the account, unless somebody asks for it. */
function isWanted(world: GraphWorld, ids: Ids, level: Level, filters: z.infer<typeof Filters>): boolean {
  const asked = filters.filter(({ field }) => field.endsWith('.effective_status'))
  if (level !== 'account' && !asked.some(({ field }) => field.startsWith(`${level}.`))) {
    const status = effectiveStatusOf(world, level, ids[level])
    if (status === 'ARCHIVED' || status === 'DELETED') return false
  }
  return filters.every(({ field, operator, value }) => {
    const [of, what] = field.split('.') as [Level, string]
    if (!LEVELS.includes(of) || operator !== 'IN' || !Array.isArray(value)) throw wrong('filtering')
    if (what === 'id') return value.includes(ids[of])
    if (what !== 'effective_status') throw wrong('filtering')
    return value.includes(effectiveStatusOf(world, of as Exclude<Level, 'account'>, ids[of]))
  })
}

function rangeOf(world: GraphWorld, params: URLSearchParams, accountId: string): z.infer<typeof Range> {
  const zone = world.adAccounts.get(accountId)?.timeZone ?? 'UTC'
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(world.now())
  const preset = params.get('date_preset')
  if (preset !== null && !enumOf('date_preset').includes(preset)) throw wrong('date_preset')
  const days = preset === null ? 30 : Number(/\d+/u.exec(preset)?.[0] ?? 30)
  const fallback = { since: shift(today, -days), until: shift(today, -1) }
  const given = params.get('time_range')
  const range = given === null ? fallback : Range.safeParse(jsonOf(given)).data
  if (!range || range.since > range.until) throw wrong('time_range')
  const oldest = new Date(Date.parse(today))
  oldest.setUTCMonth(oldest.getUTCMonth() - MONTHS_KEPT)
  if (Date.parse(range.since) < oldest.getTime()) throw new MetaError({ code: 3018 })
  return range
}

function bucketOf(on: string, increment: string | null, since: string): string {
  if (increment === '1') return on
  if (increment === 'monthly') return on.slice(0, 7) === since.slice(0, 7) ? since : `${on.slice(0, 7)}-01`
  if (increment === null || increment === 'all_days') return since
  throw wrong('time_increment')
}

function endOf(bucket: string, increment: string | null, until: string): string {
  if (increment === '1') return bucket
  if (increment !== 'monthly') return until
  const next = new Date(Date.parse(`${bucket.slice(0, 7)}-01`))
  next.setUTCMonth(next.getUTCMonth() + 1)
  const last = new Date(next.getTime() - DAY_MS).toISOString().slice(0, 10)
  return last < until ? last : until
}

/** The same people see an ad on several days, and several ads: less than half of those of another day are others. */
function add(one: DeliveredDay, other: DeliveredDay): DeliveredDay {
  const sums = { ...one }
  for (const name of Object.keys(sums) as (keyof DeliveredDay)[]) sums[name] += other[name]
  sums.reach = Math.max(one.reach, other.reach) + Math.round(0.4 * Math.min(one.reach, other.reach))
  return sums
}

function describeRow(
  world: GraphWorld,
  level: Level,
  names: readonly string[],
  ids: Ids,
  day: DeliveredDay,
  { start, stop, currency }: { start: string; stop: string; currency: string },
): Record<string, unknown> {
  const origin = world.originOf(ids.ad)
  const below = LEVELS.indexOf(level)
  const actions = [
    ['link_click', day.linkClicks],
    ['lead', day.leads],
    ['onsite_conversion.lead_grouped', day.leads],
    ['onsite_conversion.messaging_conversation_started_7d', day.chats],
    ['omni_purchase', day.purchases],
    ['purchase', day.purchases],
  ] as const
  const values = [
    ['omni_purchase', day.purchaseValue],
    ['purchase', day.purchaseValue],
  ] as const
  const node: Record<string, unknown> = {
    account_id: ids.account.replace('act_', ''),
    account_name: world.adAccounts.get(ids.account)?.name,
    account_currency: currency,
    ...(below >= 1 && { campaign_id: ids.campaign, campaign_name: origin?.campaign.name }),
    ...(below >= 2 && { adset_id: ids.adset, adset_name: origin?.adSet.name }),
    ...(below >= 3 && { ad_id: ids.ad, ad_name: origin?.ad.name }),
    objective: origin?.campaign.objective,
    spend: toMajor(day.spend, currency),
    impressions: count(day.impressions),
    reach: count(day.reach),
    frequency: day.reach === 0 ? undefined : (day.impressions / day.reach).toFixed(6),
    clicks: count(day.clicks),
    inline_link_clicks: count(day.linkClicks),
    ctr: day.impressions === 0 ? undefined : ((100 * day.clicks) / day.impressions).toFixed(6),
    actions: listOf(actions, String),
    action_values: listOf(values, value => toMajor(value, currency)),
  }
  const shown = [...new Set(names)].map(name => [name, node[name]] as const)
  return {
    ...Object.fromEntries(shown.filter(([, value]) => value !== undefined)),
    date_start: start,
    date_stop: stop,
  }
}

/** What is nothing is not told. */
function count(value: number): string | undefined {
  return value === 0 ? undefined : String(value)
}

function listOf(entries: readonly (readonly [string, number])[], word: (value: number) => string) {
  const told = entries.filter(([, value]) => value > 0)
  return told.length === 0 ? undefined : told.map(([type, value]) => ({ action_type: type, value: word(value) }))
}

function refuseUnknown(call: string, params: URLSearchParams): void {
  const known = parametersOf(call)
  const unknown = [...params.keys()].find(name => !known.includes(name) && !ALWAYS_TAKEN.has(name))
  if (unknown !== undefined) throw new MetaError({ code: 100, message: `(#100) Unknown parameter ${unknown}` })
}

function wrong(name: string): MetaError {
  return new MetaError({ code: 100, message: `(#100) Param ${name} must be valid` })
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
}
