import type { ConversationId, ReminderId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { createAdGreetings } from './features/ad-greetings/greet.ts'
import { findAppointment, getVisibleAppointment, listLeadIds } from './features/appointments/appointment-queries.ts'
import { findAppointmentType } from './features/appointments/office-queries.ts'
import { createPatientAnswers } from './features/appointments/patient-answer.ts'
import { toCalendarFile } from './features/appointments/to-calendar-file.ts'
import { listAccounts } from './features/channels/queries.ts'
import type { ChannelService } from './features/channels/service.ts'
import type { ConsentLedger } from './features/consents/ledger.ts'
import { listAddresses } from './features/consents/queries.ts'
import { createAutomaticMessages } from './features/conversations/automatic-messages.ts'
import { findMessage } from './features/conversations/message-queries.ts'
import { createMessageWriter } from './features/conversations/message-writer.ts'
import type { ReadMarks } from './features/conversations/read-marks.ts'
import type { ReadReceipts } from './features/conversations/read-receipts.ts'
import type { SendQueue } from './features/conversations/send-queue.ts'
import { hasCaption, sendableKind } from './features/conversations/sendable-kind.ts'
import type { KeptFiles } from './features/files/kept-files.ts'
import type { MessageFiles } from './features/files/message-files.ts'
import { recordInteraction } from './features/leads/interactions.ts'
import type { Outbox } from './features/outbox/service.ts'
import { createAnswerNotices } from './features/reminders/answer-notices.ts'
import { createReminderAnswers, type InboundText } from './features/reminders/answers.ts'
import { createReminderFollower } from './features/reminders/follow-reminders.ts'
import { createReminderJobs, wakeReminders } from './features/reminders/jobs.ts'
import { findReminder } from './features/reminders/queries.ts'
import { createReminderSender } from './features/reminders/send-reminders.ts'
import { createReminderService } from './features/reminders/service.ts'
import { createScheduledSender, RunScheduled } from './features/scheduled-messages/send-scheduled.ts'
import { createScheduledMessageService } from './features/scheduled-messages/service.ts'
import type { SettingsService } from './features/settings/service.ts'
import { countUse, findTemplate } from './features/templates/queries.ts'
import type { TemplateService } from './features/templates/service.ts'
import { readTemplateFacts, zonesOfLead } from './features/templates/template-facts.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import { createLogger } from './logging/logger.ts'
import type { Clock } from './ports/clock.ts'
import type { Notifier } from './ports/notifier.ts'
import type { Viewer } from './rpc/context.ts'

const reading = {
  ...{ findAppointment, getVisibleAppointment, listLeadIds, listAddresses, findMessage },
  ...{ findTemplate, countUse, readTemplateFacts, zonesOfLead, findAppointmentType, toCalendarFile },
}

/** What leaves without anybody at the keyboard, and what patients answer to it. Put together here for `app.ts`. */
export function wireOutreach(world: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  settings: SettingsService
  channels: ChannelService
  readMarks: ReadMarks
  receipts: ReadReceipts
  queue: SendQueue
  files: MessageFiles
  templates: TemplateService
  kept: KeptFiles
  ledger: ConsentLedger
  outbox: Outbox
  notifier: Notifier
  listViewersAtDesk: () => readonly Viewer[]
}) {
  const { db, clock, events, jobs, settings, templates, kept } = world
  const log = createLogger('reminders')
  const automatic = createAutomaticMessages({ ...world, listAccounts, writer: createMessageWriter(world) })
  const greetings = createAdGreetings({ ...world, automatic, zonesOfLead })
  const announce = (tx: Db) => afterCommit(tx, () => events.publish({ type: 'reminders.changed' }))
  const sender = createReminderSender({ ...world, automatic, reading, announce })
  const follower = createReminderFollower({ ...world, automatic, reading, announce })
  const patients = createPatientAnswers({ clock, events, record: recordInteraction })
  const answers = createReminderAnswers({ clock, events, patients, reading, announce, outbox: world.outbox })
  const reminders = createReminderService({ db, clock, jobs, reading, announce })
  const announceScheduled = (tx: Db) => afterCommit(tx, () => events.publish({ type: 'scheduled-messages.changed' }))
  const scheduled = createScheduledSender({
    ...{ db, clock, jobs, automatic, kept, announce: announceScheduled },
    takeTemplate: templates.use,
  })
  const scheduledMessages = createScheduledMessageService({
    ...{ db, clock, jobs, sender: scheduled, kept, uploads: world.files, announce: announceScheduled },
    sendable: { hasCaption, sendableKind },
  })
  const notices = createAnswerNotices({ ...world, reading })

  function ensureInitial(): void {
    if (settings.officeId() === null) return
    transact(db, tx => {
      templates.ensureInitial(tx, settings.current().locale)
      reminders.ensureInitial(tx)
    })
  }

  /** A queued reminder's message has another state: what failed is tried through the next channel. */
  function isOfReminder(messageId: string): boolean {
    return findReminder(db, messageId as ReminderId)?.state === 'queued'
  }

  return {
    services: { reminders, scheduledMessages },
    definitions: [
      ...scheduled.definitions,
      ...createReminderJobs({
        ...{ db, clock, jobs, settings, withdraw: automatic.withdraw, reading, sender, follower, announce },
      }),
      greetings.definition,
    ],
    noteReferral: greetings.noteReferral,

    /** In the transaction that stores the message, which must be stored whatever becomes of this. */
    noteInbound(tx: Db, text: InboundText & { conversationId: ConversationId }): void {
      try {
        transact(tx, inner => {
          scheduled.noteInbound(inner, text)
          answers.noteInbound(inner, text)
        })
      } catch (error) {
        log.error({ error }, 'an answer could not be read')
      }
    },

    /** The same of an SMS, which stands in no chat. */
    noteAnswer(tx: Db, text: InboundText): void {
      try {
        transact(tx, inner => answers.noteInbound(inner, text))
      } catch (error) {
        log.error({ error }, 'an answer could not be read')
      }
    },

    /** Returns the stop. */
    start(): () => void {
      ensureInitial()
      wakeReminders(db, jobs)
      jobs.enqueue(db, RunScheduled, {}, { key: 'start' })
      const stops = [
        notices.start(),
        events.subscribe(({ event }) => {
          if (event.type === 'office.changed') ensureInitial()
          const isNews =
            event.type === 'appointments.changed' ||
            event.type === 'link.changed' ||
            event.type === 'outbox.changed' ||
            (event.type === 'message.changed' && isOfReminder(event.messageId))
          if (isNews) wakeReminders(db, jobs)
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
