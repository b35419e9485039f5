import { z } from 'zod'
import type { InsightLevel } from '#shared/domain/insight.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import { GraphId } from '../../graph/graph-json.ts'
import { GraphError } from '../../graph/graph-problem.ts'
import type { AdThing } from '../ads/store-structure.ts'
import type { MetaConnections } from '../meta/connections.ts'
import type { InsightAccount } from './accounts.ts'
import type { InsightSource, InsightWindow } from './insight-source.ts'
import { budgetToMinor, type ReadRow, readRow } from './read-row.ts'

const COMMON = ['id', 'name', 'status', 'effective_status', 'updated_time']
const BUDGETS = ['daily_budget', 'lifetime_budget']
/** Those that are over as well: what they cost stays. Values of Meta's enums of v26.0. */
const PLAIN = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED', 'IN_PROCESS', 'WITH_ISSUES']
const EDGES = {
  campaign: { edge: 'campaigns', fields: [...COMMON, ...BUDGETS, 'objective'], states: PLAIN },
  adset: { edge: 'adsets', fields: [...COMMON, ...BUDGETS, 'campaign_id'], states: [...PLAIN, 'CAMPAIGN_PAUSED'] },
  ad: {
    edge: 'ads',
    fields: [...COMMON, 'campaign_id', 'adset_id'],
    states: [
      ...[...PLAIN, 'CAMPAIGN_PAUSED', 'ADSET_PAUSED', 'PENDING_REVIEW', 'DISAPPROVED', 'PREAPPROVED'],
      'PENDING_BILLING_INFO',
    ],
  },
} as const

const Thing = z.object({
  id: GraphId,
  name: z.string().default(''),
  status: z.string().default('ACTIVE'),
  effective_status: z.string().optional(),
  updated_time: z.string().optional(),
  objective: z.string().optional(),
  daily_budget: z.string().optional(),
  lifetime_budget: z.string().optional(),
  campaign_id: GraphId.optional(),
  adset_id: GraphId.optional(),
})

const FIGURES = ['date_start', 'spend', 'impressions', 'clicks', 'inline_link_clicks', 'actions', 'action_values']
const IDS: Record<InsightLevel, readonly string[]> = {
  account: ['account_id'],
  campaign: ['campaign_id'],
  adset: ['adset_id'],
  ad: ['ad_id'],
}

const Report = z.object({
  async_status: z.string(),
  async_percent_completion: z.coerce.number().default(0),
})

/** Large pages: each of them is one request of an hour's allowance. */
const PAGE = 500
const THINGS = 200

