import { z } from 'zod'
import type { Caller } from './caller.ts'
import { describeLead } from './describe-nodes.ts'
import { select } from './field-selection.ts'
import type { Lead, LeadFilter } from './lead-store.ts'
import { MetaError, missing } from './meta-error.ts'
import { describePage, type GraphRequest, limitOf, type PageLimits, readCursor } from './paging.ts'
import type { Form } from './world.ts'

const LEAD_DEFAULTS = ['created_time', 'id', 'field_data']

const Filters = z.array(
  z.object({
    field: z.string(),
    operator: z.enum(['GREATER_THAN', 'GREATER_THAN_OR_EQUAL', 'LESS_THAN']),
    value: z.coerce.number().int(),
  }),
)

export function answerLeads(caller: Caller, limits: PageLimits, request: GraphRequest, form: Form, areTests = false) {
  const { world } = caller
  caller.demandLeadAccess(world.pageOf(form.pageId))
  const fields = request.params.get('fields') ?? undefined
  const describe = (lead: Lead) =>
    select('Lead', describeLead(world, caller, form, lead), fields, { byDefault: LEAD_DEFAULTS })
  if (areTests) {
    const test = form.leads.testLead
    return { data: test ? [describe(test)] : [] }
  }
  const filter = readFilter(request.params.get('filtering'))
  const page = form.leads.page(filter, readCursor(request), limitOf(request, limits), world.seconds())
  world.events.publish({ type: 'leads-read', form: form.id, count: page.leads.length, at: world.now() })
  return describePage(request, page.leads.map(describe), page.leads[0]?.id ?? null, page.next)
}

/** The field is `time_created`, though the lead's own is `created_time`; `since` and `until` are not looked at. */
function readFilter(text: string | null): LeadFilter {
  if (text === null) return {}
  const filters = Filters.safeParse(jsonOf(text))
  if (!filters.success)
    throw new MetaError({ code: 100, message: '(#100) Param filtering must be an array of filters' })
  const filter: LeadFilter = {}
  for (const { field, operator, value } of filters.data) {
    if (field !== 'time_created')
      throw new MetaError({
        code: 100,
        message: `(#100) Filtering field ${field} with operation ${operator.toLowerCase()} is not supported`,
      })
    if (operator === 'LESS_THAN') filter.before = value
    else filter.from = operator === 'GREATER_THAN' ? value + 1 : value
  }
  return filter
}

export function answerLead(caller: Caller, { method, params }: GraphRequest, form: Form, leadId: string): unknown {
  const { world } = caller
  const page = world.pageOf(form.pageId)
  const lead = form.leads.find(leadId)
  if (!lead || lead.state !== 'there' || !caller.person.pageTasks.has(page.id)) throw missing(leadId)
  caller.demandPageToken(page)
  caller.demandLeadAccess(page)
  if (method === 'DELETE') {
    if (!lead.isTest) throw new MetaError({ code: 100, message: '(#100) Only test leads can be deleted' })
    lead.state = 'deleted'
    return { success: true }
  }
  if (method !== 'GET') throw missing(leadId)
  return select('Lead', describeLead(world, caller, form, lead), params.get('fields') ?? undefined, {
    byDefault: LEAD_DEFAULTS,
  })
}

const FieldData = z.array(z.object({ name: z.string(), values: z.array(z.string()) }))
const Responses = z.array(z.object({ checkbox_key: z.string(), is_checked: z.union([z.string(), z.boolean()]) }))

/** One per form; without answers of its own it is filled with Meta's dummies. */
export function createTestLead(caller: Caller, params: URLSearchParams, form: Form) {
  const { world } = caller
  caller.demandLeadAccess(world.pageOf(form.pageId))
  if (form.leads.testLead)
    throw new MetaError({ code: 100, message: '(#100) A test lead already exists for this form' })
  const given = params.get('field_data')
  const fieldData = given === null ? dummies(form) : FieldData.safeParse(jsonOf(given)).data
  const responses = params.get('custom_disclaimer_responses')
  const checked = responses === null ? [] : Responses.safeParse(jsonOf(responses)).data
  if (!fieldData || !checked) throw new MetaError({ code: 100, message: '(#100) Param field_data must be valid' })
  const id = world.newId()
  form.leads.add({
    id,
    createdAt: world.seconds(),
    adId: null,
    isOrganic: true,
    isTest: true,
    platform: 'fb',
    fieldData,
    disclaimerResponses: checked.map(response => ({
      checkbox_key: response.checkbox_key,
      is_checked: response.is_checked === true || response.is_checked === '1' ? '1' : '',
    })),
    state: 'there',
  })
  world.events.publish({ type: 'lead', form: form.id, lead: id, at: world.now() })
  return { id }
}

export function dummies({ questions }: Form): Lead['fieldData'] {
  return questions.map(({ key, type }) => {
    if (type === 'EMAIL') return { name: key, values: ['test@fb.com'] }
    if (type === 'PHONE') return { name: key, values: ['+15555550100'] }
    return { name: key, values: [`<test lead: dummy data for ${key}>`] }
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
