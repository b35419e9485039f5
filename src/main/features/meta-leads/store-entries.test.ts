import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type ChannelAccountId,
  type ConversationId,
  type ImportId,
  type LeadId,
  newId,
  type StageId,
} from '#shared/domain/ids.ts'
import { channelAccounts } from '../channels/schema.ts'
import { conversationPeers, conversations } from '../conversations/schema.ts'
import { duplicatePairs } from '../duplicates/schema.ts'
import { knownToOffice } from '../imports/known-people.ts'
import { importRows, imports } from '../imports/schema.ts'
import { interactions, leadIdentities, leads, leadTouches } from '../leads/schema.ts'
import { stages } from '../stages/schema.ts'
import { leadSubmissions, submissionFailures } from './schema.ts'
import { forgetSubmissionsOf, moveSubmissions } from './submission-queries.ts'
import { onlyLead, openTestForms, type TestForms } from './testing/test-forms.ts'

const HOUR = 3_600_000
const AYSE = { full_name: 'Ayşe Yılmaz', phone_number: '0532 111 22 33', email: 'Ayse@Example.com', butce: '5_10' }
const AD = { id: '1202', name: 'Video A' }

let office: TestForms

beforeEach(async () => {
  office = await openTestForms()
})
afterEach(() => office.close())

const lead = (id: LeadId) => office.db.select().from(leads).where(eq(leads.id, id)).get()
const submissions = () => office.db.select().from(leadSubmissions).all()
const happenings = (id: LeadId) =>
  office.db
    .select()
    .from(interactions)
    .where(eq(interactions.leadId, id))
    .all()
    .map(({ kind }) => kind)
const pairsLeft = () => office.db.select().from(duplicatePairs).all()

/** Somebody who is here already, by whatever way. */
function given({ name, phone, email }: { name: string; phone?: string; email?: string }): LeadId {
  const id = newId<LeadId>()
  const now = office.clock.now()
  const stageId = office.db.select().from(stages).where(eq(stages.isDefault, true)).get()?.id as StageId
  office.db
    .insert(leads)
    .values({ id, name, nameOrigin: 'person', stageId, source: 'manual', createdAt: now, updatedAt: now })
    .run()
  const identities = [
    ...(phone ? [{ kind: 'phone', value: phone, uniqueKey: `phone:${phone}`, ending: phone.slice(-10) } as const] : []),
    ...(email ? [{ kind: 'email', value: email } as const] : []),
  ]
  for (const identity of identities) {
    office.db
      .insert(leadIdentities)
      .values({ id: newId(), leadId: id, ...identity, createdAt: now })
      .run()
  }
  return id
}