/** What ads there are and what they cost over the Graph API, with the token that may read ad accounts. */
export function createGraphInsightSource({
  graph,
  connections,
}: {
  graph: GraphClient
  connections: MetaConnections
}): InsightSource {
  function callOf({ connectionId, externalId }: InsightAccount, type: 'ads_insights' | 'ads_management') {
    return { access: connections.adAccessOf(connectionId), quota: { type, id: externalId } as const }
  }

  /** A token that has ended stops the connection, wherever that is found out. */
  async function* noted<Page>({ connectionId }: InsightAccount, pages: AsyncIterable<Page>): AsyncIterable<Page> {
    try {
      yield* pages
    } catch (error) {
      noteEnd(connectionId, error)
      throw error
    }
  }

  function noteEnd(connectionId: InsightAccount['connectionId'], error: unknown): void {
    if (error instanceof GraphError && error.problem.kind === 'needs-login')
      connections.noteProblem(connectionId, error)
  }

  async function* rows(
    account: InsightAccount,
    level: InsightLevel,
    pages: AsyncIterable<unknown[]>,
  ): AsyncIterable<readonly ReadRow[]> {
    const { externalId: accountId, currency } = account
    for await (const page of noted(account, pages))
      yield page.flatMap(raw => readRow(raw, { level, accountId, currency }) ?? [])
  }

  return {
    isUsable: id => connections.find(id)?.state === 'connected',

    async *structure(account, signal) {
      for (const level of ['campaign', 'adset', 'ad'] as const) {
        const { edge, fields, states } = EDGES[level]
        const params = { fields: fields.join(','), effective_status: [...states] }
        const call = { ...callOf(account, 'ads_management'), path: `${account.externalId}/${edge}`, params, signal }
        const pages = graph.pages({ ...call, item: Thing, limit: THINGS })
        for await (const page of noted(account, pages)) yield page.map(thing => toThing(level, thing, account))
      }
    },

    async *days(account, window, signal) {
      const call = { ...callOf(account, 'ads_insights'), path: `${account.externalId}/insights`, signal }
      yield* rows(
        account,
        window.level,
        graph.pages({ ...call, params: paramsOf(window), item: z.unknown(), limit: PAGE }),
      )
    },

    async startReport(account, window, signal) {
      const answer = z.object({ report_run_id: GraphId })
      const call = { ...callOf(account, 'ads_insights'), path: `${account.externalId}/insights`, signal }
      try {
        return (await graph.post({ ...call, params: paramsOf(window), answer })).report_run_id
      } catch (error) {
        noteEnd(account.connectionId, error)
        throw error
      }
    },

    async lookAtReport(account, id, signal) {
      const params = { fields: 'async_status,async_percent_completion' }
      const call = { ...callOf(account, 'ads_insights'), path: id, params, signal }
      const { async_status: state, async_percent_completion: percent } = await graph.get({ ...call, answer: Report })
      if (state === 'Job Completed') return percent >= 100 ? 'done' : 'working'
      return state === 'Job Failed' || state === 'Job Skipped' ? 'failed' : 'working'
    },

    async *reportDays(account, id, level, signal) {
      const call = { ...callOf(account, 'ads_insights'), path: `${id}/insights`, signal }
      yield* rows(account, level, graph.pages({ ...call, item: z.unknown(), limit: PAGE }))
    },

    async reach(account, from, to) {
      const count = z.coerce.number().int().min(0).default(0)
      const answer = z.object({ data: z.array(z.object({ reach: count, impressions: count })) })
      const params = { fields: 'reach,impressions', level: 'account', time_range: { since: from, until: to } }
      const call = { ...callOf(account, 'ads_insights'), path: `${account.externalId}/insights`, params }
      const { data } = await graph.get({ ...call, answer, isAwaited: true })
      // Nothing was delivered: there is no row.
      return data[0] ?? { reach: 0, impressions: 0 }
    },

    read(error) {
      if (!(error instanceof GraphError)) return null
      const { kind, code, subcode, userMessage, userTitle } = error.problem
      return {
        problem: {
          ...{ code: kind, metaCode: code, metaSubcode: subcode, metaText: userMessage ?? userTitle },
          ...{ formName: null, entries: null },
        },
        retryAt: error.problem.kind === 'rate-limited' ? error.problem.retryAt : null,
        isTooMuch: kind === 'too-much-data',
      }
    },
  }
}

function paramsOf({ level, from, to }: InsightWindow) {
  const states = level === 'account' ? null : EDGES[level].states
  return {
    level,
    fields: [...IDS[level], ...FIGURES].join(','),
    time_range: { since: from, until: to },
    time_increment: 1,
    ...(states && { filtering: [{ field: `${level}.effective_status`, operator: 'IN', value: [...states] }] }),
  }
}

function toThing(level: AdThing['level'], thing: z.infer<typeof Thing>, { currency }: InsightAccount): AdThing {
  const changedAt = Date.parse(thing.updated_time ?? '')
  return {
    level,
    externalId: thing.id,
    campaignId: thing.campaign_id ?? null,
    adSetId: thing.adset_id ?? null,
    name: thing.name || thing.id,
    status: thing.status,
    effectiveStatus: thing.effective_status ?? thing.status,
    objective: thing.objective ?? null,
    dailyBudget: budgetToMinor(thing.daily_budget, currency),
    lifetimeBudget: budgetToMinor(thing.lifetime_budget, currency),
    changedAt: Number.isNaN(changedAt) ? null : changedAt,
  }
}
