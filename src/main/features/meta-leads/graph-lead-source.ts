import { z } from 'zod'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import { GraphId } from '../../graph/graph-json.ts'
import { GraphError } from '../../graph/graph-problem.ts'
import type { MetaConnections } from '../meta/connections.ts'
import type { FormConnection, LeadSource, SourceProblem } from './lead-source.ts'

const FORM_FIELDS = [
  ...['id', 'name', 'status', 'locale', 'leads_count', 'expired_leads_count', 'created_time', 'questions', 'page_id'],
  'legal_content',
].join(',')

const LEAD_FIELDS = [
  ...['id', 'created_time', 'ad_id', 'ad_name', 'adset_id', 'adset_name', 'campaign_id', 'campaign_name', 'form_id'],
  ...['field_data', 'is_organic', 'platform', 'partner_name', 'custom_disclaimer_responses'],
].join(',')

const PAGE = 100

/** Forms and their entries over the Graph API, with the page's own token. */
export function createGraphLeadSource({
  graph,
  connections,
}: {
  graph: GraphClient
  connections: MetaConnections
}): LeadSource {
  type Row = ReturnType<MetaConnections['get']>

  const toConnection = ({ id, brandId, pageId, pollMinutes, state }: Row): FormConnection => ({
    id,
    brandId,
    pageId,
    intervalMinutes: pollMinutes,
    isUsable: state === 'connected',
  })

  const callOf = ({ id, pageId }: FormConnection, signal: AbortSignal) => ({
    access: connections.accessOf(id),
    signal,
    quota: { type: 'leadgen', id: pageId } as const,
  })

  /** What stops a connection is noted where people look for it; that it answers again, too. */
  async function* noted<Page>(id: MetaConnectionId, pages: AsyncIterable<Page>): AsyncIterable<Page> {
    try {
      for await (const page of pages) {
        connections.noteSuccess(id)
        yield page
      }
    } catch (error) {
      if (error instanceof GraphError && concernsConnection(error)) connections.noteProblem(id, error)
      throw error
    }
  }

  return {
    list: () => connections.listConnected().map(toConnection),

    find(id) {
      const row = connections.find(id)
      return row && toConnection(row)
    },

    async *forms(connection, signal) {
      const path = `${connection.pageId}/leadgen_forms`
      const call = { ...callOf(connection, signal), path, params: { fields: FORM_FIELDS } }
      yield* noted(connection.id, graph.pages({ ...call, item: z.unknown(), limit: PAGE }))
    },

    async *entries(connection, formId, { after, before }, signal) {
      const filtering = [
        ...(after === null ? [] : [{ operator: 'GREATER_THAN', value: toSeconds(after) }]),
        ...(before === null ? [] : [{ operator: 'LESS_THAN', value: toSeconds(before) }]),
      ].map(filter => ({ field: 'time_created', ...filter }))
      const params = { fields: LEAD_FIELDS, ...(filtering.length === 0 ? {} : { filtering }) }
      const call = { ...callOf(connection, signal), path: `${formId}/leads`, params }
      yield* noted(connection.id, graph.pages({ ...call, item: z.unknown(), limit: PAGE }))
    },

    async testEntryIds(connection, formId, signal) {
      const answer = z.object({ data: z.array(z.object({ id: GraphId })) })
      const call = { ...callOf(connection, signal), path: `${formId}/test_leads`, params: { fields: 'id' } }
      return (await graph.get({ ...call, answer })).data.map(({ id }) => id)
    },

    async createTestEntry(connection, formId, answers, signal) {
      const field_data = answers.map(({ key, values }) => ({ name: key, values: [...values] }))
      const call = { ...callOf(connection, signal), path: `${formId}/test_leads`, params: { field_data } }
      return (await graph.post({ ...call, answer: z.object({ id: GraphId }), isAwaited: true })).id
    },

    async deleteEntry(connection, metaLeadId, signal) {
      const call = { ...callOf(connection, signal), path: metaLeadId, isAwaited: true }
      await graph.delete({ ...call, loggedAs: '{lead}' })
    },

    read: error => (error instanceof GraphError ? toSourceProblem(error) : null),
  }
}

function toSourceProblem(error: GraphError): SourceProblem {
  const { problem } = error
  return {
    problem: {
      code: problem.kind,
      metaCode: problem.code,
      metaSubcode: problem.subcode,
      metaText: problem.userMessage ?? problem.userTitle,
    },
    concerns: concernsConnection(error) ? 'connection' : 'form',
    retryAt: problem.kind === 'rate-limited' ? problem.retryAt : null,
  }
}

/** A form that is gone or closed to this token, or an answer that cannot be read, says nothing about the others. */
function concernsConnection({ problem: { kind } }: GraphError): boolean {
  switch (kind) {
    case 'not-found':
    case 'refused':
    case 'unexpected-answer':
    case 'too-much-data':
    case 'too-old':
      return false
    default:
      return true
  }
}

/** Meta counts in whole seconds: what came within one of a bound is asked for on both of its sides. */
function toSeconds(at: number): number {
  return Math.floor(at / 1_000) - 1
}
