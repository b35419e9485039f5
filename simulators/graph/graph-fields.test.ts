import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { controlOf } from './control-client.ts'
import { enumOf, fieldsOf, type NodeType } from './graph-fields.ts'
import { makeReadyOffice, type ReadyOffice } from './ready-office.ts'
import { type GraphSimulator, startGraphSimulator } from './simulator.ts'

// The simulator and Meta's own SDKs (graph-fields.json) are held to each other.

let simulator: GraphSimulator
let office: ReadyOffice
let pageToken: string
beforeEach(async () => {
  simulator = await startGraphSimulator()
  const control = controlOf(simulator)
  office = await makeReadyOffice(control)
  const { app, person, page } = office
  pageToken = (await control.call('createToken', { app: app.id, person: person.id, page: page.id })).token
  const [ad] = office.ads
  const answers = { full_name: 'Ayşe Yılmaz', phone_number: '+905321112233', yeni_soru: 'evet' }
  await control.call('submit', { form: office.forms[0].id, ad: ad.ad, answers, checked: ['kvkk_onay'] })
})
afterEach(() => simulator.close())

async function ask(path: string, params: Record<string, string> = {}, method = 'GET') {
  const url = new URL(`/v26.0/${path}`, simulator.url)
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${pageToken}` } })
  return (await response.json()) as Record<string, unknown> & { error?: { code: number; message: string } }
}

/** Where each kind of node is read. */
function placesOf(): Record<Exclude<NodeType, 'User' | 'AdsInsights'>, string> {
  const [{ id: form }] = office.forms
  const [ad] = office.ads
  const lead = simulator.world.formOf(form).leads.newest(1, simulator.world.seconds())[0]
  return {
    Page: office.page.id,
    LeadgenForm: form,
    Lead: lead?.id ?? '',
    AdAccount: office.accounts[0].id,
    Campaign: ad.campaign,
    AdSet: ad.adSet,
    Ad: ad.ad,
  }
}

const types: Exclude<NodeType, 'User' | 'AdsInsights'>[] = [
  'Page',
  'LeadgenForm',
  'Lead',
  'AdAccount',
  'Campaign',
  'AdSet',
  'Ad',
]

describe.each(types)('%s', type => {
  it('takes every field that Meta knows, and tells nothing else', async () => {
    const answer = await ask(placesOf()[type], { fields: fieldsOf(type).join(',') })
    expect(answer.error).toBeUndefined()
    expect(Object.keys(answer).filter(name => !fieldsOf(type).includes(name))).toEqual([])
    expect(answer.id).toBe(placesOf()[type])
  })

  it('refuses a field that Meta does not know', async () => {
    const answer = await ask(placesOf()[type], { fields: 'id,favourite_colour' })
    expect(answer.error).toMatchObject({
      code: 100,
      message: `(#100) Tried accessing nonexistent field (favourite_colour) on node type (${type})`,
    })
  })
})

it('tells of a lead all that the office wants to keep', async () => {
  const fields =
    'created_time,ad_id,ad_name,adset_id,adset_name,campaign_id,campaign_name,form_id,field_data,is_organic,platform,custom_disclaimer_responses'
  const { data } = (await ask(`${office.forms[0].id}/leads`, { fields })) as unknown as { data: object[] }
  expect(data).toEqual([
    {
      id: expect.stringMatching(/^\d{18}$/u),
      created_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/u),
      ad_id: office.ads[0].ad,
      ad_name: 'İmplant video A',
      adset_id: office.ads[0].adSet,
      adset_name: 'TR 25–54',
      campaign_id: office.ads[0].campaign,
      campaign_name: 'Lead – Bahar',
      form_id: office.forms[0].id,
      field_data: [
        { name: 'full_name', values: ['Ayşe Yılmaz'] },
        { name: 'phone_number', values: ['+905321112233'] },
        { name: 'yeni_soru', values: ['evet'] },
      ],
      is_organic: false,
      platform: 'ig',
      custom_disclaimer_responses: [
        { checkbox_key: 'kvkk_onay', is_checked: '1' },
        { checkbox_key: 'pazarlama_onay', is_checked: '' },
      ],
    },
  ])
})

it.each([
  ['nested{id,name},id', 'nested'],
  ['leads.limit(5){id}', 'leads'],
])('reads fields as Meta writes them: %s', async (fields, unknown) => {
  const { error } = await ask(office.page.id, { fields })
  expect(error?.message).toContain(`(${unknown})`)
})

