import type { ORPCError } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { startNetgsmSimulator } from '../../../../simulators/netgsm/simulator.ts'
import { startTwilioSimulator } from '../../../../simulators/twilio/simulator.ts'
import { openTestDatabase } from '../../db/testing/test-database.ts'
import { openTestApp } from '../../rpc/testing/test-app.ts'

const OURS = '+15005550006'
const OURS_ON_WHATSAPP = '+903120000000'
const ZEYNEP = '+905321112233'
const MINUTE = 60_000

async function openCorrespondence() {
  const database = openTestDatabase()
  const now = () => database.clock.now()
  const [twilio, netgsm] = [await startTwilioSimulator({ now }), await startNetgsmSimulator({ now })]
  const nowhere = 'http://127.0.0.1:9'
  const app = await openTestApp({
    database,
    endpoints: {
      ...{ whatsapp: 'ws://127.0.0.1:9', whatsappRootKey: undefined, media: nowhere, graph: nowhere, ses: nowhere },
      ...{ twilio: twilio.url, netgsm: netgsm.url },
    },
  })
  await app.admin.senders.save({
    settings: {
      ...{ kind: 'twilio', accountSid: twilio.accountSid, smsFrom: OURS, messagingServiceSid: null },
      whatsappFrom: OURS_ON_WHATSAPP,
    },
    ...{ secret: twilio.authToken, version: null, segmentCost: { micros: 400_000, currency: 'TRY' } },
  })
  const { runner } = app.app
  runner.start()

  return {
    ...app,
    ...{ twilio, netgsm, clock: database.clock },
    /** A minute passes, and everything that is due in it happens. */
    async minute(): Promise<void> {
      await runner.whenIdle()
      await database.clock.advance(MINUTE)
      await runner.whenIdle()
    },
    async addLead(): Promise<LeadId> {
      const id = newId<LeadId>()
      const unknown = { countryCode: null, language: null, city: null }
      const details = { name: 'Zeynep Işık', phoneNumber: ZEYNEP, email: 'zeynep@example.com' }
      await app.admin.leads.create({ id, ...details, ...unknown })
      return id
    },
    async close(): Promise<void> {
      await runner.drain(0)
      await app.close()
      await Promise.all([twilio.close(), netgsm.close()])
    },
  }
}

let office: Awaited<ReturnType<typeof openCorrespondence>>
beforeEach(async () => {
  office = await openCorrespondence()
})
afterEach(() => office.close())

const texts = async () => (await office.admin.inboundTexts.list({})).items

describe('what comes in', () => {
  it('is stored once however often it is heard, makes a person of who is unknown, and is told apart by its prefix', async () => {
    office.twilio.receive(ZEYNEP, OURS, 'Fiyat alabilir miyim?')
    office.twilio.receive(`whatsapp:${ZEYNEP}`, `whatsapp:${OURS_ON_WHATSAPP}`, 'Merhaba')
    await office.minute()
    await office.minute()
    const [whatsapp, sms] = await texts()
    expect([whatsapp, sms]).toMatchObject([
      { channel: 'twilio_whatsapp', body: 'Merhaba', isRead: false },
      { channel: 'sms', body: 'Fiyat alabilir miyim?', address: ZEYNEP, isRead: false },
    ])
    expect(await texts()).toHaveLength(2)
    const lead = (await office.admin.leads.list({})).items[0]
    expect(lead).toMatchObject({ id: sms?.leadId, source: 'sms' })
    const { items } = await office.admin.leads.timeline({ leadId: lead?.id as LeadId })
    expect(items.map(({ kind, data }) => [kind, data['text']])).toEqual(
      expect.arrayContaining([
        ['sms', 'Fiyat alabilir miyim?'],
        ['whatsapp', 'Merhaba'],
      ]),
    )
    expect(await office.admin.inboundTexts.counts()).toEqual({ unread: 2 })
    await office.admin.inboundTexts.markRead({ id: sms!.id, isRead: true })
    expect(await office.admin.inboundTexts.counts()).toEqual({ unread: 1 })
  })

  it('is asked for from where it was last heard: nothing is lost while a provider is away', async () => {
    await office.minute()
    office.twilio.faults.plan('GET', { kind: 'answer', status: 503, body: {} })
    office.twilio.receive(ZEYNEP, OURS, 'Orada mısınız?')
    await office.minute()
    expect(await texts()).toEqual([])
    await office.minute()
    expect((await texts()).map(({ body }) => body)).toEqual(['Orada mısınız?'])
  })

  it('from NetGSM as well, with its dates and numbers, and what is no phone makes nobody', async () => {
    await office.admin.senders.save({
      settings: { kind: 'netgsm', userCode: office.netgsm.userCode, header: 'UMUTDIS' },
      ...{ secret: office.netgsm.password, version: null },
    })
    office.netgsm.receive('5321112233', 'Randevu istiyorum')
    office.netgsm.receive('TURKCELL', 'Tarifeniz yenilendi')
    await office.minute()
    await office.minute()
    const found = await texts()
    expect(found.map(({ body, address, leadId }) => [body, address, leadId === null])).toEqual(
      expect.arrayContaining([
        ['Randevu istiyorum', ZEYNEP, false],
        ['Tarifeniz yenilendi', 'TURKCELL', true],
      ]),
    )
    expect(found).toHaveLength(2)
  })

  it('"İPTAL" closes that channel for the office, with the text as its proof', async () => {
    const id = await office.addLead()
    office.twilio.receive(ZEYNEP, OURS, 'İPTAL')
    await office.minute()
    const [text] = await texts()
    expect(text).toMatchObject({ isOptOut: true, leadId: id })
    const consents = (await office.admin.consents.ofLead({ leadId: id })).flatMap(address => address.consents)
    const states = Object.fromEntries(consents.map(({ channel, state }) => [channel, state]))
    expect(states).toMatchObject({ sms: 'refused', whatsapp: 'unknown' })
    const sms = { id: newId(), leadId: id, channel: 'sms' as const, address: ZEYNEP, subject: null, body: 'Merhaba' }
    await expect(office.admin.outbox.write(sms)).rejects.toMatchObject({ code: 'CONSENT_REFUSED' })
  })
})

