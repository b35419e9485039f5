import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type InteractionId, type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import { auditLog } from '../audit/schema.ts'
import { addIdentity } from '../leads/identities.ts'
import { updateLead } from '../leads/lead-queries.ts'
import { interactions, leadIdentities, leadTouches } from '../leads/schema.ts'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

const LID = '123456789012345'
const byPhone = { phone: PHONE, lid: null }
const byLid = { phone: null, lid: LID }

let inbox: TestInbox
beforeEach(() => {
  inbox = openTestInbox()
})
afterEach(() => inbox.close())

/** One person who wrote from the phone first and from the LID later: two leads until the channel says that they are one. */
function meetTwice() {
  inbox.receive(inbox.text('telefondan', { peer: byPhone }))
  inbox.receive(inbox.text('gizliden', { peer: byLid, pushName: null }))
  const [older, newer] = inbox.all.leads()
  if (!older || !newer) throw new Error('one lead is missing')
  return { older: older.id, newer: newer.id }
}

function join(): void {
  inbox.receive({ kind: 'address-learned', phone: PHONE, lid: LID })
}

function onlyLead() {
  const all = inbox.all.leads()
  expect(all).toHaveLength(1)
  const [lead] = all
  if (!lead) throw new Error('no lead')
  return lead
}

const now = () => inbox.clock.now()
const give = (leadId: LeadId, ownerId: StaffId) => updateLead(inbox.db, leadId, { ownerId }, now())

