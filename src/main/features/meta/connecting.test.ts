import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BrandId, type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import { ask } from '../../rpc/testing/test-app.ts'
import { type MetaOffice, openMetaOffice } from './testing/meta-office.ts'

const DAY = 24 * 60 * 60_000

let office: MetaOffice
beforeAll(async () => {
  office = await openMetaOffice()
})
beforeEach(() => office.startOver())
afterAll(() => office.close())

const seconds = () => Math.floor(office.clock.now() / 1_000)

/** A person of the office, with their own role on the page. */
async function personsToken(over: object = {}): Promise<string> {
  const { call } = office.control
  const person = await call('createPerson', { name: 'Deniz Aydın' })
  await call('setPageRole', { person: person.id, page: office.ready.page.id, tasks: ['ADVERTISE'] })
  return (await call('createToken', { app: office.ready.app.id, person: person.id, ...over })).token
}

describe('looking at a token', () => {
  it('says whose it is and what it opens', async () => {
    const found = await office.admin.meta.look({ token: office.ready.token })
    expect(found).toEqual({
      ownerName: 'Santral',
      tokenKind: 'system-user',
      isShortLived: false,
      expiresAt: null,
      dataAccessExpiresAt: null,
      missingPermissions: [],
      pages: [{ id: office.ready.page.id, name: 'Umut Diş Kliniği', canReadLeads: true, takenBy: null }],
      adAccounts: [
        { externalId: office.ready.accounts[0].id, name: 'Umut Diş Kliniği TRY', currency: 'TRY' },
        { externalId: office.ready.accounts[1].id, name: 'Umut Diş Kliniği EUR', currency: 'EUR' },
      ],
    })
  })

  it('names what is missing, and goes on without the ad accounts', async () => {
    const token = await personsToken({ scopes: ['pages_show_list', 'pages_read_engagement', 'pages_manage_ads'] })
    const found = await office.admin.meta.look({ token })
    expect(found).toMatchObject({ tokenKind: 'user', isShortLived: true, adAccounts: [] })
    expect(found.missingPermissions).toEqual(['leads_retrieval', 'ads_read', 'ads_management', 'business_management'])
    expect(found.pages[0]?.canReadLeads).toBe(false)
  })

  it("makes a person's token last where the app's secret is given", async () => {
    const { id: appId, secret: appSecret } = office.ready.app
    const found = await office.admin.meta.look({ token: await personsToken(), appId, appSecret })
    expect(found).toMatchObject({ isShortLived: false, expiresAt: (seconds() + 60 * 86_400) * 1_000 })
  })

  it("takes a page's own token", async () => {
    const { app, person, page } = office.ready
    const { token } = await office.control.call('createToken', { app: app.id, person: person.id, page: page.id })
    const found = await office.admin.meta.look({ token })
    expect(found).toMatchObject({ tokenKind: 'page', ownerName: page.name, pages: [{ id: page.id }], adAccounts: [] })
  })

  it.each([
    ['a token that Meta does not know', {}, { kind: 'needs-login', reason: 'unknown', code: 190 }],
    ['another app', { appId: '123456', appSecret: 'x'.repeat(32) }, { kind: 'wrong-app-secret' }],
  ])('refuses %s in words', async (name, over, problem) => {
    const token = 'appId' in over ? office.ready.token : `EAA${'x'.repeat(60)}`
    const answer = await ask(office.admin, ['meta', 'look'], { token, ...over })
    expect(answer, name).toMatchObject({ code: 'META_REFUSED', data: { problem } })
  })

  it('says which app a token belongs to where another was named', async () => {
    const other = await office.control.call('createApp', { name: 'Başka' })
    const answer = await ask(office.admin, ['meta', 'look'], {
      token: office.ready.token,
      appId: other.id,
      appSecret: null,
    })
    expect(answer).toMatchObject({ code: 'OTHER_APP', data: { appId: office.ready.app.id } })
  })

  it('says so at once when Meta cannot be reached', async () => {
    await office.control.call('failRequests', { fault: { kind: 'drop' }, times: null })
    const answer = await ask(office.admin, ['meta', 'look'], { token: office.ready.token })
    expect(answer).toMatchObject({ code: 'META_REFUSED', data: { problem: { kind: 'unreachable' } } })
  })

  it.each(['', 'EAA', 'EAA with spaces in between of it', 'x'.repeat(2_001)])('takes no nonsense: %s', async token => {
    expect(await ask(office.admin, ['meta', 'look'], { token })).toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('connecting a brand', () => {
  it('keeps the page, the chosen accounts and the interval, and never tells the token again', async () => {
    const connection = await office.connectBrand({ appSecret: office.ready.app.secret })
    expect(connection).toMatchObject({
      pageId: office.ready.page.id,
      pageName: 'Umut Diş Kliniği',
      state: 'connected',
      tokenKind: 'system-user',
      hasAppSecret: true,
      pollMinutes: 5,
      problem: null,
      adAccounts: [{ currency: 'TRY' }, { currency: 'EUR' }],
    })
    expect(await office.admin.meta.connections()).toEqual([connection])
    const told = JSON.stringify([
      connection,
      await office.admin.meta.health(),
      await office.admin.diagnostics.audit({}),
    ])
    for (const secret of [office.ready.token, office.ready.app.secret]) expect(told).not.toContain(secret)
  })

  it('gives a page to one brand only, and a brand one page', async () => {
    const brandId = await office.createBrand()
    const first = await office.connectBrand({ brandId })
    const wanted = {
      id: newId<MetaConnectionId>(),
      token: office.ready.token,
      pageId: office.ready.page.id,
      adAccountIds: [],
      pollMinutes: 5,
    }
    const other = await office.createBrand('Başka marka')
    expect(await ask(office.admin, ['meta', 'connect'], { ...wanted, brandId: other })).toMatchObject({
      code: 'PAGE_TAKEN',
      data: { brandName: 'Umut Diş' },
    })
    expect(await office.admin.meta.look({ token: office.ready.token })).toMatchObject({
      pages: [{ takenBy: 'Umut Diş' }],
    })
    expect((await office.connectBrand({ brandId })).id).toBe(first.id)
    expect(await ask(office.admin, ['meta', 'connect'], { ...wanted, brandId, pageId: '4711' })).toMatchObject({
      code: 'PAGE_NOT_FOUND',
    })
    expect(await ask(office.admin, ['meta', 'connect'], { ...wanted, brandId: newId<BrandId>() })).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is undone and done again without forgetting what it was', async () => {
    const { id, brandId } = await office.connectBrand()
    expect(await office.admin.meta.disconnect({ id })).toMatchObject({
      state: 'disconnected',
      scopes: [],
      hasAppSecret: false,
    })
    expect(await office.admin.meta.health()).toEqual([])
    expect(await office.admin.meta.test({ id })).toMatchObject({
      isWorking: false,
      checks: [{ problem: { kind: 'token-missing' } }],
    })
    expect(await office.connectBrand({ brandId })).toMatchObject({ id, state: 'connected' })
  })

  it('changes the interval and the accounts, and notes who did', async () => {
    const { id, version } = await office.connectBrand()
    const changed = await office.admin.meta.setPollMinutes({ id, version, pollMinutes: 1 })
    expect(changed.pollMinutes).toBe(1)
    expect(await ask(office.admin, ['meta', 'setPollMinutes'], { id, version, pollMinutes: 2 })).toMatchObject({
      code: 'CONFLICT',
    })
    const found = await office.admin.meta.findAdAccounts({ id })
    const kept = changed.adAccounts[1]
    expect(found.map(({ externalId }) => externalId)).toContain(kept?.externalId)
    const { adAccounts } = await office.admin.meta.chooseAdAccounts({ id, adAccountIds: [kept?.externalId ?? ''] })
    expect(adAccounts).toEqual([kept])
    const { items } = await office.admin.diagnostics.audit({})
    expect(items.filter(({ subjectKind }) => subjectKind === 'meta_connection').map(({ action }) => action)).toEqual([
      'meta_connection.updated',
      'meta_connection.updated',
      'meta_connection.connected',
    ])
  })

  it('keeps a brand from the archive while it is connected', async () => {
    const { id, brandId } = await office.connectBrand()
    const archive = { id: brandId, isArchived: true }
    expect(await ask(office.admin, ['brands', 'setArchived'], archive)).toMatchObject({ code: 'BRAND_CONNECTED' })
    await office.admin.meta.disconnect({ id })
    expect(await office.admin.brands.setArchived(archive)).toMatchObject({ isArchived: true })
  })
})

describe('brands', () => {
  it('have names that are told apart', async () => {
    const id = await office.createBrand('İstanbul Diş')
    const answer = await ask(office.admin, ['brands', 'create'], { id: newId<BrandId>(), name: 'istanbul dis' })
    expect(answer).toMatchObject({ code: 'BRAND_NAME_TAKEN' })
    const renamed = await office.admin.brands.update({ id, version: 1, name: 'İstanbul Dis', defaultCountry: 'DE' })
    expect(renamed).toMatchObject({ name: 'İstanbul Dis', defaultCountry: 'DE', version: 2 })
    expect(await office.admin.brands.list()).toEqual([renamed])
  })
})

describe('who may do it', () => {
  it('managers see and test, consultants see only how it stands', async () => {
    const { id } = await office.connectBrand()
    const manager = await office.connectAs('manager')
    const consultant = await office.connectAs('consultant')
    expect(await manager.meta.connections()).toHaveLength(1)
    expect((await manager.meta.test({ id })).isWorking).toBe(true)
    for (const path of [
      ['meta', 'look'],
      ['meta', 'disconnect'],
    ])
      expect(await ask(manager, path, { id, token: office.ready.token })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await ask(consultant, ['meta', 'connections'], undefined)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await consultant.meta.health()).toEqual([
      { id, brandName: 'Umut Diş', state: 'connected', problem: null, endsAt: null },
    ])
  })
})

describe('the test of a connection', () => {
  const outcomes = async (id: MetaConnectionId) => {
    const { isWorking, checks } = await office.admin.meta.test({ id })
    const told = checks.filter(({ outcome }) => outcome !== 'passed')
    return {
      isWorking,
      told: told.map(({ name, outcome, subject }) => [name, subject, outcome].filter(Boolean).join(' ')),
    }
  }

  it('finds nothing where nothing is missing', async () => {
    const { id } = await office.connectBrand()
    const { checks } = await office.admin.meta.test({ id })
    expect(checks.map(({ name, subject, count }) => [name, subject ?? count])).toEqual([
      ['token', null],
      ...['leads_retrieval', 'pages_show_list', 'pages_read_engagement', 'pages_manage_ads'].map(name => [
        'permission',
        name,
      ]),
      ...['ads_read', 'ads_management', 'business_management'].map(name => ['permission', name]),
      ['page-role', null],
      ['lead-access', null],
      ['forms', 3],
      ['leads', 'İmplant teklifi'],
      ['ad-account', 'Umut Diş Kliniği TRY'],
      ['ad-account', 'Umut Diş Kliniği EUR'],
    ])
    expect(checks.every(({ outcome }) => outcome === 'passed')).toBe(true)
  })

  it('names a permission that was taken away, and what no longer works for it', async () => {
    const { id } = await office.connectBrand()
    const scopes = [
      'pages_show_list',
      'pages_read_engagement',
      'pages_manage_ads',
      'business_management',
      'ads_management',
    ]
    await office.control.call('changeToken', { token: office.ready.token, scopes })
    expect(await outcomes(id)).toEqual({
      isWorking: false,
      told: [
        'permission leads_retrieval failed',
        'permission ads_read warning',
        'lead-access failed',
        'leads İmplant teklifi failed',
      ],
    })
    expect((await office.admin.meta.connections())[0]).toMatchObject({
      state: 'connected',
      problem: { kind: 'permission' },
    })
    await office.control.call('changeToken', {
      token: office.ready.token,
      scopes: [...scopes, 'leads_retrieval', 'ads_read'],
    })
    expect(await outcomes(id)).toEqual({ isWorking: true, told: [] })
    expect((await office.admin.meta.connections())[0]?.problem).toBeNull()
  })

  it("sees the page's Leads Access Manager, a lost role and forms that are all archived", async () => {
    const { id } = await office.connectBrand()
    const { person, page, forms } = office.ready
    await office.control.call('setLeadAccess', { person: person.id, page: page.id, hasAccess: false })
    for (const form of forms) await office.control.call('setFormStatus', { form: form.id, status: 'ARCHIVED' })
    expect(await outcomes(id)).toEqual({
      isWorking: false,
      told: ['lead-access failed', 'forms warning', 'leads İmplant teklifi failed'],
    })
    await office.control.call('setLeadAccess', { person: person.id, page: page.id, hasAccess: true })
    await office.control.call('setPageRole', { person: person.id, page: page.id, tasks: ['ANALYZE'] })
    expect((await outcomes(id)).told).toContain('page-role failed')
  })

  it('sees a permission that was given for other pages only', async () => {
    const { app, person } = office.ready
    const granularScopes = [{ scope: 'leads_retrieval', target_ids: ['4711'] }]
    const { token } = await office.control.call('createToken', { app: app.id, person: person.id, granularScopes })
    const { id } = await office.connectBrand({ token })
    expect(await outcomes(id)).toMatchObject({ isWorking: false, told: ['permission leads_retrieval failed'] })
  })

  it('connects again what lives again', async () => {
    const { id } = await office.connectBrand()
    await office.control.call('endToken', { token: office.ready.token, subcode: 459 })
    const { checks } = await office.admin.meta.test({ id })
    expect(checks).toMatchObject([
      { name: 'token', outcome: 'failed', problem: { kind: 'needs-login', reason: 'checkpoint' } },
    ])
    expect(await office.admin.meta.health()).toMatchObject([
      { state: 'needs-login', problem: { reason: 'checkpoint' } },
    ])
    await office.control.call('endToken', { token: office.ready.token, subcode: null })
    expect((await office.admin.meta.test({ id })).isWorking).toBe(true)
    expect(await office.admin.meta.health()).toMatchObject([{ state: 'connected', problem: null }])
  })
})

describe('a token that ends', () => {
  it('is told once, however many find out, and replaced', async () => {
    const { id } = await office.connectBrand()
    await office.control.call('endToken', { token: office.ready.token, subcode: 460 })
    await office.admin.diagnostics.runNow({ name: 'meta.check-connections' })
    await office.admin.diagnostics.runNow({ name: 'meta.check-connections' })
    expect(office.notifier.shown.filter(({ about }) => about === 'meta')).toEqual([
      expect.objectContaining({ title: 'Umut Diş: Meta bağlantısı durdu' }),
    ])
    const asked = office.simulator.requests.length
    await office.admin.diagnostics.runNow({ name: 'meta.check-connections' })
    expect(office.simulator.requests).toHaveLength(asked)
    const { app, person } = office.ready
    const { token } = await office.control.call('createToken', { app: app.id, person: person.id })
    expect(await office.admin.meta.replaceToken({ id, token })).toMatchObject({ state: 'connected', problem: null })
    expect(office.notifier.standing().filter(({ about }) => about === 'meta')).toEqual([])
  })

  it('is announced 14, 7 and 1 days before, each time once', async () => {
    const { app, person } = office.ready
    const expiresAt = seconds() + 20 * 86_400
    const { token } = await office.control.call('createToken', { app: app.id, person: person.id, expiresAt })
    await office.connectBrand({ token })
    const told = () => office.notifier.shown.filter(({ about }) => about === 'meta').length
    const after: number[] = []
    for (let day = 0; day < 20; day += 1) {
      await office.admin.diagnostics.runNow({ name: 'meta.check-connections' })
      if (told() > after.length) after.push(day)
      await office.clock.jump(DAY)
    }
    expect(after).toEqual([6, 13, 19])
    expect(office.notifier.shown.at(-1)?.body).toContain('yarın')
  })

  it('is asked about again when Meta could not be reached, and stays connected meanwhile', async () => {
    await office.connectBrand()
    await office.control.call('failRequests', { fault: { kind: 'error', code: 2 } })
    await office.admin.diagnostics.runNow({ name: 'meta.check-connections' })
    expect(await office.admin.meta.health()).toMatchObject([{ state: 'connected', problem: { kind: 'unavailable' } }])
  })
})
