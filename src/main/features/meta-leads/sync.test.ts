import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { leads, leadTouches } from '../leads/schema.ts'
import { metaConnections } from '../meta/schema.ts'
import { leadSubmissions, metaForms, submissionFailures } from './schema.ts'
import { type ConnectedOffice, openConnectedOffice } from './testing/connected-office.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let office: ConnectedOffice

beforeEach(async () => {
  office = await openConnectedOffice()
})
afterEach(() => office.close())

const person = (number: number) => ({
  full_name: `Kişi ${number}`,
  phone_number: `+90532${String(1_000_000 + number)}`,
  email: `kisi${number}@example.com`,
})
const names = () =>
  office.db
    .select({ name: leads.name })
    .from(leads)
    .all()
    .map(({ name }) => name)
    .toSorted()
const runs = async () => (await office.admin.metaLeads.runs({ connectionId: office.connectionId })).items
const adOf = (form: number) => office.office.ads[form]?.ad as string
const asked = (path: string) => office.simulator.requests.filter(request => request.path.endsWith(path))

describe('a fetch', () => {
  it('brings what was filled in, with the ad it came from, and says so in words', async () => {
    await office.fill(0, { ...person(1), butce: '20_50' }, { ad: adOf(0) })
    await office.fill(2, { first_name: 'Ayşe', last_name: 'Yılmaz', telefon: '0533 222 33 44', sehir: 'İzmir' })
    const result = await office.sync()
    expect(result).toMatchObject({ success: true, fetched: 2, stored: 2, errors: [], message: '2/2 lead kaydedildi.' })
    expect(names()).toEqual(['Ayşe Yılmaz', 'Kişi 1'])
    expect(office.db.select().from(leadTouches).all()).toEqual(
      expect.arrayContaining([expect.objectContaining({ adName: 'İmplant video A', campaignName: 'Lead – Bahar' })]),
    )
    expect(office.db.select().from(leads).where(eq(leads.name, 'Ayşe Yılmaz')).get()).toMatchObject({ city: 'İzmir' })
    expect(await runs()).toMatchObject([{ state: 'succeeded', trigger: 'manual', stored: 2 }])
    expect(await office.sync()).toMatchObject({ success: true, stored: 0, duplicates: 2, message: 'Yeni lead yok.' })
  })

  it('goes through three forms page by page to the end, and asks only for what is new afterwards', async () => {
    for (const form of office.office.forms) {
      await office.control.call('submitMany', { form: form.id, count: 250, overDays: 80 })
    }
    const [first] = office.office.forms
    await office.control.call('setFormStatus', { form: first.id, status: 'ARCHIVED' })
    expect(await office.sync()).toMatchObject({ fetched: 750, stored: 750 })
    expect(await office.forms()).toMatchObject([
      { status: 'ARCHIVED', isCaughtUp: true, storedCount: 250, leadsCount: 250 },
      { storedCount: 250 },
      { storedCount: 250 },
    ])
    const before = office.simulator.requests.length
    await office.clock.jump(MINUTE)
    await office.fill(1, { full_name: 'Yeni', phone_number: '+905320009999' })
    expect(await office.sync()).toMatchObject({ stored: 1 })
    const later = office.simulator.requests.slice(before).filter(({ path }) => path.endsWith('/leads'))
    expect(later.every(({ params }) => params['filtering']?.includes('GREATER_THAN'))).toBe(true)
  })

  it('finds an entry that shows late, and stores none twice for the overlap', async () => {
    await office.fill(0, person(1))
    await office.sync()
    const late = Math.floor(office.clock.now() / 1_000) - 8 * 60
    await office.clock.jump(MINUTE)
    await office.fill(0, person(2), { createdAt: late })
    expect(await office.sync()).toMatchObject({ stored: 1, duplicates: 1 })
  })

  it('does not depend on our clock: it may be a year ahead or behind', async () => {
    const { services } = office.app
    const viewer = { id: newId<StaffId>(), role: 'admin', locale: 'tr' } as const
    const start = Math.floor(office.clock.now() / 1_000)
    for (const [number, jump] of [0, 365 * DAY, -2 * 365 * DAY].entries()) {
      await office.clock.jump(jump)
      await office.fill(0, person(number), { createdAt: start + 60 * number })
      expect(await services.metaLeads.sync(viewer, office.connectionId)).toMatchObject({ stored: 1 })
    }
  })

  it('puts aside what cannot be read, goes on, and stores it when it is tried again', async () => {
    await office.fill(0, person(1))
    await office.sync()
    const form = office.db.select().from(metaForms).all()[0]
    const raw = { id: '77', created_time: 'dün', field_data: [] }
    office.db
      .insert(submissionFailures)
      .values({
        id: crypto.randomUUID() as never,
        connectionId: office.connectionId,
        formId: form?.formId ?? '',
        entryKey: '77',
        raw,
        reason: 'unreadable',
        attempts: 1,
        failedAt: 1,
        createdAt: 1,
      })
      .run()
    const { items } = await office.admin.metaLeads.failures({ connectionId: office.connectionId })
    expect(items).toMatchObject([{ reason: 'unreadable', formName: 'İmplant teklifi', attempts: 1 }])
    expect(await office.admin.metaLeads.retryFailures({ connectionId: office.connectionId })).toBe(0)
    office.db
      .update(submissionFailures)
      .set({ raw: { ...raw, created_time: '2026-01-10T10:00:00+0000' } })
      .run()
    const [failure] = (await office.admin.metaLeads.failures({ connectionId: office.connectionId })).items
    expect(failure?.attempts).toBe(2)
    expect(await office.admin.metaLeads.retryFailure({ id: failure?.id as never })).toBe(true)
    expect((await office.admin.metaLeads.status({ connectionId: office.connectionId })).failures).toBe(0)
  })

  it('knows an entry that only tries the form out', async () => {
    await office.admin.metaLeads.sync({ connectionId: office.connectionId })
    const lines = await office.admin.metaLeads.selfCheck({ connectionId: office.connectionId, makesEntry: true })
    expect(lines.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'connection ok',
      'brand ok',
      'forms ok',
      'entries ok',
      'test_entry ok',
      'stored ok',
      'twice ok',
      'removed ok',
    ])
    expect(office.db.select().from(leads).all()).toMatchObject([{ name: 'Ahmet Kaya', isTest: true }])
    expect(await office.admin.leads.stats()).toMatchObject({ total: 0 })
  })

  it('does not ask for a form that a person has switched off', async () => {
    await office.sync()
    const [form] = await office.forms()
    await office.admin.metaLeads.setPolled({ id: form?.id as never, isPolled: false })
    await office.fill(0, person(1))
    expect(await office.sync()).toMatchObject({ stored: 0 })
    await office.admin.metaLeads.setPolled({ id: form?.id as never, isPolled: true })
    expect(await office.sync()).toMatchObject({ stored: 1 })
  })
})