describe('an entry of a form', () => {
  it('becomes a lead with its brand, its ad and its answers', () => {
    const at = office.clock.now() - HOUR
    const { newLeads } = office.store([office.entry({ answers: AYSE, at, ad: AD })])
    const id = onlyLead(newLeads)
    expect(lead(id)).toMatchObject({
      name: 'Ayşe Yılmaz',
      source: 'meta_lead_ad',
      sourceDetail: 'Lead – Kasım',
      brandId: office.brandId,
      firstFormId: '9001',
      firstAdId: '1202',
      firstCampaignId: '1200',
      countryCode: 'TR',
      language: 'tr',
      isUnregistered: false,
      isTest: false,
      createdAt: at,
    })
    const known = office.db.select().from(leadIdentities).where(eq(leadIdentities.leadId, id)).all()
    expect(known.map(({ kind, value }) => `${kind} ${value}`).toSorted()).toEqual([
      'email ayse@example.com',
      'phone +905321112233',
    ])
    expect(submissions()).toMatchObject([
      {
        leadId: id,
        adName: 'Video A',
        platform: 'ig',
        isOrganic: false,
        isReturn: false,
        answers: [
          { target: 'name' },
          { target: 'phone' },
          { target: 'email' },
          { values: ['5–10 bin TL'], target: 'extra' },
        ],
      },
    ])
    expect(office.db.select().from(leadTouches).all()).toMatchObject([
      { leadId: id, kind: 'lead_form', formId: '9001', adId: '1202', campaignName: 'Lead – Kasım', happenedAt: at },
    ])
    expect(happenings(id)).toEqual(['created', 'form_entry'])
    expect(office.told).toMatchObject([{ leadId: id, isReturn: false }])
  })

  it('is one with the row of an imported list that had its id, and no list brings it in again', () => {
    const id = given({ name: 'Ayşe (listeden)' })
    const importId = newId<ImportId>()
    const at = { createdAt: office.clock.now(), updatedAt: office.clock.now() }
    const counts = { rows: 1, created: 1, joined: 0, skipped: 0, failed: 0, flawed: 0 }
    const file = { fileName: 'leads.csv', size: 1, state: 'done' as const, counts }
    office.db
      .insert(imports)
      .values({ id: importId, ...file, ...at })
      .run()
    const entry = office.entry({ answers: { email: 'ayse@example.com' } })
    const metaLeadId = String(entry['id'])
    const row = { id: newId(), importId, number: 2, outcome: 'created' as const, leadId: id, metaLeadId }
    office.db
      .insert(importRows)
      .values({ ...row, createdAt: office.clock.now() })
      .run()
    expect(office.store([entry])).toMatchObject({ stored: 1, newLeads: [] })
    expect(submissions()).toMatchObject([{ leadId: id, isReturn: false }])
    expect(office.told).toEqual([])

    const fetched = office.entry({ answers: { full_name: 'Can Öz', phone_number: '0532 111 22 55' } })
    const can = onlyLead(office.store([fetched]).newLeads)
    expect(knownToOffice(office.db).find('meta', String(fetched['id']))).toBe(can)
  })

  it('is stored once, however often it comes, and brought up to date when it has changed', () => {
    const entry = office.entry({ answers: AYSE })
    expect(office.store([entry, entry])).toMatchObject({ stored: 1, duplicates: 1 })
    expect(office.store([entry])).toMatchObject({ stored: 0, duplicates: 1 })
    const renamed = { ...entry, ad_id: '1202', ad_name: 'Yeni ad', campaign_id: '1200', campaign_name: 'Kış' }
    expect(office.store([renamed])).toMatchObject({ updated: 1, stored: 0 })
    const [row] = submissions()
    expect(row).toMatchObject({ adName: 'Yeni ad', campaignName: 'Kış', version: 2 })
    expect(lead(row?.leadId as LeadId)).toMatchObject({ firstAdId: '1202', firstCampaignId: '1200' })
    expect(office.db.select().from(leadTouches).all()).toMatchObject([{ adName: 'Yeni ad' }])
    expect(office.db.select().from(leads).all()).toHaveLength(1)
  })

  it('is kept whole, with what nobody has asked for', () => {
    const entry = { ...office.entry({ answers: { ...AYSE, ayakkabı_no: '38' } }), vehicle: { model: 'X' } }
    office.store([entry])
    const [row] = submissions()
    expect(row?.raw).toEqual(entry)
    expect(row?.answers.at(-1)).toEqual({ key: 'ayakkabı_no', label: 'ayakkabı_no', values: ['38'], target: 'extra' })
  })

  it('comes in with a number that is none, which is kept as it was written', () => {
    const { newLeads } = office.store([office.entry({ answers: { full_name: 'Can', phone_number: 'sonra veririm' } })])
    expect(submissions()).toMatchObject([{ unreadablePhone: 'sonra veririm' }])
    expect(lead(onlyLead(newLeads))?.name).toBe('Can')
  })

  it('comes in by its e-mail alone, and by nothing at all', () => {
    const { newLeads } = office.store([
      office.entry({ answers: { email: 'biri@example.com' } }),
      office.entry({ answers: {} }),
    ])
    expect(newLeads.map(id => lead(id)?.name)).toEqual(['Yeni Lead (biri@example.com)', 'Yeni Lead'])
  })

  it('that cannot be read is put aside with its reason and keeps none away', () => {
    const strange = { id: '77', created_time: 'dün' }
    expect(office.store([strange, office.entry({ answers: AYSE }), null])).toMatchObject({ stored: 1, failed: 2 })
    const put = office.db.select().from(submissionFailures).all()
    expect(put).toMatchObject([
      { reason: 'unreadable', entryKey: '77', raw: strange, attempts: 1 },
      { reason: 'unreadable', attempts: 1 },
    ])
    expect(office.store([strange])).toMatchObject({ failed: 1 })
    expect(office.store([office.entry({ id: '77', answers: AYSE })])).toMatchObject({ stored: 1 })
    expect(office.db.select().from(submissionFailures).all()).toHaveLength(1)
  })

  it('that only tries the form out is marked, tells nobody and stands in no figure', () => {
    const dummy = office.entry({
      answers: {
        full_name: '<test lead: dummy data for full_name>',
        phone_number: '<test lead: dummy data for phone_number>',
      },
    })
    const named = office.entry({ answers: { full_name: 'Ahmet Kaya', phone_number: '+905550000000' }, id: '900' })
    const { newLeads } = office.store([dummy, named], ['900'])
    expect(newLeads.map(id => lead(id))).toMatchObject([
      { name: 'Deneme kaydı', isTest: true },
      { name: 'Ahmet Kaya', isTest: true },
    ])
    expect(submissions().map(({ isTest, unreadablePhone }) => [isTest, unreadablePhone])).toEqual([
      [true, null],
      [true, null],
    ])
    expect(office.told).toEqual([])
  })

  it('with a ticked box is a consent in the words of the form, for the channels that they name', () => {
    office.store([
      office.entry({ answers: AYSE, ticked: ['pazarlama'] }),
      office.entry({ answers: { full_name: 'Can' } }),
    ])
    expect(office.consents.map(({ address, channel }) => [address.value, channel])).toEqual([
      ['+905321112233', 'whatsapp'],
      ['ayse@example.com', 'email'],
    ])
    expect(office.consents[0]?.body).toContain('tanıtım')
  })
})

