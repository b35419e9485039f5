import {
  newId,
  type ReportListId,
  type ReportRecipientId,
  type ReportRunId,
  type ReportScheduleId,
} from '#shared/domain/ids.ts'
import type { ReportAudience } from '#shared/domain/report.ts'
import type { ReportChannel, ReportRhythm } from '#shared/domain/report-sending.ts'
import { createJobRunner, type JobRunner } from '../../../jobs/job-runner.ts'
import type { OutgoingMedia, OutgoingText, SendOutcome } from '../../channels/channel.ts'
import { listAccounts } from '../../channels/queries.ts'
import { openTestInbox } from '../../conversations/testing/test-inbox.ts'
import { createTickets } from '../../files/tickets.ts'
import { createTransfers } from '../../files/transfers.ts'
import { recordInteraction } from '../../leads/interactions.ts'
import { createSendOutboundJob } from '../../outbox/send-outbound.ts'
import { createOutboxQueue } from '../../outbox/send-queue.ts'
import { createOutbox } from '../../outbox/service.ts'
import { createSettling } from '../../outbox/settle.ts'
import { createScriptedSender } from '../../outbox/testing/test-outbox.ts'
import type { ReportDocument } from '../../reports/report-document.ts'
import { textFor } from '../../reports/texts.ts'
import { createHandOver } from '../hand-over.ts'
import { createReportMaker } from '../make-run.ts'
import { createRecipientService } from '../recipients.ts'
import { createResending } from '../resend.ts'
import { createReportRunService } from '../runs.ts'
import { createReportSchedules } from '../schedules.ts'
import { reportDocuments, reportMessages, reportRuns } from '../schema.ts'
import { createReportMessageQueue, createReportMessages } from '../send-report-message.ts'

/** Where a life ends: before anything, between documents, before the hand-over, on the wire. */
export type Death = 'making' | 'drawing' | 'sending' | 'mailing' | null

const asked = (audience: ReportAudience, days: { from: string; to: string }): ReportDocument => ({
  ...{ locale: 'tr', title: 'Haftalık rapor', period: `${days.from} ${days.to}`, office: 'Ofis', madeAt: 0 },
  ...{ summary: audience, advice: [], adviceTitle: '', parts: [], foot: '', pageOf: '' },
})