describe('what Meta refuses', () => {
  const fail = (path: string, code: number, subcode?: number) =>
    office.control.call('failRequests', {
      path,
      fault: { kind: 'error', code, ...(subcode === undefined ? {} : { subcode }), userMessage: 'Meta der ki' },
      times: null,
    })

  it.each([
    [190, 463, 'needs-login'],
    [190, 460, 'needs-login'],
    [200, undefined, 'permission'],
    [10, undefined, 'permission'],
    [4, undefined, 'rate-limited'],
    [80005, undefined, 'rate-limited'],
    [368, undefined, 'blocked'],
    [270, undefined, 'app-not-approved'],
    [2635, undefined, 'version-ended'],
  ])('%s/%s stops the fetch as %s, and the next goes on', async (code, subcode, kind) => {
    await office.fill(0, person(1))
    await fail('/leads', code, subcode)
    const result = await office.sync()
    expect(result).toMatchObject({ success: false, stored: 0, errors: [{ code: kind, metaText: 'Meta der ki' }] })
    const [run] = await runs()
    expect(run?.state).toBe('failed')
    if (kind === 'rate-limited') expect(run?.retryAt).toBeGreaterThan(office.clock.now())
    await office.control.call('clearFaults', {})
    office.db.update(metaConnections).set({ state: 'connected', problem: null }).run()
    await office.clock.jump(2 * 60 * MINUTE)
    expect(await office.sync()).toMatchObject({ stored: 1 })
  })

  it.each([
    [100, 33, 'not-found'],
    [100, undefined, 'refused'],
  ])('%s/%s of one form keeps the others from nothing', async (code, subcode, kind) => {
    await office.fill(0, person(1))
    await office.fill(1, { full_name: 'Diğeri', phone_number: '+905320000002' })
    await fail(`${office.office.forms[0].id}/leads`, code, subcode)
    expect(await office.sync()).toMatchObject({ success: false, stored: 1, errors: [{ code: kind }] })
    expect(await office.forms()).toMatchObject([
      { lastProblem: { code: kind }, isCaughtUp: false },
      { lastProblem: null },
      {},
    ])
    await office.control.call('clearFaults', {})
    expect(await office.sync()).toMatchObject({ success: true, stored: 1 })
    expect(await office.forms()).toMatchObject([{ lastProblem: null, isCaughtUp: true }, {}, {}])
  })
})

