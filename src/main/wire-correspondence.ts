import type { LeadId } from '#shared/domain/ids.ts'
import { type Db, transact } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import type { AppointmentService } from './features/appointments/service.ts'
import type { ConsentLedger } from './features/consents/ledger.ts'
import { listAddresses } from './features/consents/queries.ts'
import { createTextPolling } from './features/inbound-texts/poll-texts.ts'
import { findLastText } from './features/inbound-texts/queries.ts'
import { createTextReceiver } from './features/inbound-texts/receive-text.ts'
import { createInboundTextService } from './features/inbound-texts/service.ts'
import { createTextNotices } from './features/inbound-texts/tell-text.ts'
import type { AssignNewLead } from './features/leads/assign-new-lead.ts'
import { recordInteraction } from './features/leads/interactions.ts'
import type { People } from './features/leads/people-service.ts'
import type { Senders } from './features/outbox/sender.ts'
import type { Outbox } from './features/outbox/service.ts'
import { createWritingService } from './features/outbox/write-service.ts'
import type { SettingsService } from './features/settings/service.ts'
import { findTemplate } from './features/templates/queries.ts'
import { readTemplateFacts } from './features/templates/template-facts.ts'
import type { Clock } from './ports/clock.ts'
import type { Notifier } from './ports/notifier.ts'
import type { Viewer } from './rpc/context.ts'

/** What people of the office write by mail, SMS and official WhatsApp, and what comes back. Put together here for `app.ts`. */
export function wireCorrespondence(world: {
  db: Db
  clock: Clock
  events: AppEvents
  people: People
  settings: SettingsService
  ledger: ConsentLedger
  outbox: Outbox
  senders: Senders
  appointments: AppointmentService
  notifier: Notifier
  listViewersAtDesk: () => readonly Viewer[]
  assignNewLead: AssignNewLead
  raiseNewLead: (tx: Db, leadId: LeadId, source: 'sms' | 'whatsapp') => void
  /** A reminder may have asked them something. */
  noteAnswer: (tx: Db, text: { leadId: LeadId; body: string; sentAt: number }) => void
}) {
  const { db, events, people, outbox, noteAnswer } = world
  const tell = createTextNotices(world)
  const receiveText = createTextReceiver({ ...world, recordInteraction, onText: noteAnswer, tell })

  // Whoever writes by hand has answered; what the program sends by itself is no answer.
  outbox.onSettled((tx, { state, causeKind, leadId, decidedBy, sentAt }) => {
    if (state === 'sent' && causeKind === 'manual' && leadId !== null && sentAt !== null)
      transact(tx, inner => people.noteOutbound(inner, leadId, decidedBy, sentAt))
  })

  return {
    services: {
      writing: createWritingService({ ...world, listAddresses, findLastText, findTemplate, readTemplateFacts }),
      inboundTexts: createInboundTextService({ db, clock: world.clock, events }),
    },
    definitions: [createTextPolling({ ...world, receiveText })],
  }
}