describe('what is written by hand', () => {
  it('leaves once however often it is asked for, with its price; a stranger’s address and open fields are refused', async () => {
    const leadId = await office.addLead()
    const sms = { id: newId(), leadId, channel: 'sms' as const, address: ZEYNEP, subject: null, body: 'Yarın 14:00' }
    await office.admin.outbox.write(sms)
    await office.admin.outbox.write(sms)
    await office.minute()
    expect(office.twilio.messages.map(({ body, to }) => [body, to])).toEqual([['Yarın 14:00', ZEYNEP]])
    const [item] = await office.admin.outbox.ofLead({ leadId })
    expect(item).toMatchObject({ cause: 'manual', segments: 1, cost: { micros: 400_000, currency: 'TRY' } })
    const refusals = await Promise.all(
      [{ address: '+905559998877' }, { body: 'Merhaba {{first_name}}' }].map(over =>
        office.admin.outbox.write({ ...sms, ...over, id: newId() }).catch((error: unknown) => error),
      ),
    )
    expect(refusals.map(error => (error as ORPCError<string, unknown>).code)).toEqual(['NO_ADDRESS', 'UNFILLED'])
  })

  it('by official WhatsApp leaves for a day after they wrote, and not otherwise', async () => {
    const leadId = await office.addLead()
    const text = { leadId, channel: 'twilio_whatsapp' as const, address: ZEYNEP, subject: null, body: 'Buyurun' }
    await expect(office.admin.outbox.write({ ...text, id: newId() })).rejects.toMatchObject({ code: 'OUTSIDE_WINDOW' })
    office.twilio.receive(`whatsapp:${ZEYNEP}`, `whatsapp:${OURS_ON_WHATSAPP}`, 'Merhaba')
    office.twilio.openWindows.add(`whatsapp:${ZEYNEP}`)
    await office.minute()
    const [way] = (await office.admin.outbox.ways({ leadId })).filter(({ channel }) => channel === 'twilio_whatsapp')
    expect(way?.openUntil).toBeGreaterThan(office.clock.now())
    await office.admin.outbox.write({ ...text, id: newId() })
    await office.minute()
    expect(office.twilio.messages.map(({ body }) => body)).toContain('Buyurun')
    await office.clock.jump(24 * 60 * MINUTE)
    await expect(office.admin.outbox.write({ ...text, id: newId() })).rejects.toMatchObject({ code: 'OUTSIDE_WINDOW' })
  })

  it('by an approved template leaves whenever it is filled, in Twilio’s own form', async () => {
    const leadId = await office.addLead()
    const content = 'Merhaba {{1}}, {{4}} için sizi bekliyoruz.'
    office.twilio.templates.set('HX0123456789abcdef0123456789abcdef', {
      status: 'approved',
      text: content,
      name: 'davet',
    })
    office.twilio.templates.set('HXother', { status: 'pending', text: 'Bekleyen', name: 'bekleyen' })
    expect(await office.admin.senders.fetchTemplates({})).toEqual({ found: 2, changed: 2 })
    expect(await office.admin.senders.fetchTemplates({})).toEqual({ found: 2, changed: 0 })
    const all = await office.admin.templates.list()
    const templateId = all.find(({ name }) => name === 'davet')?.id
    const pending = all.find(({ name }) => name === 'bekleyen')?.id
    const text = { leadId, channel: 'twilio_whatsapp' as const, address: ZEYNEP, subject: null, body: 'x' }
    const write = (over: object) => office.admin.outbox.write({ ...text, id: newId(), templateId, ...over })
    await expect(write({ templateId: pending })).rejects.toMatchObject({ code: 'NOT_APPROVED' })
    await expect(write({})).rejects.toMatchObject({ code: 'UNFILLED' })
    await write({ custom: ['kontrol'] })
    await office.minute()
    const sent = office.twilio.requests.find(({ form }) => form['ContentSid'] !== undefined)?.form
    expect(sent).toMatchObject({ ContentSid: 'HX0123456789abcdef0123456789abcdef' })
    expect(JSON.parse(sent?.['ContentVariables'] ?? '')).toEqual({ 1: 'Zeynep Işık', 4: 'kontrol' })
    const [item] = await office.admin.outbox.ofLead({ leadId })
    expect(item?.preview).toBe('Merhaba Zeynep Işık, kontrol için sizi bekliyoruz.')
  })
})
