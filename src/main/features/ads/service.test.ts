import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { type AdAccountId, type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import { insertChannelAccount, insertKnownLead } from '../../rpc/testing/known-lead.ts'
import { openTestApp } from '../../rpc/testing/test-app.ts'
import { brands } from '../brands/schema.ts'
import { conversations, messages } from '../conversations/schema.ts'
import { recordAdReferral } from '../leads/touches.ts'
import { adAccounts } from '../meta/schema.ts'
import { insertConnection } from '../meta-leads/testing/bare-sync.ts'
import { joinReferrals } from './join-referrals.sql.ts'
import { type AdThing, storeStructure } from './store-structure.ts'

const thing = {
  ...{ status: 'ACTIVE', effectiveStatus: 'ACTIVE', objective: null, dailyBudget: null, lifetimeBudget: null },
  ...{ changedAt: null, campaignId: '11', adSetId: '12' },
}
const structure: AdThing[] = [
  { ...thing, level: 'campaign', externalId: '11', name: 'Chat – Kış' },
  { ...thing, level: 'adset', externalId: '12', name: 'TR 25+' },
  { ...thing, level: 'ad', externalId: '13', name: 'Story' },
]
const picture = 'data:image/jpeg;base64,/9j/'

it('a click on an ad says what the ad is part of as soon as its account was read, by the names of now', async () => {
  const app = await openTestApp()
  const { db, clock } = app
  const now = clock.now()
  const account = insertChannelAccount(db, now)
  const consultant = await app.connect(app.signIn(app.hire('consultant')))
  const other = app.hire('consultant')
  insertKnownLead(db, now, null, account)
  insertKnownLead(db, now, other, account)
  const [lead, theirs] = db.select().from(conversations).all()
  const leadId = lead?.leadId as LeadId
  const conversationId = lead?.id
  const messageId = newId<MessageId>()
  const at = { sortAt: now, createdAt: now, updatedAt: now }
  db.insert(messages)
    .values({
      ...{ id: messageId, conversationId: conversationId!, leadId, channel: 'whatsapp', direction: 'in', kind: 'text' },
      ...{ body: 'Fiyat?', status: 'delivered', externalId: 'FIRST', ...at },
      adReferral: { title: 'Saç ekimi', sourceUrl: 'https://fb.me/x', picture },
    })
    .run()
  const referral = {
    adId: '13',
    clickId: null,
    title: 'Saç ekimi',
    sourceUrl: 'https://fb.me/x',
    picture: null,
    raw: {},
  }
  recordAdReferral(db, { leadId, accountId: account, externalId: 'FIRST', referral, at: now, now })
  const asked = () => consultant.ads.ofLead({ leadId })

  const alone = { campaign: null, adSet: null, ad: { id: '13', name: null } }
  expect(await asked()).toMatchObject([{ messageId, title: 'Saç ekimi', pictureUrl: picture, ...alone }])

  const accountIds: AdAccountId[] = []
  // One account at Meta that serves two brands is known twice: the click is one.
  for (const pageId of ['1', '2']) {
    const connectionId = insertConnection(db, { pageId, now })
    const id = newId<AdAccountId>()
    accountIds.push(id)
    db.insert(adAccounts)
      .values({
        ...{ id, connectionId, externalId: 'act_1', name: 'A', currency: 'TRY', timeZone: 'Europe/Istanbul' },
        ...{ createdAt: now, updatedAt: now },
      })
      .run()
    storeStructure(db, id, structure, now)
    joinReferrals(db, id)
    db.update(brands).set({ nameKey: pageId }).where(eq(brands.nameKey, 'umut dis')).run()
  }
  const named = { campaign: { id: '11', name: 'Chat – Kış' }, adSet: { id: '12', name: 'TR 25+' } }
  expect(await asked()).toMatchObject([{ ...named, ad: { id: '13', name: 'Story' } }])

  const renamed = structure.map(one => ({ ...one, name: `${one.name} (yeni)` }))
  for (const id of accountIds) storeStructure(db, id, renamed, now)
  expect(await asked()).toMatchObject([{ campaign: { name: 'Chat – Kış (yeni)' }, ad: { name: 'Story (yeni)' } }])
  await expect(consultant.ads.ofLead({ leadId: theirs!.leadId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await app.close()
})