describe('entries that Meta counts and that do not come', () => {
  it('are fetched without a filter, told once, and told again when they have come', async () => {
    const { forms } = office.office
    await office.fill(0, person(1))
    await office.sync()
    // Quiet: the baseline.
    await office.sync()
    const { lead } = await office.fill(0, person(2))
    await office.control.call('removeLead', { lead, as: 'deleted' })
    expect(await office.sync()).toMatchObject({ success: true })
    const before = asked('/leads').length
    const alarmed = await office.sync()
    expect(alarmed.errors).toMatchObject([{ code: 'gap', entries: 1, formName: 'İmplant teklifi' }])
    expect(
      asked('/leads')
        .slice(before)
        .some(({ params }) => params['filtering'] === undefined),
    ).toBe(true)
    expect(await office.admin.metaLeads.missing()).toMatchObject([{ missing: { entries: 1 } }])
    expect((await office.sync()).errors).toEqual([])
    const found = office.simulator.world.forms.get(forms[0].id)?.leads.find(lead)
    if (found) found.state = 'there'
    await office.clock.jump(MINUTE)
    const healed = await office.sync()
    expect(healed.errors).toMatchObject([{ code: 'gap_healed', entries: 1 }])
    expect(healed.success).toBe(true)
    expect(await office.admin.metaLeads.missing()).toEqual([])
    expect(office.db.select().from(leadSubmissions).all()).toHaveLength(2)
  })

  it('that a person accepts are not told again until there are more of them', async () => {
    const { admin, connectionId } = office
    const lose = async (number: number) => {
      const { lead } = await office.fill(0, person(number))
      await office.control.call('removeLead', { lead, as: 'deleted' })
    }
    await office.fill(0, person(1))
    await office.sync()
    await office.sync()
    await lose(2)
    await office.sync()
    await office.sync()
    const [form] = await admin.metaLeads.missing()
    const id = form!.id
    const note = 'Eski ajans silmiş'
    // Not as many as the person sees by now.
    await expect(admin.metaLeads.acceptGap({ id, entries: 2, note })).rejects.toMatchObject({ code: 'CONFLICT' })
    const accepted = await admin.metaLeads.acceptGap({ id, entries: 1, note })
    expect(accepted).toMatchObject({ missing: null, accepted: { entries: 1, note } })
    expect(await admin.metaLeads.missing()).toEqual([])
    for (let again = 0; again < 3; again += 1) expect((await office.sync()).errors).toEqual([])
    await lose(3)
    await office.sync()
    expect((await office.sync()).errors).toMatchObject([{ code: 'gap', entries: 1 }])
    expect(await admin.metaLeads.missing()).toMatchObject([{ missing: { entries: 1 }, accepted: { entries: 1 } }])
    await admin.metaLeads.acceptGap({ id, entries: 1, note })
    expect(await admin.metaLeads.reopenGap({ id })).toMatchObject({ accepted: null, missing: null })
    await office.sync()
    expect((await office.sync()).errors).toMatchObject([{ code: 'gap', entries: 2 }])
    expect((await admin.metaLeads.runs({ connectionId })).items[0]?.problems).toMatchObject([
      { code: 'gap', entries: 2 },
    ])
  })
})

describe('where answers go', () => {
  it('said anew, is read anew from the entries that are there: leads get what they lack, and keep what a person wrote', async () => {
    const { admin } = office
    for (let number = 1; number <= 30; number += 1)
      await office.fill(1, { full_name: `Guest ${number}`, phone_number: `+4915100000${100 + number}`, when: 'Berlin' })
    await office.sync()
    const [, form] = await office.forms()
    const { id, version } = form!
    const cities = () => office.db.select({ name: leads.name, city: leads.city }).from(leads).all()
    expect(cities().every(({ city }) => city === null)).toBe(true)
    const known = (await admin.leads.list({})).items.find(({ name }) => name === 'Guest 7')
    const guest = await admin.leads.get({ id: known!.id })
    const { name, email, countryCode, phoneNumber, language } = guest
    await admin.leads.update({
      ...{ id: guest.id, version: guest.version, name, email, countryCode, phoneNumber, language },
      city: 'Hamburg',
    })

    const saved = { id, version, mapping: { when: 'city' }, consentChannels: {} } as const
    const [sample] = await admin.metaLeads.previewMapping({ id, mapping: saved.mapping })
    expect(sample).toMatchObject({ city: 'Berlin' })
    await admin.metaLeads.saveMapping(saved)
    await expect(admin.metaLeads.saveMapping(saved)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(cities().every(({ city }) => city === null || city === 'Hamburg')).toBe(true)
    expect(await admin.metaLeads.applyMapping({ id })).toBe(30)
    expect(cities().filter(({ city }) => city === 'Berlin')).toHaveLength(29)
    expect(cities().find(({ name }) => name === 'Guest 7')).toMatchObject({ city: 'Hamburg' })
    const [entry] = await admin.metaLeads.ofLead({ leadId: known!.id })
    expect(entry?.answers.find(({ values }) => values[0] === 'Berlin')).toMatchObject({ target: 'city' })
    // The same again changes nobody.
    const before = office.db.select().from(leads).all()
    expect(await admin.metaLeads.applyMapping({ id })).toBe(30)
    expect(office.db.select().from(leads).all()).toEqual(before)
    expect(office.db.select().from(leadSubmissions).all()).toHaveLength(30)
  })
})
