import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { transact } from '../../db/database.ts'
import { createJobQueue } from '../../jobs/job-queue.ts'
import { createJobRunner } from '../../jobs/job-runner.ts'
import { createFakeNotifier } from '../../ports/fakes.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { createLeadReader } from '../leads/read-lead.ts'
import { leads } from '../leads/schema.ts'
import { createLeadService } from '../leads/service.ts'
import { createPreferenceService } from '../preferences/service.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { createWorkingHoursService } from '../working-hours/service.ts'
import { createDeskNotices } from './desk-notices.ts'
import { createSpeedToLead } from './service.ts'

const MINUTE = 60_000

async function openTestDesk() {
  const office = await openTestOffice()
  const { db, clock, events, settings } = office
  const jobs = createJobQueue({ clock })
  const notifier = createFakeNotifier()
  const preferences = createPreferenceService({ db, clock, events })
  const readLead = createLeadReader({ db, clock, settings })
  const atDesk: Viewer[] = [office.admin]
  const leadService = createLeadService({
    ...{ db, clock, events, settings, readLead },
    forgetMessages: () => {},
    raiseNewLead: (tx, leadId, source) => speed.raise(tx, leadId, source),
  })
  const { isOpenAt } = createWorkingHoursService({ db, clock, events, settings })
  const speed = createSpeedToLead({ db, clock, events, jobs, settings, preferences, leads: leadService, isOpenAt })
  const runner = createJobRunner({ db, clock, queue: jobs, definitions: speed.definitions })
  const stopNotices = createDeskNotices({
    ...{ clock, events, notifier, findNotice: speed.findNotice },
    listViewersAtDesk: () => atDesk,
  }).start()
  runner.start()
  return {
    ...office,
    speed,
    notifier,
    preferences,
    leads: leadService,
    atDesk,
    runner,
    async consultant(name: string): Promise<Viewer> {
      return { id: (await office.hire({ name })).id, role: 'consultant', locale: 'tr' }
    },
    async arrive(source: 'whatsapp' | 'meta_lead_ad' = 'whatsapp'): Promise<LeadId> {
      const id = newId<LeadId>()
      const typed = { name: 'Ayşe Kaya', phoneNumber: null, email: null, countryCode: null, language: null, city: null }
      await leadService.create(office.admin, { id, ...typed, stageId: null, source })
      return id
    },
    async close() {
      stopNotices()
      await runner.drain(0)
      office.close()
    },
  }
}