it('refuses what was removed with v26, parameters that a call does not have, and values of no enum', async () => {
  const [{ id: form }] = office.forms
  expect((await ask(form, { ids: '1,2' })).error?.code).toBe(100)
  expect((await ask(form, { date_format: 'U' })).error?.code).toBe(100)
  expect((await ask(form, { status: 'SLEEPING' }, 'POST')).error?.code).toBe(100)
  expect((await ask(form, { name: 'Başka' }, 'POST')).error?.message).toContain('Unknown parameter name')
  expect(await ask(form, { status: 'ARCHIVED' }, 'POST')).toEqual({ success: true })
  const subscribing = await ask(`${office.page.id}/subscribed_apps`, { subscribed_fields: 'nothing' }, 'POST')
  expect(subscribing.error?.code).toBe(100)
})

it('has one test lead for a form, which looks organic and can be removed', async () => {
  const path = `${office.forms[0].id}/test_leads`
  const { id } = (await ask(path, {}, 'POST')) as { id: string }
  expect((await ask(path, {}, 'POST')).error?.code).toBe(100)
  const { data } = (await ask(path, { fields: 'id,field_data,is_organic,ad_id' })) as unknown as { data: [object] }
  expect(data[0]).toMatchObject({ id, is_organic: true })
  expect(JSON.stringify(data)).toContain('<test lead: dummy data for full_name>')
  expect(await ask(id, {}, 'DELETE')).toEqual({ success: true })
  expect(await ask(path)).toEqual({ data: [] })
})

it('counts as Meta counts: what is gone stays counted, what is a test never is', async () => {
  const [{ id: form }] = office.forms
  const control = controlOf(simulator)
  const { lead } = await control.call('submit', { form, answers: {} })
  await control.call('removeLead', { lead, as: 'expired' })
  await ask(`${form}/test_leads`, {}, 'POST')
  const fields = 'leads_count,expired_leads_count,organic_leads_count'
  expect(await ask(form, { fields })).toMatchObject({ leads_count: 2, expired_leads_count: 1, organic_leads_count: 1 })
})

it('knows the enums by which it is asked', () => {
  expect(enumOf('leadgen_form_status')).toContain('ACTIVE')
  expect(() => enumOf('nothing')).toThrow('no enum')
})

describe('insights', () => {
  const path = () => `${office.accounts[0].id}/insights`

  it('take every field that Meta knows, and refuse others, other levels and parameters', async () => {
    const control = controlOf(simulator)
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Istanbul' }).format(Date.now())
    await control.call('setInsights', {
      ad: office.ads[0].ad,
      days: [{ on: today, delivered: { spend: 41_235, impressions: 100, reach: 80, leads: 3 } }],
    })
    const range = { time_range: JSON.stringify({ since: today, until: today }) }
    const all = await ask(path(), { ...range, level: 'ad', fields: fieldsOf('AdsInsights').join(',') })
    expect(all).toMatchObject({ data: [{ ad_id: office.ads[0].ad, spend: '412.35', reach: '80', date_start: today }] })
    expect((await ask(path(), { ...range, fields: 'favourite_colour' })).error?.code).toBe(100)
    expect((await ask(path(), { ...range, level: 'country' })).error?.code).toBe(100)
    expect((await ask(path(), { ...range, weather: 'fine' })).error?.message).toContain('Unknown parameter weather')
    const old = { time_range: JSON.stringify({ since: '2015-01-01', until: today }) }
    expect((await ask(path(), old)).error?.code).toBe(3018)
  })

  it('come as a report that is made while somebody looks, also of what is archived', async () => {
    const control = controlOf(simulator)
    const [from, to] = ['2026-01-01', '2026-01-20']
    const { days } = await control.call('makeInsights', { ads: [office.ads[0].ad], from, to })
    await control.call('changeAdThing', { id: office.ads[0].ad, status: 'ARCHIVED' })
    const params = {
      level: 'ad',
      fields: 'ad_id,spend',
      time_increment: '1',
      time_range: JSON.stringify({ since: from, until: to }),
      filtering: JSON.stringify([{ field: 'ad.effective_status', operator: 'IN', value: ['ARCHIVED'] }]),
    }
    const { report_run_id: id } = (await ask(path(), params, 'POST')) as { report_run_id?: string }
    expect(await ask(String(id))).toMatchObject({ async_status: 'Job Running' })
    expect((await ask(`${id}/insights`)).error).toBeDefined()
    expect(await ask(String(id))).toMatchObject({ async_status: 'Job Completed', async_percent_completion: 100 })
    const { data } = (await ask(`${id}/insights`, { limit: '500' })) as { data?: object[] }
    expect(data).toHaveLength(days)
    const { filtering: _, ...plain } = params
    expect((await ask(path(), plain)) as object).toMatchObject({ data: [] })
  })
})