/** Sends reports through one number of a channel in small and a sender of mails by script. What a report says is another test's. */
export function openTestSending() {
  const inbox = openTestInbox()
  const { db, clock, events, settings, blobs, channels, channel, admin } = inbox
  const { sender, script } = createScriptedSender({ kind: 'smtp' })
  const wire: { to: string; externalId: string; body: string }[] = []
  const state: { death: Death; answer: SendOutcome['kind'] } = { death: null, answer: 'acknowledged' }
  const never = () => new Promise<never>(() => {})
  const stops: (() => void)[] = []
  let messages: ReturnType<typeof live>['messages'] | undefined

  channel.media.encode = async (_message: OutgoingText, media: OutgoingMedia) => Buffer.from(`form ${media.name}`)
  channel.answerWith((message: OutgoingText) => {
    wire.push({ to: message.to.phone ?? '', externalId: message.externalId, body: message.body })
    // It has arrived at the server, and the program dies before it hears that.
    if (state.death === 'sending') return never()
    if (state.answer === 'refused') return { kind: 'refused', reason: 'not-on-channel', detail: null }
    if (state.answer === 'unanswered') return { kind: 'unanswered' }
    return { kind: 'acknowledged', at: clock.now() }
  })

  function live() {
    const { jobs } = inbox
    const outboxQueue = createOutboxQueue({ db, jobs })
    const settling = createSettling({ clock, events, recordInteraction })
    const senders = {
      forChannel: () => sender,
      ofKind: (kind: string) => (kind === sender.kind ? sender : null),
      noteOutcome: () => {},
      listeners: () => [],
      noteHeard: () => {},
    }
    const mailing = { db, clock, events, senders, queue: outboxQueue, settling }
    const outbox = createOutbox(mailing)
    const queue = createReportMessageQueue({ jobs })
    const world = { db, clock, events, jobs, blobs, settings, channels, outbox, listAccounts, queue }
    const handOver = createHandOver(world)
    let drawn = 0
    const writer = {
      write: async ({ audience, days }: { audience: ReportAudience; days: { from: string; to: string } }) =>
        asked(audience, days),
      draw: async (document: ReportDocument) => {
        drawn += 1
        if (state.death === 'making' || (state.death === 'drawing' && drawn === 2)) return never()
        return Buffer.from(`%PDF ${document.summary} ${document.period}`)
      },
    }
    const wording = {
      ...{ writer, textFor, findLogo: () => null },
      writeText: ({ summary, period }: ReportDocument) => `${summary} ${period}`,
      writeHtml: () => '<p></p>',
    }
    const maker = createReportMaker({ ...world, wording, handOver })
    const reportMessages_ = createReportMessages(world)
    const schedules = createReportSchedules({ ...world, maker })
    const transfers = createTransfers({ tickets: createTickets({ clock }) })
    const resending = createResending({ handOver, world, outbox })
    const runner = createJobRunner({
      ...{ db, clock, queue: jobs },
      definitions: [
        ...maker.definitions,
        ...reportMessages_.definitions,
        ...schedules.definitions,
        createSendOutboundJob({ ...mailing, random: () => 0.5 }),
      ],
      random: () => 0.5,
    })
    outboxQueue.wakeAll()
    maker.wakeAll()
    reportMessages_.wakeAll()
    stops.push(schedules.start())
    runner.start()
    messages = reportMessages_
    return {
      messages: reportMessages_,
      recipients: createRecipientService(world),
      runs: createReportRunService({ ...world, maker, resending, transfers }),
      schedules,
      runner,
      maker,
    }
  }
  let life = live()
  const lives: JobRunner[] = [life.runner]
  let count = 0

  return {
    ...inbox,
    wire,
    mails: script.sent,
    script,
    state,
    get recipients() {
      return life.recipients
    },
    get runs() {
      return life.runs
    },
    get schedules() {
      return life.schedules
    },
    get life() {
      return life
    },
    noteStatus: (status: 'delivered' | 'read', externalId: string) =>
      messages?.noteStatus(db, inbox.accountId, { externalId, status }),

    async recipient(
      over: { channel?: ReportChannel; audience?: ReportAudience; locale?: 'tr' | 'en'; hasConsented?: boolean } = {},
    ): Promise<ReportRecipientId> {
      count += 1
      const { channel: by = 'whatsapp', audience = 'manager', locale = 'tr', hasConsented = true } = over
      const id = newId<ReportRecipientId>()
      const address = by === 'email' ? `kisi${count}@example.com` : `+90532000000${count}`
      await life.recipients.create(admin.id, {
        ...{ id, staffId: null, name: `Kişi ${count}`, channel: by, address, audience, locale, hasConsented },
      })
      return id
    },

    async list(...recipientIds: ReportRecipientId[]): Promise<ReportListId> {
      const id = newId<ReportListId>()
      await life.recipients.createList(admin.id, { id, name: 'Yönetim', recipientIds })
      return id
    },

    async schedule(listId: ReportListId, rhythm: ReportRhythm, period: 'yesterday' | 'last_week' = 'yesterday') {
      const id = newId<ReportScheduleId>()
      const details = { name: 'Sabah özeti', rhythm, period, sections: ['leads' as const], content: 'by_role' as const }
      return life.schedules.service.create(admin.id, { id, ...details, listId })
    },

    async send(...recipientIds: ReportRecipientId[]): Promise<ReportRunId> {
      const id = newId<ReportRunId>()
      await life.runs.send(admin.id, {
        ...{ id, period: { kind: 'yesterday' }, sections: ['leads'], content: 'by_role', recipientIds, listIds: [] },
      })
      return id
    },

    async settle(): Promise<void> {
      for (let round = 0; round < 30; round += 1) {
        await clock.advance(0)
        await new Promise(resolve => setTimeout(resolve, 2))
      }
    },
    async idle(): Promise<void> {
      await life.runner.whenIdle()
      await life.runner.whenIdle()
    },

    /** What was running has no end; a new process finds its rows. */
    restart(): void {
      void life.runner.drain(0)
      state.death = null
      life = live()
      lives.push(life.runner)
    },

    rows: {
      runs: () => db.select().from(reportRuns).orderBy(reportRuns.seq).all(),
      documents: () => db.select().from(reportDocuments).all(),
      messages: () => db.select().from(reportMessages).all(),
    },

    async closeAll(): Promise<void> {
      for (const stop of stops) stop()
      for (const runner of lives) await runner.drain(0)
      await inbox.close()
    },
  }
}
export type TestSending = ReturnType<typeof openTestSending>
