import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import { startMailServer } from '../../../../simulators/mail/simulator.ts'
import { transact } from '../../db/database.ts'
import { createJobQueue } from '../../jobs/job-queue.ts'
import { openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'
import { outbox } from '../outbox/schema.ts'
import { openTestOutbox } from '../outbox/testing/test-outbox.ts'
import { staff } from '../staff/schema.ts'
import { leadMails } from './schema.ts'
import { createLeadMails } from './service.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let office: TestApp
let server: Awaited<ReturnType<typeof startMailServer>>
let deniz: StaffId
let jane: StaffId

beforeEach(async () => {
  office = await openTestApp()
  server = await startMailServer()
  office.app.start()
  const settings = {
    ...{ kind: 'smtp' as const, host: server.host, port: server.port, security: 'none' as const, user: server.user },
    ...{ fromName: 'Umut Diş', fromAddress: 'ofis@umutdis.example', replyTo: null },
  }
  await office.admin.senders.save({ settings, secret: server.password, version: null })
  deniz = office.db.select({ id: staff.id }).from(staff).get()!.id
  jane = office.hire('consultant')
  office.db.update(staff).set({ locale: 'en' }).where(eq(staff.id, jane)).run()
  await office.admin.settings.update({ leadMailStaff: [deniz, jane] })
})
afterEach(async () => {
  await office.close()
  await server.close()
})

async function arrive(name: string, over: object = {}): Promise<LeadId> {
  const id = newId<LeadId>()
  const person = { name, phoneNumber: null, email: null, countryCode: null, language: null, city: null }
  await office.admin.leads.create({ id, ...person, ...over })
  return id
}

const mailsTo = (part: string) => server.mails.filter(({ to }) => to[0]?.includes(part)).map(({ mail }) => mail)

/** Mails travel over a real connection: they are waited for, not the clock. */
async function mailed(count: number): Promise<void> {
  await office.app.runner.whenIdle()
  await vi.waitFor(() => expect(server.mails).toHaveLength(count), { timeout: 10_000 })
}

describe('a new lead', () => {
  it('is told of by mail to each of the chosen, in their language and with no more than the office allows', async () => {
    const person = { phoneNumber: '+90 532 111 22 33', countryCode: 'DE' }
    const id = await arrive('Ayşe <b>Kaya</b>', person)
    await office.clock.advance(MINUTE)
    await mailed(2)
    const [turkish] = mailsTo('deniz')
    const [english] = mailsTo(jane)
    expect([turkish?.subject, english?.subject]).toEqual(['Yeni lead · Elle eklendi', 'New lead · Added by hand'])
    expect(turkish?.text).toContain('Ayşe <b>Kaya</b> (Almanya)')
    expect(english?.text).toContain('(Germany)')
    for (const mail of [turkish, english]) {
      expect(mail?.text).toContain(`santral://lead/${id}`)
      expect(mail?.html).toContain('Ayşe &lt;b&gt;Kaya&lt;/b&gt;')
      expect(mail?.text).not.toContain('532')
    }

    await office.admin.settings.update({ leadMailShows: 'contact' })
    await arrive('Can Ak', { phoneNumber: '+90 532 111 22 44', email: 'can@example.com' })
    await office.clock.advance(MINUTE)
    await mailed(4)
    expect(mailsTo('deniz')[1]?.text).toContain('+90 532 111 22 44\ncan@example.com')
    await office.admin.settings.update({ leadMailShows: 'nothing', leadMailStaff: [deniz] })
    await arrive('Ece Demir')
    await office.clock.advance(MINUTE)
    await mailed(5)
    expect(JSON.stringify(mailsTo('deniz')[2])).not.toContain('Ece')

    // Who is forgotten is forgotten in what was written to colleagues, too.
    expect(JSON.stringify(office.db.select().from(outbox).all())).toContain('Kaya')
    await office.admin.leads.remove({ id, version: (await office.admin.leads.get({ id })).version })
    expect(JSON.stringify(office.db.select().from(outbox).all())).not.toContain('Kaya')
  })

  it('comes with the others of its hour, where the office wants so, and not to who may not see it', async () => {
    await office.admin.settings.update({ leadMailPace: 'hourly' })
    const [, given] = [await arrive('Ayşe Kaya'), await arrive('Bora Demir'), await arrive('Cem Öz')]
    await office.admin.leads.assign({ id: given!, ownerId: deniz })
    await office.clock.advance(HOUR)
    await mailed(2)
    expect(mailsTo('deniz')[0]?.subject).toBe('3 yeni lead')
    const [english] = mailsTo(jane)
    expect(english?.subject).toBe('2 new leads')
    expect(english?.text).not.toContain('Bora')
    await office.clock.advance(HOUR)
    await office.app.runner.whenIdle()
    expect(server.mails).toHaveLength(2)
  })

  it('is told of only from the chosen sources, and only where somebody carries mail', async () => {
    await office.admin.settings.update({ leadMailSources: ['meta_lead_ad'] })
    await arrive('Ayşe Kaya')
    await office.admin.settings.update({ leadMailSources: [] })
    await office.admin.senders.remove({ kind: 'smtp' })
    await arrive('Bora Demir')
    expect(office.db.select().from(leadMails).all()).toEqual([])
  })

  it('that many others came with is in one mail with them, all or none of it settled', async () => {
    await office.admin.settings.update({ leadMailStaff: [deniz] })
    for (let number = 0; number < 33; number += 1) await arrive(`Kişi ${number}`)
    await office.clock.advance(MINUTE)
    await mailed(1)
    expect(server.mails[0]?.mail.subject).toBe('33 yeni lead')
    expect(server.mails[0]?.mail.text).toContain('3 kişi daha var')
    const rows = office.db.select().from(leadMails).all()
    expect(new Set(rows.map(({ outboundId }) => outboundId)).size).toBe(1)
    expect(rows.every(({ settledAt }) => settledAt !== null)).toBe(true)
  })
})

it('is noted once and told of once, however often it is said and whatever dies in between', async () => {
  const house = await openTestOutbox()
  const { db, clock, settings } = house
  await settings.update(house.admin.id, { leadMailStaff: [house.admin.id] })
  const live = () => createLeadMails({ db, clock, jobs: createJobQueue({ clock }), settings, outbox: house.outbox })
  const id = house.addLead()
  for (const _ of [1, 2]) transact(db, tx => live().note(tx, id, 'manual'))
  expect(db.select().from(leadMails).all()).toHaveLength(1)
  const told = () => db.select().from(outbox).all()
  const dying = () =>
    transact(db, () => {
      void live().definitions[0]?.run({ staffId: house.admin.id }, { signal: AbortSignal.timeout(1_000) } as never)
      expect(told()).toHaveLength(1)
      throw new Error('killed before the end')
    })
  expect(dying).toThrow()
  expect(told()).toHaveLength(0)
  for (const _ of [1, 2])
    live().definitions[0]?.run({ staffId: house.admin.id }, { signal: AbortSignal.timeout(1_000) } as never)
  expect(told()).toMatchObject([{ causeKind: 'new_lead', leadId: null, staffId: house.admin.id }])
  transact(db, tx => live().note(tx, house.addLead('Dünkü Kişi'), 'manual', clock.now() - 25 * HOUR))
  expect(db.select().from(leadMails).all()).toHaveLength(1)
  await house.close()
})
