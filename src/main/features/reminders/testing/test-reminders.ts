import { eq } from 'drizzle-orm'
import type { AppointmentDetails } from '#shared/contract/appointments.ts'
import type { ReminderRule } from '#shared/contract/reminders.ts'
import { type AppointmentId, type LeadId, newId, type ReminderRuleId } from '#shared/domain/ids.ts'
import { INITIAL_TEMPLATE } from '#shared/domain/initial-template-ids.ts'
import { toInstant } from '#shared/domain/zoned-time.ts'
import { transact } from '../../../db/database.ts'
import { createFakeNotifier } from '../../../ports/fakes.ts'
import { wireOutreach } from '../../../wire-outreach.ts'
import { findAppointment } from '../../appointments/appointment-queries.ts'
import { createAppointmentService } from '../../appointments/service.ts'
import { createConsentLedger } from '../../consents/ledger.ts'
import { openTestInbox, PHONE } from '../../conversations/testing/test-inbox.ts'
import { createKeptFiles } from '../../files/kept-files.ts'
import { recordInteraction } from '../../leads/interactions.ts'
import { leads } from '../../leads/schema.ts'
import { createOutboxQueue } from '../../outbox/send-queue.ts'
import type { Senders } from '../../outbox/sender.ts'
import { createOutbox } from '../../outbox/service.ts'
import { createSettling } from '../../outbox/settle.ts'
import { createScriptedSender } from '../../outbox/testing/test-outbox.ts'
import { createTemplateService } from '../../templates/service.ts'
import { createWorkingHoursService } from '../../working-hours/service.ts'
import { reminders } from '../schema.ts'

export const ZONE = 'Europe/Istanbul'

/** What the office's clock shows, as an instant. */
export function at(wall: string, zone = ZONE): number {
  return toInstant(wall, zone)
}