describe('somebody who is known', () => {
  it('by the number is the same person, whatever else the form says', () => {
    const id = given({ name: 'Ayşe', phone: '+905321112233' })
    const outcome = office.store([office.entry({ answers: AYSE })])
    expect(outcome).toMatchObject({ newLeads: [], changedLeads: [id] })
    expect(submissions()).toMatchObject([{ leadId: id, isReturn: true, otherName: null }])
    expect(lead(id)).toMatchObject({ name: 'Ayşe', source: 'manual', firstFormId: null, brandId: office.brandId })
    expect(happenings(id)).toEqual(['form_entry'])
  })

  it('by the number of a chat is the one whose chat it is, also when the card does not have it', () => {
    const id = given({ name: 'Ayşe' })
    const accountId = newId<ChannelAccountId>()
    const conversationId = newId<ConversationId>()
    const at = { createdAt: 1, updatedAt: 1 }
    const account = { id: accountId, channel: 'whatsapp', provider: 'whatsapp-link', name: 'Hat' } as const
    office.db
      .insert(channelAccounts)
      .values({ ...account, ...at })
      .run()
    const conversation = { id: conversationId, leadId: id, channelAccountId: accountId, channel: 'whatsapp' } as const
    office.db
      .insert(conversations)
      .values({ ...conversation, lastMessageAt: 1, ...at })
      .run()
    const peer = {
      conversationId,
      leadId: id,
      channelAccountId: accountId,
      kind: 'phone',
      value: '+905321112233',
    } as const
    office.db
      .insert(conversationPeers)
      .values({ id: newId(), ...peer, lastUsedAt: 1 })
      .run()
    expect(office.store([office.entry({ answers: AYSE })])).toMatchObject({ changedLeads: [id], newLeads: [] })
  })

  it('under another name is marked: a family shares the phone', () => {
    const id = given({ name: 'Mehmet Yılmaz', phone: '+905321112233' })
    office.store([office.entry({ answers: AYSE })])
    expect(submissions()).toMatchObject([{ leadId: id, otherName: 'Mehmet Yılmaz' }])
    expect(lead(id)?.name).toBe('Mehmet Yılmaz')
  })

  it.each([
    ['never', 'rejected', false],
    ['rejected', 'rejected', true],
    ['rejected', 'converted', false],
    ['rejected_and_converted', 'converted', true],
  ] as const)('and comes back (%s) after being %s: starts anew = %s', async (setting, outcome, isReopened) => {
    await office.settings.update(office.admin.id, { returningReopens: setting })
    const id = given({ name: 'Ayşe', phone: '+905321112233' })
    const closed = office.db.select().from(stages).where(eq(stages.outcome, outcome)).get()?.id as StageId
    const start = lead(id)?.stageId
    office.db.update(leads).set({ stageId: closed, stageSince: office.clock.now() }).where(eq(leads.id, id)).run()
    // Told late: that was before the case was closed.
    office.store([office.entry({ answers: AYSE, at: office.clock.now() - HOUR })])
    expect(lead(id)?.stageId).toBe(closed)
    await office.clock.advance(HOUR)
    office.store([office.entry({ answers: AYSE })])
    expect(lead(id)?.stageId).toBe(isReopened ? start : closed)
  })

  it('by an e-mail or the end of a number only is another lead, and a question to a person', () => {
    const byMail = given({ name: 'Ali', email: 'ayse@example.com' })
    const byEnd = given({ name: 'Veli', phone: '+495321112233' })
    const { newLeads, suggested } = office.store([office.entry({ answers: AYSE })])
    const id = onlyLead(newLeads)
    expect(suggested).toBe(2)
    const others = pairsLeft().map(pair => [pair.oneId === id ? pair.otherId : pair.oneId, pair.reason])
    expect(others).toEqual(
      expect.arrayContaining([
        [byMail, 'email'],
        [byEnd, 'last_ten_digits'],
      ]),
    )
    expect(office.store([office.entry({ answers: AYSE })]).suggested).toBe(0)
  })

  it('came first by this form when it was filled in before anything else', () => {
    const id = given({ name: 'Ayşe', phone: '+905321112233' })
    const touch = { id: newId(), leadId: id, kind: 'first_message', source: 'whatsapp' } as const
    const now = office.clock.now()
    office.db
      .insert(leadTouches)
      .values({ ...touch, happenedAt: now, createdAt: now })
      .run()
    office.store([office.entry({ answers: AYSE, at: now - 24 * HOUR, ad: AD })])
    expect(lead(id)).toMatchObject({ source: 'meta_lead_ad', sourceDetail: 'Lead – Kasım', firstAdId: '1202' })
  })
})

it('who was deleted for good does not come back with the next fetch', () => {
  const entry = office.entry({ answers: AYSE })
  const id = onlyLead(office.store([entry]).newLeads)
  forgetSubmissionsOf(office.db, id, office.clock.now())
  office.db.delete(leads).where(eq(leads.id, id)).run()
  expect(submissions()).toEqual([])
  expect(office.store([entry])).toMatchObject({ stored: 0, duplicates: 1 })
})

it('what two records filled in belongs to the one that stays', () => {
  const { newLeads } = office.store([
    office.entry({ answers: AYSE }),
    office.entry({ answers: { full_name: 'A', email: 'x@example.com' } }),
  ])
  const [keep, absorb] = newLeads as [LeadId, LeadId]
  moveSubmissions(office.db, keep, absorb)
  expect(submissions().map(({ leadId }) => leadId)).toEqual([keep, keep])
})
