import { foldText } from '#shared/domain/fold-text.ts'
import { type BrandId, type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import type { GraphControl } from '../../simulators/graph/control-client.ts'
import { makeReadyOffice } from '../../simulators/graph/ready-office.ts'
import { type Db, transact } from '../../src/main/db/database.ts'
import { insertBrand, listBrands } from '../../src/main/features/brands/queries.ts'
import {
  findConnectionOfBrand,
  insertConnection,
  setAdAccounts,
  updateConnection,
} from '../../src/main/features/meta/queries.ts'
import type { TokenStore } from '../../src/main/features/meta/tokens.ts'
import { ADS, OFFICE, type Treatment } from './office.ts'

/** What the simulated Meta gave the office, as the application keeps it. */
export interface MetaOffice {
  readonly pageId: string
  readonly pageName: string
  readonly appId: string
  readonly scopes: string[]
  readonly pageToken: string
  readonly givenToken: string
  readonly adAccounts: readonly { externalId: string; name: string; currency: string; timeZone: string }[]
}

/** How many had filled in each form before the demo began. */
const EARLIER_ENTRIES = 14
const POLL_MINUTES = 1
const DAY = 24 * 3_600_000

const CAMPAIGNS: Record<Treatment, string> = {
  hair: 'WhatsApp – Saç ekimi',
  dental: 'WhatsApp – Gülüş tasarımı',
  nose: 'WhatsApp – Burun estetiği',
  checkup: 'WhatsApp – Check-up',
}

/** The ads that the people of the year have clicked before they wrote. */
async function makeChatAds(control: GraphControl, account: string): Promise<void> {
  for (const { id, treatment, title } of ADS) {
    const campaign = CAMPAIGNS[treatment]
    const made = await control.call('createAd', { account, campaign, adSet: `${title} – 25–60`, ad: title, adId: id })
    await control.call('changeAdThing', { id: made.campaign, dailyBudget: 150_000 })
  }
}

/** The office at the simulated Meta: the same ids each time, so that a kept demo finds its page again. Its tokens are new. */
export async function makeMetaOffice(control: GraphControl, graphUrl: string, now: number): Promise<MetaOffice> {
  const office = await makeReadyOffice(control, { pageName: OFFICE.officeName })
  const ads = office.ads.map(({ ad }) => ad)
  for (const [index, { id }] of office.forms.entries()) {
    await control.call('submitMany', {
      form: id,
      count: EARLIER_ENTRIES,
      overDays: 40,
      ads: ads.slice(index, index + 1),
    })
  }
  await makeChatAds(control, office.accounts[0].id)
  const today = new Date(now).toISOString().slice(0, 10)
  const yearAgo = new Date(now - 370 * DAY).toISOString().slice(0, 10)
  await control.call('makeInsights', { from: yearAgo, to: today })
  const ask = async <Answer>(path: string): Promise<Answer> => {
    const response = await fetch(`${graphUrl}/v26.0/${path}`, { headers: { authorization: `Bearer ${office.token}` } })
    if (!response.ok) throw new Error(`The simulated Meta answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Answer
  }
  const pages = await ask<{ data: { id: string; access_token: string }[] }>('me/accounts?fields=id,access_token')
  const accounts = await ask<{ data: { id: string; name: string; currency: string; timezone_name: string }[] }>(
    'me/adaccounts?fields=id,name,currency,timezone_name',
  )
  const granted = await ask<{ data: { permission: string; status: string }[] }>('me/permissions')
  const page = pages.data.find(({ id }) => id === office.page.id)
  if (!page) throw new Error('The simulated page gives no token')
  return {
    pageId: office.page.id,
    pageName: office.page.name,
    appId: office.app.id,
    scopes: granted.data.filter(({ status }) => status === 'granted').map(({ permission }) => permission),
    pageToken: page.access_token,
    givenToken: office.token,
    adAccounts: accounts.data.map(({ id, name, currency, timezone_name: timeZone }) => {
      return { externalId: id, name, currency, timeZone }
    }),
  }
}

/** Connects the office's brand, as Settings → Meta does it. A kept demo gets its new tokens. */
export function connectMeta(db: Db, tokens: TokenStore, office: MetaOffice, now: number): void {
  transact(db, tx => {
    const brandId = listBrands(tx)[0]?.id ?? makeBrand(tx, now)
    const before = findConnectionOfBrand(tx, brandId)
    const id = before?.id ?? newId<MetaConnectionId>()
    const columns = {
      ...{ pageId: office.pageId, pageName: office.pageName, appId: office.appId, scopes: office.scopes },
      ...{ tokenKind: 'system-user' as const, state: 'connected' as const, problem: null },
      ...{ pollMinutes: POLL_MINUTES, expiresAt: null, dataAccessExpiresAt: null, warnedDays: null, checkedAt: now },
    }
    if (before) updateConnection(tx, id, columns, now)
    else insertConnection(tx, { id, brandId, ...columns }, now)
    tokens.keep(tx, id, { page: office.pageToken, given: office.givenToken, appSecret: null })
    setAdAccounts(tx, id, office.adAccounts, now)
  })
}

function makeBrand(tx: Db, now: number): BrandId {
  const id = newId<BrandId>()
  const name = OFFICE.officeName
  insertBrand(tx, { id, name, nameKey: foldText(name), defaultCountry: null }, now)
  return id
}
