import { z } from 'zod'
import { ConsentState } from '../domain/consent.ts'
import { AppointmentId, LeadId, StaffId, TemplateId } from '../domain/ids.ts'
import {
  OutboundChannel,
  OutboundId,
  OutboxProblem,
  OutboxState,
  ProviderTemplate,
  SenderKind,
} from '../domain/outbox.ts'
import { Cursor, managers, ownLeads, PageSize, page } from './procedure.ts'

/** One message on its way out of the house. */
export const OutboxItem = z.object({
  id: OutboundId,
  version: z.number(),
  channel: OutboundChannel,
  leadId: LeadId.nullable(),
  staffId: StaffId.nullable(),
  /** Of the person or colleague, where it is one. */
  name: z.string().nullable(),
  address: z.string(),
  subject: z.string().nullable(),
  preview: z.string(),
  /** `reminder`, `new_lead`, `report`, `campaign`, `manual` or `test`; a newer core may know others. */
  cause: z.string(),
  state: OutboxState,
  sender: SenderKind.nullable(),
  problem: OutboxProblem.nullable(),
  attempts: z.number(),
  sendAfter: z.number().nullable(),
  expiresAt: z.number().nullable(),
  createdAt: z.number(),
  triedAt: z.number().nullable(),
  sentAt: z.number().nullable(),
  deliveredAt: z.number().nullable(),
  segments: z.number().nullable(),
  cost: z.object({ micros: z.number(), currency: z.string() }).nullable(),
})
export type OutboxItem = z.infer<typeof OutboxItem>

export const OutboxMessage = OutboxItem.extend({
  body: z.string(),
  template: ProviderTemplate.nullable(),
  attachments: z.array(z.object({ name: z.string(), mime: z.string() })),
})
export type OutboxMessage = z.infer<typeof OutboxMessage>

/** One way to write to a person by hand: an address and who carries it there. */
export const WritingWay = z.object({
  channel: OutboundChannel,
  address: z.string(),
  consent: ConsentState,
  /** Of official WhatsApp: until when a text of our own is taken; null where no text is. Of others null as well. */
  openUntil: z.number().nullable(),
})
export type WritingWay = z.infer<typeof WritingWay>

const one = z.object({ id: OutboundId, version: z.number() })
const decided = { NOT_IN_THIS_STATE: { data: z.object({ state: OutboxState }) } }

export const outbox = {
  /** The newest first. */
  list: managers
    .input(
      z.object({
        state: OutboxState.nullable().default(null),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(50),
      }),
    )
    .output(page(OutboxItem)),
  /** The newest that went to one person, or is on its way. */
  ofLead: ownLeads.input(z.object({ leadId: LeadId })).output(z.array(OutboxItem)),
  /** How one person can be written to right now. */
  ways: ownLeads.input(z.object({ leadId: LeadId })).output(z.array(WritingWay)),
  /** Queues what somebody wrote by hand. The page chooses the id, so that sending twice is sending once. */
  write: ownLeads
    .input(
      z.object({
        id: z.uuid(),
        leadId: LeadId,
        channel: OutboundChannel,
        address: z.string().max(200),
        subject: z.string().trim().max(200).nullable(),
        body: z.string().trim().min(1).max(10_000),
        /** Of official WhatsApp: an approved text of the provider's, in place of `body`. */
        templateId: TemplateId.nullable().default(null),
        /** What fills its `{{4}}`, `{{5}}` … (row E15). */
        custom: z.array(z.string().trim().max(200)).max(10).default([]),
        /** Goes along with a mail, for the calendar of the patient. */
        appointmentId: AppointmentId.nullable().default(null),
      }),
    )
    .output(OutboxItem)
    .errors({
      NO_SENDER: {},
      NO_ADDRESS: {},
      CONSENT_REFUSED: {},
      OUTSIDE_WINDOW: {},
      NOT_APPROVED: {},
      UNFILLED: { data: z.object({ fields: z.string() }) },
    }),
  /** What somebody may have to look at. */
  counts: managers.output(z.object({ queued: z.number(), failed: z.number(), unknown: z.number() })),
  get: managers.input(z.object({ id: OutboundId })).output(OutboxMessage),
  retry: managers.input(one).output(OutboxItem).errors(decided),
  markSent: managers.input(one).output(OutboxItem).errors(decided),
  cancel: managers.input(one).output(OutboxItem).errors(decided),
}