/** An office in Istanbul with a linked number, a patient who has written, and a calendar; a Monday morning at nine. */
export async function openTestReminders({
  start = '2026-11-30T09:00',
  phone = PHONE,
}: {
  start?: string
  phone?: string
} = {}) {
  // The inbox and what listens to it know each other.
  const listening: { outreach?: ReturnType<typeof wireOutreach> } = {}
  const inbox = openTestInbox({
    onText: (tx, text) => listening.outreach?.noteInbound(tx, text),
    moreJobs: () => listening.outreach?.definitions ?? [],
  })
  const { db, clock, events, settings, jobs, channels, queue, files, readMarks, receipts, admin } = inbox
  await clock.jump(at(start) - clock.now())
  transact(db, tx =>
    settings.foundOffice(tx, newId(), {
      ...{ officeName: 'Gülümse', locale: 'tr', timeZone: ZONE, defaultCountry: 'TR' },
    }),
  )
  const sms = createScriptedSender()
  const carries = new Set<string>()
  const senders: Senders = {
    forChannel: channel => (carries.has(channel) ? sms.sender : null),
    ofKind: () => sms.sender,
    noteOutcome: () => {},
    listeners: () => [],
    noteHeard: () => {},
  }
  const settling = createSettling({ clock, events, recordInteraction })
  const outbox = createOutbox({ clock, events, senders, queue: createOutboxQueue({ db, jobs }), settling })
  const ledger = createConsentLedger({ clock, events, recordInteraction })
  const kept = createKeptFiles({ db, clock, jobs })
  const templates = createTemplateService({
    ...{ db, clock, events, settings },
    files: { ...kept, addressOf: () => ({ url: '' }) },
  })
  const notifier = createFakeNotifier()
  const outreach = wireOutreach({
    ...{
      db,
      clock,
      events,
      jobs,
      settings,
      channels,
      readMarks,
      receipts,
      queue,
      files,
      kept,
      templates,
      ledger,
      outbox,
    },
    ...{ notifier, listViewersAtDesk: () => [admin] },
  })
  listening.outreach = outreach
  const stop = outreach.start()
  const { reminders: service, scheduledMessages: scheduled } = outreach.services
  const hours = createWorkingHoursService({ db, clock, events, settings })
  const calendar = createAppointmentService({
    ...{ db, clock, events, readTimes: hours.readTimes, record: recordInteraction, officeName: () => 'Gülümse' },
  })

  inbox.receive(inbox.text('Merhaba', { peer: { phone, lid: null }, sentAt: clock.now() - 60_000 }))
  const lead = inbox.all.leads()[0]
  if (!lead) throw new Error('nobody wrote')
  db.update(leads).set({ name: 'Zeynep Işık', nameOrigin: 'person' }).where(eq(leads.id, lead.id)).run()
  let runner = inbox.startRunner()

  /** Lets everything that is due happen, and half a minute pass for what is paced. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      await runner.whenIdle()
      await clock.advance(8_000)
    }
    await runner.whenIdle()
  }

  return {
    ...inbox,
    lead,
    leadId: lead.id,
    service,
    scheduled,
    calendar,
    ledger,
    carries,
    sms: sms.script,
    notices: notifier,
    templates,
    settle,

    /** Switches the ready rule of that kind on. */
    async rule(trigger: ReminderRule['trigger'], over: Partial<ReminderRule> = {}): Promise<ReminderRule> {
      const ready = (await service.rules()).find(each => each.trigger === trigger)
      if (!ready) throw new Error(`no rule ${trigger}`)
      const templateId = ready.templateId ?? INITIAL_TEMPLATE.dayBefore
      return service.updateRule(admin, { ...ready, isActive: true, ...over, templateId: over.templateId ?? templateId })
    },

    async newRule(over: Partial<ReminderRule>): Promise<ReminderRule> {
      return service.createRule(admin, {
        ...{ id: newId<ReminderRuleId>(), typeId: null, trigger: 'before', minutes: 120, tolerance: 30 },
        ...{ channels: ['whatsapp'], asksReply: false, isActive: true },
        ...over,
        templateId: over.templateId ?? INITIAL_TEMPLATE.hoursBefore,
      })
    },

    async book(wall: string, over: Partial<AppointmentDetails> = {}, leadIds: LeadId[] = [lead.id]) {
      const startsAt = at(wall)
      const id = newId<AppointmentId>()
      await calendar.book(admin, {
        ...{ id, typeId: null, staffId: null, roomId: null, leadIds, title: 'Muayene', startsAt },
        ...{ endsAt: startsAt + 30 * 60_000, bufferBefore: 0, bufferAfter: 0, timeZone: ZONE },
        ...{ place: null, videoUrl: null, note: null, series: null, isProposal: false, override: { reason: 'test' } },
        ...over,
      })
      await settle()
      return id
    },

    async move(id: AppointmentId, wall: string): Promise<void> {
      const { bookedBy: _, leads: people, ...appointment } = await calendar.get(admin, id)
      const startsAt = at(wall)
      await calendar.update(admin, {
        ...appointment,
        ...{ leadIds: people.map(person => person.id), startsAt, endsAt: startsAt + 30 * 60_000 },
        ...{ scope: 'this', override: { reason: 'test' } },
      })
      await settle()
    },

    async mark(id: AppointmentId, status: 'cancelled' | 'no_show' | 'done' | 'arrived'): Promise<void> {
      const { version } = await calendar.get(admin, id)
      await calendar.setStatus(admin, { id, version, status, scope: 'this', reason: null, override: null })
      await settle()
    },

    /** It is that hour now, and everything that is due then happens. */
    async go(wall: string, zone = ZONE): Promise<void> {
      await clock.jump(at(wall, zone) - clock.now())
      await settle()
    },

    /** The PC is off until then: nothing happens on the way. */
    async sleepUntil(wall: string): Promise<void> {
      await runner.drain(0)
      const before = clock.now()
      await clock.jump(at(wall) - before)
      runner = inbox.startRunner()
      await settle()
    },

    /** The process is gone in the midst of what it did; another one begins on what is on the disk. */
    async kill(): Promise<void> {
      await runner.drain(0)
      runner = inbox.startRunner()
    },

    /** What the customer has got, oldest first. */
    received: () => inbox.channel.sent.map(({ body }) => body),
    rows: () => db.select().from(reminders).orderBy(reminders.dueAt).all(),
    statusOf: (id: AppointmentId) => findAppointment(db, id)?.status,

    async answers(body: string): Promise<void> {
      inbox.receive(inbox.text(body, { peer: { phone, lid: null }, sentAt: clock.now() }))
      await settle()
    },

    async close(): Promise<void> {
      stop()
      await inbox.close()
    },
  }
}
export type TestReminders = Awaited<ReturnType<typeof openTestReminders>>