describe('who is there first for a new lead', () => {
  let office: Awaited<ReturnType<typeof openTestDesk>>
  let ece: Viewer
  let can: Viewer
  beforeEach(async () => {
    office = await openTestDesk()
    ece = await office.consultant('Ece Demir')
    can = await office.consultant('Can Ak')
  })
  afterEach(() => office.close())

  const types = () => office.heard.map((event: AppEvent) => event.type)

  it('everybody hears of it once, with its age', async () => {
    const leadId = await office.arrive('meta_lead_ad')
    transact(office.db, tx => office.speed.raise(tx, leadId, 'meta_lead_ad'))
    expect(types().filter(type => type === 'new-lead.raised')).toHaveLength(1)
    expect(await office.speed.service.waiting(ece)).toMatchObject([
      { leadId, name: 'Ayşe Kaya', source: 'meta_lead_ad', raisedAt: office.clock.now(), isEscalated: false },
    ])
    await office.clock.advance(1_000)
    expect(office.notifier.shown).toMatchObject([
      { title: 'Yeni lead: Ayşe Kaya', body: 'Form doldurdu', opensLead: leadId },
    ])
  })

  it('exactly one has it; the others are told who', async () => {
    const leadId = await office.arrive()
    const pressed = await Promise.allSettled([ece, can].map(viewer => office.speed.service.claim(viewer, leadId)))
    expect(pressed.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(pressed[1]).toMatchObject({
      reason: new DomainError('ALREADY_TAKEN', { staffId: ece.id, name: 'Ece Demir' }),
    })
    expect(await office.speed.service.claim(ece, leadId), 'a lost answer is asked again').toMatchObject({
      claimedBy: ece.id,
    })
    const lead = await office.leads.get(ece, leadId)
    expect(lead.ownerId).toBe(ece.id)
    expect(await office.speed.service.waiting(can)).toEqual([])
    expect(await office.speed.service.waiting(office.admin)).toEqual([])
  })

  it('nobody took it: the managers are told, once, and not the others', async () => {
    office.atDesk.splice(0, 1, ece)
    const leadId = await office.arrive()
    await office.clock.advance(1_000)
    office.notifier.shown.length = 0
    await office.clock.advance(15 * MINUTE)
    await office.runner.whenIdle()
    expect(types().filter(type => type === 'new-lead.escalated')).toHaveLength(1)
    expect(await office.speed.service.waiting(ece)).toMatchObject([{ leadId, isEscalated: true }])
    await office.clock.advance(60 * MINUTE)
    await office.runner.whenIdle()
    expect(types().filter(type => type === 'new-lead.escalated')).toHaveLength(1)
  })

  it('what was taken in time reaches no manager', async () => {
    const leadId = await office.arrive()
    await office.speed.service.claim(can, leadId)
    await office.clock.advance(60 * MINUTE)
    await office.runner.whenIdle()
    expect(types()).not.toContain('new-lead.escalated')
  })

  it('quiet hours and wishes are kept', async () => {
    await office.preferences.update(office.admin.id, { quietHours: { from: 0, to: 1_439 } })
    await office.arrive()
    await office.clock.advance(1_000)
    expect(office.notifier.shown).toEqual([])
    await office.preferences.update(office.admin.id, { quietHours: null, showsDesktopNotices: false })
    await office.arrive()
    await office.clock.advance(1_000)
    expect(office.notifier.shown).toEqual([])
  })

  it('the first answer is measured, whoever gives it, and closes the wait', async () => {
    const leadId = await office.arrive()
    await office.clock.advance(3 * MINUTE)
    const answer = (at: number) => transact(office.db, tx => office.speed.noteAnswer(tx, leadId, can.id, at))
    answer(office.clock.now())
    answer(office.clock.now() + MINUTE)
    const speed = await office.speed.service.ofLead(office.admin, leadId)
    expect(speed).toMatchObject({ answeredBy: can.id, claimedBy: null })
    expect((speed?.answeredAt ?? 0) - (speed?.raisedAt ?? 0)).toBe(3 * MINUTE)
    expect(await office.speed.service.waiting(office.admin)).toEqual([])
  })

  it('what came while the office was closed is counted apart', async () => {
    // A new office works from nine to six, and its working hours are those of the calendar.
    const answerAfter = async (minutes: number) => {
      const leadId = await office.arrive()
      await office.clock.advance(minutes * MINUTE)
      transact(office.db, tx => office.speed.noteAnswer(tx, leadId, ece.id, office.clock.now()))
    }
    // The test's clock begins on a Thursday at noon in Istanbul.
    for (const minutes of [2, 10, 4]) await answerAfter(minutes)
    await office.arrive()
    await office.clock.advance(9 * 60 * MINUTE)
    await answerAfter(600)
    const stats = await office.speed.service.stats({ days: 30 })
    expect(stats.inOfficeHours).toEqual({ leads: 4, answered: 3, medianMs: 4 * MINUTE, averageMs: (16 / 3) * MINUTE })
    expect(stats.outside).toMatchObject({ leads: 1, answered: 1, medianMs: 600 * MINUTE })
    expect(stats.byStaff).toEqual([{ staffId: ece.id, answered: 4, medianMs: 4 * MINUTE, claimed: 0 }])
  })

  it('is for leads that are there, and that one may see', async () => {
    await expect(office.speed.service.claim(ece, newId<LeadId>())).rejects.toThrow(notFound('lead'))
    const leadId = await office.arrive()
    await office.leads.assign(office.admin, leadId, can.id)
    expect(await office.speed.service.waiting(office.admin)).toMatchObject([{ ownerId: can.id }])
    await expect(office.speed.service.claim(ece, leadId)).rejects.toThrow(notFound('lead'))
    expect(await office.speed.service.waiting(can), 'who was given it is told').toHaveLength(1)
    office.db.delete(leads).run()
    expect(await office.speed.service.waiting(can)).toEqual([])
  })

  it('can be turned off', async () => {
    await office.settings.update(office.admin.id, { tellsOfNewLeads: false })
    await office.arrive()
    expect(types()).not.toContain('new-lead.raised')
  })
})