describe('two records of one person', () => {
  it('become the older one, which knows everything that either knew', () => {
    const { older, newer } = meetTwice()
    const event = { eventOn: '2026-05-01', eventTime: '14:30', timeZone: 'Europe/Berlin', location: 'Şişli' }
    updateLead(inbox.db, newer, { ...event, city: 'Köln', language: 'de', nextActionAt: 5 }, now())
    updateLead(inbox.db, older, { eventTime: '09:00', nextActionAt: 9, city: 'Ankara' }, now())
    join()
    expect(onlyLead()).toMatchObject({
      id: older,
      name: 'Ayşe Kaya',
      ...event,
      city: 'Ankara',
      language: 'de',
      nextActionAt: 5,
    })
    expect(inbox.all.conversations()).toMatchObject([{ leadId: older, unreadCount: 2, lastMessagePreview: 'gizliden' }])
    expect(inbox.all.messages().map(({ leadId }) => leadId)).toEqual([older, older])
  })

  it.each<[kept: StageOutcome, other: StageOutcome, result: StageOutcome]>([
    ['new', 'assigned', 'assigned'],
    ['assigned', 'new', 'assigned'],
    ['new', 'rejected', 'rejected'],
    ['rejected', 'new', 'rejected'],
    ['rejected', 'contacted', 'contacted'],
    ['contacted', 'rejected', 'contacted'],
    ['contacted', 'converted', 'converted'],
    ['converted', 'rejected', 'converted'],
  ])('of the stages %s and %s take %s, and say so on the timeline when it moved', async (kept, other, result) => {
    const { older, newer } = meetTwice()
    const move = (leadId: LeadId, outcome: StageOutcome) => {
      const stageId = inbox.stageIdOf(outcome)
      if (stageId) updateLead(inbox.db, leadId, { stageId }, now())
    }
    move(older, kept)
    move(newer, other)
    join()
    expect(onlyLead().stageId).toBe(inbox.stageIdOf(result))
    const moves = inbox.db.select().from(interactions).where(eq(interactions.kind, 'status_change')).all()
    expect(moves).toHaveLength(kept === result ? 0 : 1)
  })

  it('keep the owner of the older one, or take the other; conversations know', () => {
    const [ayla, bora] = [inbox.hire('consultant').id, inbox.hire('consultant').id]
    const { older, newer } = meetTwice()
    give(newer, bora)
    join()
    expect(onlyLead()).toMatchObject({ id: older, ownerId: bora })
    expect(inbox.all.conversations()).toMatchObject([{ ownerId: bora }])
    inbox.receive(inbox.text('başka', { peer: { phone: '+4915112345678', lid: null } }))
    const second = inbox.all.leads().at(-1)?.id
    if (!second) throw new Error('no second lead')
    give(second, ayla)
    inbox.receive(inbox.text('aynı', { peer: { phone: '+4915112345678', lid: LID } }))
    expect(onlyLead()).toMatchObject({ id: older, ownerId: bora })
  })

  it('keep every e-mail, note and touch of both, and nothing twice', () => {
    const { older, newer } = meetTwice()
    addIdentity(inbox.db, older, 'email', 'a@ornek.com', now())
    addIdentity(inbox.db, newer, 'email', 'a@ornek.com', now())
    addIdentity(inbox.db, newer, 'email', 'b@ornek.com', now())
    const note = { id: newId<InteractionId>(), leadId: newer, text: 'Aradı' }
    void inbox.leads.addNote(inbox.admin, note)
    join()
    const identities = inbox.db.select().from(leadIdentities).all()
    expect(identities.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
      'email a@ornek.com',
      'email b@ornek.com',
      `phone ${PHONE}`,
      `whatsapp_lid ${LID}`,
    ])
    const timeline = inbox.db.select().from(interactions).all()
    expect(timeline.map(({ kind }) => kind).sort()).toEqual(['created', 'created', 'merge', 'note'])
    expect(inbox.db.select().from(leadTouches).all()).toHaveLength(2)
  })

  it('are found by the ad that brought them, once, though its message came to both', () => {
    const adReferral = { adId: '7', clickId: null, title: 'Diş', sourceUrl: null, picture: null, raw: {} }
    inbox.receive(inbox.text('', { externalId: 'AD', sentAt: now(), kind: 'waiting', peer: byPhone }))
    inbox.receive(inbox.text('Fiyat?', { externalId: 'AD', sentAt: now(), adReferral, peer: byLid }))
    inbox.receive(
      inbox.text('Fiyat?', { externalId: 'AD', sentAt: now(), adReferral, peer: { phone: PHONE, lid: LID } }),
    )
    expect(inbox.all.messages()).toMatchObject([{ body: 'Fiyat?', kind: 'text' }])
    const touches = inbox.db.select().from(leadTouches).all()
    expect(touches.map(({ kind }) => kind).sort()).toEqual(['ad_referral', 'first_message'])
    expect(onlyLead()).toMatchObject({ source: 'click_to_whatsapp_ad', sourceDetail: 'Diş' })
  })

  it('keep what one message quotes of the other', async () => {
    inbox.receive(inbox.text('Fiyat?', { externalId: 'Q', peer: byPhone }))
    inbox.receive(inbox.text('Alo?', { quotedExternalId: 'Q', peer: byLid }))
    join()
    const [conversation] = inbox.all.conversations()
    if (!conversation) throw new Error('no conversation')
    const query = {
      conversationId: conversation.id,
      cursor: null,
      aroundId: null,
      direction: 'older' as const,
      limit: 10,
    }
    const { items } = await inbox.messages.list(inbox.admin, query)
    expect(items.map(({ body, quoted }) => [body, quoted?.body ?? null])).toEqual([
      ['Alo?', 'Fiyat?'],
      ['Fiyat?', null],
    ])
  })

  it('send what both had queued, in the order it was written', async () => {
    meetTwice()
    inbox.channel.lose(inbox.accountId)
    const [first, second] = inbox.all.conversations()
    if (!first || !second) throw new Error('no conversations')
    await inbox.write('bir', second.id)
    await inbox.clock.advance(1_000)
    await inbox.write('iki', first.id)
    join()
    inbox.channel.connect(inbox.accountId)
    inbox.startRunner()
    for (let turn = 0; turn < 10; turn += 1) await inbox.clock.advance(0)
    expect(inbox.channel.sent.map(({ body }) => body)).toEqual(['bir', 'iki'])
  })

  it('are told to everybody who saw either, and to the audit log without content', () => {
    const bora = inbox.hire('consultant').id
    const { older, newer } = meetTwice()
    give(newer, bora)
    const before = inbox.published.length
    join()
    const told = inbox.published.slice(before).map(({ event, before: owner }) => ({ ...event, owner }))
    // The kept one was anybody's and is Bora's now: whoever loses sight of it hears so.
    expect(told).toEqual([
      { type: 'lead.deleted', leadId: newer, owner: undefined },
      { type: 'lead.changed', leadId: older, owner: { ownerId: null } },
    ])
    const [entry] = inbox.db.select().from(auditLog).where(eq(auditLog.action, 'lead.merged')).all()
    expect(entry).toMatchObject({ staffId: null, subjectId: older, before: { absorbedId: newer } })
    expect(JSON.stringify(entry)).not.toContain('Lead (')
  })
})
