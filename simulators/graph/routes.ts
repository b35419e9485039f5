import { answerAdNode } from './ad-routes.ts'
import { type Caller, endOf, readCaller } from './caller.ts'
import { describeAdAccount, describeForm, describePage } from './describe-nodes.ts'
import { select } from './field-selection.ts'
import { enumOf, parametersOf } from './graph-fields.ts'
import { answerLead, answerLeads, createTestLead } from './lead-routes.ts'
import { MetaError, missing, needsPermission } from './meta-error.ts'
import { type GraphRequest, type PageLimits, pageOf } from './paging.ts'
import type { Form, GraphWorld, Page } from './world.ts'

const FORM_DEFAULTS = ['id', 'name', 'status', 'locale']
const DAY = 86_400

/** What Meta answers. Throws a MetaError where it refuses. */
export function answerRequest(world: GraphWorld, limits: PageLimits, request: GraphRequest): unknown {
  const { method, path, params } = request
  refuseWhatIsGone(params)
  const [first = '', edge, ...rest] = path
  if (first === '' || rest.length > 0) throw new MetaError({ code: 2500 })
  if (first === 'oauth' && edge === 'access_token') return exchangeToken(world, params)
  if (first === 'debug_token' && edge === undefined) return debugToken(world, request)
  const caller = readCaller(world, request.token, params.get('appsecret_proof'))
  if (first === 'me') return answerMe(caller, limits, request, edge)
  const page = world.pages.get(first)
  if (page) return answerPage(caller, limits, request, page, edge)
  const form = world.forms.get(first)
  if (form) return answerForm(caller, limits, request, form, edge)
  const formOfLead = world.formOfLead(first)
  if (formOfLead && edge === undefined) return answerLead(caller, request, formOfLead, first)
  if (method === 'GET' || edge === 'insights') return answerAdNode(caller, limits, request, first, edge)
  throw missing(first)
}

/** Since v26: neither many at once nor another way to write times. */
function refuseWhatIsGone(params: URLSearchParams): void {
  for (const name of ['ids', 'date_format']) {
    if (params.has(name))
      throw new MetaError({ code: 100, message: `(#100) The parameter ${name} is no longer supported` })
  }
}

function exchangeToken(world: GraphWorld, params: URLSearchParams) {
  const app = world.apps.get(params.get('client_id') ?? '')
  if (!app)
    throw new MetaError({
      code: 101,
      message: 'Error validating application. Cannot get application info due to a system error.',
    })
  if (params.get('client_secret') !== app.secret)
    throw new MetaError({ code: 1, status: 400, message: 'Error validating client secret.' })
  if (params.get('grant_type') !== 'fb_exchange_token')
    throw new MetaError({ code: 100, message: '(#100) Missing redirect_uri parameter.' })
  const caller = readCaller(world, params.get('fb_exchange_token'), null)
  if (caller.app !== app || caller.token.type !== 'USER')
    throw new MetaError({ code: 100, message: '(#100) The access token does not belong to application' })
  const now = world.seconds()
  const value = world.newTokenValue()
  world.tokens.set(value, { ...caller.token, value, issuedAt: now, expiresAt: now + 60 * DAY })
  return { access_token: value, token_type: 'bearer', expires_in: 60 * DAY }
}

function debugToken(world: GraphWorld, { params, token: asking }: GraphRequest) {
  const token = world.tokens.get(params.get('input_token') ?? '')
  const [appId, secret] = (asking ?? '').split('|')
  const app = secret === undefined ? undefined : world.apps.get(appId ?? '')
  if (app === undefined || app.secret !== secret) {
    // Whoever asks for their own token needs no app.
    const caller = readCaller(world, asking, params.get('appsecret_proof'))
    if (token !== undefined && token.appId !== caller.token.appId)
      throw new MetaError({
        code: 100,
        message:
          '(#100) You must provide an app access token, or a user access token that is an owner or developer of the app',
      })
  }
  const person = token && world.people.get(token.personId)
  if (!token || !person)
    return {
      data: {
        error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
        is_valid: false,
        scopes: [],
      },
    }
  const end = endOf(world, token, person)
  return {
    data: {
      app_id: token.appId,
      type: token.type,
      application: world.apps.get(token.appId)?.name,
      data_access_expires_at: token.dataAccessExpiresAt,
      ...(end && { error: { code: 190, message: end.message, subcode: end.words.subcode } }),
      expires_at: token.expiresAt,
      is_valid: end === null,
      issued_at: token.issuedAt,
      ...(token.pageId !== null && { profile_id: token.pageId }),
      scopes: token.scopes,
      granular_scopes: token.granularScopes,
      user_id: token.personId,
    },
  }
}

