import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LeadFilterInput } from '#shared/contract/lead-filter.ts'
import { LeadId, type StaffId } from '#shared/domain/ids.ts'
import { insertChannelAccount, insertKnownLead } from '../../rpc/testing/known-lead.ts'
import { type AdsOffice, openAdsOffice } from './testing/test-ads.ts'

let office: AdsOffice
beforeEach(async () => {
  office = await openAdsOffice()
})
afterEach(() => office.close())

const all = { brandIds: [], accountIds: [] }
const COUNTS = ['leads', 'chats', 'appointments', 'patients'] as const

/** As the page asks for the people behind a number (`drill-down.ts`). */
const NARROWED: Record<(typeof COUNTS)[number], LeadFilterInput> = {
  leads: {},
  chats: { sources: ['click_to_whatsapp_ad'] },
  appointments: { hasVisit: true },
  patients: { outcomes: ['converted'] },
}

/** Ten people by three ads, by none, of two sources and countries, of somebody and nobody, some of them booked and customers. */
function bringPeople(): void {
  const { db, clock } = office
  const { sqlite } = office.database
  const account = insertChannelAccount(db, clock.now())
  const owner = office.hire('consultant')
  const converted = sqlite.prepare("select id from stages where outcome = 'converted'").get() as { id: string }
  for (let number = 0; number < 10; number += 1) {
    const lead = insertKnownLead(db, clock.now(), number % 3 === 0 ? (null as StaffId | null) : owner, account)
    const id = lead.ids.get(LeadId)
    const ad = number < 8 ? office.ads[number % 3] : undefined
    const source = number % 2 === 0 ? 'click_to_whatsapp_ad' : 'meta_lead_ad'
    sqlite
      .prepare(
        `update leads set first_campaign_id = ?, first_ad_set_id = ?, first_ad_id = ?, source = ?, country_code = ? where id = ?`,
      )
      .run(
        ad?.campaign ?? null,
        ad?.adSet ?? null,
        ad?.ad ?? null,
        ad ? source : 'manual',
        number % 4 === 0 ? 'DE' : 'TR',
        id,
      )
    if (number % 4 === 1) sqlite.prepare('update leads set stage_id = ? where id = ?').run(converted.id, id)
    if (number % 5 === 2)
      sqlite
        .prepare(`update appointments set status = 'cancelled'
          where id in (select appointment_id from appointment_leads where lead_id = ?)`)
        .run(id)
  }
}

it('leads from every number to as many people', async () => {
  await office.syncAll()
  bringPeople()
  const { admin } = office
  const today = office.dayOf('Europe/Istanbul')
  const days = { from: office.dayOf('Europe/Istanbul', 6), to: today }
  const created = { kind: 'between', ...days } as const
  const people = async (filter: LeadFilterInput) => (await admin.leads.count({ filter: { created, ...filter } })).count
  const query = { ...all, ...days }
  let asked = 0

  async function expectPeople(outcomes: Record<(typeof COUNTS)[number], number>, filter: LeadFilterInput) {
    for (const name of COUNTS) {
      const { sources, ...narrowed } = NARROWED[name]
      // Of one source by itself, those of another are none.
      const isNone = sources !== undefined && filter.sources !== undefined && filter.sources[0] !== sources[0]
      const found = isNone ? 0 : await people({ ...filter, ...narrowed, ...(sources && { sources }) })
      expect([name, filter, outcomes[name]]).toEqual([name, filter, found])
      asked += 1
    }
  }

  const { outcomes } = await admin.insights.overview(query)
  expect(outcomes).toMatchObject({ leads: 8, patients: 2 })
  await expectPeople(outcomes, { ads: { touch: 'first' } })
  for (const [level, name] of [
    ['campaign', 'campaignIds'],
    ['adset', 'adSetIds'],
    ['ad', 'adIds'],
  ] as const) {
    const { rows } = await admin.insights.table({ ...query, level })
    for (const row of rows) await expectPeople(row.outcomes, { ads: { touch: 'first', [name]: [row.id] } })
  }
  const filterOf = {
    source: (key: string) => ({ sources: [key] }),
    country: (key: string) => ({ countries: [key] }),
    consultant: (key: string | null) => ({ owners: [key ?? 'nobody'] }),
  }
  for (const by of ['source', 'country', 'consultant'] as const) {
    const { rows } = await admin.insights.profit({ ...query, by })
    expect(rows.reduce((sum, row) => sum + row.outcomes.leads, 0)).toBe(10)
    for (const row of rows) await expectPeople(row.outcomes, filterOf[by](row.key as string) as LeadFilterInput)
  }
  expect(asked).toBeGreaterThan(40)
})