function answerMe(caller: Caller, limits: PageLimits, request: GraphRequest, edge: string | undefined): unknown {
  const { world, token, person } = caller
  const fields = request.params.get('fields') ?? undefined
  const page = token.pageId === null ? undefined : world.pageOf(token.pageId)
  if (edge === undefined) {
    return page
      ? select('Page', describePage(page, caller), fields)
      : select('User', { id: person.id, name: person.name }, fields)
  }
  if (page)
    throw new MetaError({
      code: 100,
      message: `(#100) Tried accessing nonexistent field (${edge}) on node type (Page)`,
    })
  switch (edge) {
    case 'permissions':
      return { data: token.scopes.map(permission => ({ permission, status: 'granted' })) }
    case 'accounts': {
      // Without the permission the list is empty, and nothing says why.
      const shown = caller.has('pages_show_list')
        ? [...world.pages.values()].filter(({ id }) => person.pageTasks.has(id))
        : []
      return pageOf(request, limits, shown, item =>
        select('Page', { ...describePage(item, caller), tasks: caller.tasksOn(item) }, fields, {
          byDefault: ['access_token', 'category', 'name', 'id', 'tasks'],
          besides: ['tasks'],
        }),
      )
    }
    case 'adaccounts': {
      if (!caller.has('ads_read') && !caller.has('ads_management')) throw needsPermission('ads_read')
      const shown = [...world.adAccounts.values()].filter(({ id }) => person.adAccounts.has(id))
      return pageOf(request, limits, shown, item =>
        select('AdAccount', describeAdAccount(item), fields, { byDefault: ['account_id', 'id'] }),
      )
    }
    default:
      throw new MetaError({
        code: 100,
        message: `(#100) Tried accessing nonexistent field (${edge}) on node type (User)`,
      })
  }
}

function answerPage(
  caller: Caller,
  limits: PageLimits,
  request: GraphRequest,
  page: Page,
  edge: string | undefined,
): unknown {
  const { world } = caller
  const { method, params } = request
  if (!caller.person.pageTasks.has(page.id)) throw missing(page.id)
  const fields = params.get('fields') ?? undefined
  if (edge === undefined) {
    if (method !== 'GET') throw missing(page.id)
    caller.demand('pages_read_engagement')
    return select('Page', describePage(page, caller), fields)
  }
  if (edge === 'leadgen_forms' && method === 'GET') {
    caller.demandPageToken(page)
    caller.demand('pages_manage_ads')
    const forms = [...world.forms.values()].filter(({ pageId }) => pageId === page.id)
    return pageOf(request, limits, forms, form =>
      select('LeadgenForm', describeForm(form, world.seconds()), fields, { byDefault: FORM_DEFAULTS }),
    )
  }
  if (edge === 'subscribed_apps') {
    caller.demandPageToken(page)
    caller.demand('pages_manage_metadata')
    if (method === 'GET') return { data: describeSubscription(caller, page) }
    if (method === 'DELETE') page.subscribedFields.clear()
    else for (const field of subscribedFields(params)) page.subscribedFields.add(field)
    return { success: true }
  }
  throw new MetaError({ code: 100, message: `(#100) Tried accessing nonexistent field (${edge}) on node type (Page)` })
}

function describeSubscription({ app }: Caller, { subscribedFields: fields }: Page) {
  return fields.size === 0 ? [] : [{ id: app.id, name: app.name, subscribed_fields: [...fields] }]
}

function subscribedFields(params: URLSearchParams): string[] {
  refuseUnknownParameters('POST /{page-id}/subscribed_apps', params)
  const fields = (params.get('subscribed_fields') ?? '').replaceAll(/[[\]"\s]/gu, '').split(',')
  const unknown = fields.find(field => !enumOf('page_subscribed_fields').includes(field))
  if (unknown !== undefined)
    throw new MetaError({
      code: 100,
      message: `(#100) Param subscribed_fields[0] must be one of {${enumOf('page_subscribed_fields').join(', ')}}`,
    })
  return fields
}

function answerForm(
  caller: Caller,
  limits: PageLimits,
  request: GraphRequest,
  form: Form,
  edge: string | undefined,
): unknown {
  const { world } = caller
  const { method, params } = request
  const page = world.pageOf(form.pageId)
  if (!caller.person.pageTasks.has(page.id)) throw missing(form.id)
  if (edge === undefined && method === 'GET') {
    caller.demand('pages_manage_ads')
    const node = describeForm(form, world.seconds())
    return select('LeadgenForm', node, params.get('fields') ?? undefined, { byDefault: FORM_DEFAULTS })
  }
  caller.demandPageToken(page)
  if (edge === undefined && method === 'POST') {
    refuseUnknownParameters('POST /{form-id}', params)
    form.status = enumValue('leadgen_form_status', params.get('status') ?? '')
    world.events.publish({ type: 'form', form: form.id, at: world.now() })
    return { success: true }
  }
  if (edge === 'leads' && method === 'GET') return answerLeads(caller, limits, request, form)
  if (edge === 'test_leads' && method === 'GET') return answerLeads(caller, limits, request, form, true)
  if (edge === 'test_leads' && method === 'POST') {
    refuseUnknownParameters('POST /{form-id}/test_leads', params)
    return createTestLead(caller, params, form)
  }
  throw new MetaError({
    code: 100,
    message: `(#100) Tried accessing nonexistent field (${edge}) on node type (LeadgenForm)`,
  })
}

const ALWAYS_TAKEN = new Set(['access_token', 'appsecret_proof', 'appsecret_time', 'fields', 'locale'])

function refuseUnknownParameters(call: string, params: URLSearchParams): void {
  const known = parametersOf(call)
  const unknown = [...params.keys()].find(name => !known.includes(name) && !ALWAYS_TAKEN.has(name))
  if (unknown !== undefined) throw new MetaError({ code: 100, message: `(#100) Unknown parameter ${unknown}` })
}

function enumValue(name: string, value: string): string {
  const values = enumOf(name)
  if (!values.includes(value))
    throw new MetaError({ code: 100, message: `(#100) Param must be one of {${values.join(', ')}}` })
  return value
}
