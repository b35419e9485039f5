import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import {
  AppointmentId,
  ChangeRequestId,
  type ChannelAccountId,
  ConversationId,
  DuplicatePairId,
  FileId,
  IdentityId,
  InboundTextId,
  InteractionId,
  LeadId,
  MessageId,
  newId,
  ReminderId,
  SaleId,
  type StaffId,
} from '#shared/domain/ids.ts'
import type { OutboundId } from '#shared/domain/outbox.ts'
import type { Db } from '../../db/database.ts'
import { appointmentLeads, appointments } from '../../features/appointments/schema.ts'
import { channelAccounts } from '../../features/channels/schema.ts'
import { conversationPeers, conversations, messages } from '../../features/conversations/schema.ts'
import { duplicatePairs } from '../../features/duplicates/schema.ts'
import { attachments } from '../../features/files/schema.ts'
import { inboundTexts } from '../../features/inbound-texts/schema.ts'
import { interactions, leadIdentities, leads } from '../../features/leads/schema.ts'
import { leadSubmissions } from '../../features/meta-leads/schema.ts'
import { outbox } from '../../features/outbox/schema.ts'
import { changeRequests, reminders } from '../../features/reminders/schema.ts'
import { sales } from '../../features/sales/schema.ts'
import { scheduledMessages } from '../../features/scheduled-messages/schema.ts'
import { newLeads } from '../../features/speed-to-lead/schema.ts'
import { staff } from '../../features/staff/schema.ts'
import { stages } from '../../features/stages/schema.ts'

/** Ids that stand for somebody's person, or something that hangs on one. */
export const PEOPLE_IDS: ReadonlySet<z.ZodType> = new Set<z.ZodType>([
  LeadId,
  ConversationId,
  MessageId,
  InteractionId,
  FileId,
  IdentityId,
  AppointmentId,
  DuplicatePairId,
  SaleId,
  ReminderId,
  ChangeRequestId,
  InboundTextId,
])

let count = 0

let made = 0

/** One person with everything that can hang on them, and with words that stand nowhere else. */
export function insertKnownLead(db: Db, now: number, ownerId: StaffId | null, accountId: ChannelAccountId) {
  count += 1
  const secret = `Gizli${String(count).padStart(4, '0')}`
  const phone = `+90555${String(1_000_000 + count)}`
  const lead = newId<LeadId>()
  const conversation = newId<ConversationId>()
  const message = newId<MessageId>()
  const interaction = newId<InteractionId>()
  const file = newId<FileId>()
  const appointment = newId<AppointmentId>()
  const at = { createdAt: now, updatedAt: now }
  const stage = db.select().from(stages).where(eq(stages.isDefault, true)).get()
  if (!stage) throw new Error('the office has no stages')
  db.insert(leads)
    .values({ id: lead, name: secret, nameOrigin: 'person', stageId: stage.id, ownerId, source: 'whatsapp', ...at })
    .run()
  const identityId = newId<IdentityId>()
  const identity = { leadId: lead, kind: 'phone', value: phone } as const
  db.insert(leadIdentities)
    .values({ id: identityId, ...identity, uniqueKey: `phone:${phone}`, ending: phone.slice(-10), createdAt: now })
    .run()
  const note = { leadId: lead, kind: 'note', data: { text: secret } }
  db.insert(interactions)
    .values({ id: interaction, ...note, happenedAt: now, createdAt: now })
    .run()
  db.insert(conversations)
    .values({
      id: conversation,
      leadId: lead,
      channelAccountId: accountId,
      ownerId,
      channel: 'whatsapp',
      unreadCount: 1,
      lastMessageAt: now,
      lastMessageId: message,
      lastMessagePreview: secret,
      ...at,
    })
    .run()
  const peer = { conversationId: conversation, leadId: lead, channelAccountId: accountId }
  db.insert(conversationPeers)
    .values({ id: newId(), ...peer, kind: 'phone', value: phone, lastUsedAt: now })
    .run()
  db.insert(messages)
    .values({
      id: message,
      conversationId: conversation,
      leadId: lead,
      channel: 'whatsapp',
      direction: 'in',
      kind: 'text',
      body: secret,
      status: 'delivered',
      externalId: `${secret}-1`,
      sortAt: now,
      starredAt: now,
      ...at,
    })
    .run()
  db.insert(attachments)
    .values({
      id: file,
      leadId: lead,
      direction: 'manual',
      kind: 'document',
      mime: 'application/pdf',
      name: `${secret}.pdf`,
      size: 10,
      sha256: '0'.repeat(64),
      state: 'ready',
      label: secret,
      searchText: secret,
      happenedAt: now,
      ...at,
    })
    .run()
  // Where the walk's numbers fall, and holding nobody's time: of that everybody hears.
  db.insert(appointments)
    .values({
      ...{ id: appointment, staffId: ownerId, title: secret, startsAt: 0, endsAt: 10, holdsFrom: 0, holdsUntil: 10 },
      ...{ isHolding: false, timeZone: 'Europe/Istanbul', status: 'no_show', note: secret, ...at },
    })
    .run()
  // One that comes, and waits for the patient's yes: what the agenda and the requests tell. Each before the ones before it, so that it
  // stands on the first page, however many there are.
  made += 1
  const asked = newId<AppointmentId>()
  db.insert(appointments)
    .values({
      ...{ id: asked, staffId: ownerId, title: secret, startsAt: 1e6 - made, endsAt: 1e6, holdsFrom: 0, holdsUntil: 1 },
      ...{
        isHolding: false,
        timeZone: 'Europe/Istanbul',
        status: 'requested',
        approval: 'patient',
        note: secret,
        createdAt: now - made,
        updatedAt: now,
      },
    })
    .run()
  for (const appointmentId of [appointment, asked]) {
    db.insert(appointmentLeads).values({ id: newId(), appointmentId, leadId: lead, createdAt: now }).run()
  }
  // Of this one with itself: no second person is needed to see who reaches it.
  const pair = newId<DuplicatePairId>()
  db.insert(duplicatePairs)
    .values({ id: pair, oneId: lead, otherId: lead, reason: 'email', state: 'open', createdAt: now })
    .run()
  db.insert(leadSubmissions)
    .values({
      id: newId(),
      leadId: lead,
      metaLeadId: secret,
      touchId: newId(),
      formId: '9001',
      formName: secret,
      isOrganic: true,
      isTest: false,
      isReturn: false,
      answers: [{ key: 'name', label: 'Ad', values: [secret], target: 'name' }],
      raw: {},
      contentHash: secret,
      submittedAt: now,
      ...at,
    })
    .run()
  const sale = newId<SaleId>()
  db.insert(sales)
    .values({ id: sale, leadId: lead, amount: 100, currency: 'EUR', treatment: secret, soldOn: '2026-01-15', ...at })
    .run()
  db.insert(newLeads)
    .values({ id: newId(), leadId: lead, source: 'whatsapp', raisedAt: now, isInOfficeHours: true })
    .run()
  const outreach = insertOutreach(db, { lead, appointment, conversation, message, secret, now })
  return {
    leadId: lead,
    /** What must not be read by whoever may not see this person. */
    secrets: [secret, phone],
    phone,
    ids: new Map<z.ZodType, string>([
      [LeadId, lead],
      [ConversationId, conversation],
      [MessageId, message],
      [InteractionId, interaction],
      [FileId, file],
      [IdentityId, identityId],
      [AppointmentId, appointment],
      [DuplicatePairId, pair],
      [SaleId, sale],
      [ReminderId, outreach.late],
      [ChangeRequestId, outreach.request],
      [InboundTextId, outreach.text],
    ]),
    /** All rows of this person, to see whether anybody touched them. */
    rows() {
      return {
        lead: db.select().from(leads).where(eq(leads.id, lead)).all(),
        identities: db.select().from(leadIdentities).where(eq(leadIdentities.leadId, lead)).all(),
        interactions: db.select().from(interactions).where(eq(interactions.leadId, lead)).all(),
        conversations: db.select().from(conversations).where(eq(conversations.leadId, lead)).all(),
        messages: db.select().from(messages).where(eq(messages.leadId, lead)).all(),
        appointments: db.select().from(appointments).where(eq(appointments.id, appointment)).all(),
        sales: db.select().from(sales).where(eq(sales.leadId, lead)).all(),
        news: db.select().from(newLeads).where(eq(newLeads.leadId, lead)).all(),
        files: db.select().from(attachments).where(eq(attachments.leadId, lead)).all(),
        reminders: db.select().from(reminders).where(eq(reminders.leadId, lead)).all(),
        requests: db.select().from(changeRequests).where(eq(changeRequests.leadId, lead)).all(),
        texts: db.select().from(inboundTexts).where(eq(inboundTexts.leadId, lead)).all(),
        outbox: db.select().from(outbox).where(eq(outbox.leadId, lead)).all(),
        scheduled: db.select().from(scheduledMessages).where(eq(scheduledMessages.leadId, lead)).all(),
        pairs: db.select().from(duplicatePairs).where(eq(duplicatePairs.id, pair)).all(),
        submissions: db.select().from(leadSubmissions).where(eq(leadSubmissions.leadId, lead)).all(),
      }
    },
  }
}
/** A reminder that waits for its hour, one that waits for a decision, a wish for another time, and a message for later. */
function insertOutreach(
  db: Db,
  of: {
    lead: LeadId
    appointment: AppointmentId
    conversation: ConversationId
    message: MessageId
    secret: string
    now: number
  },
) {
  const { lead: leadId, appointment: appointmentId, conversation: conversationId, secret, now } = of
  const at = { createdAt: now, updatedAt: now }
  const [planned, late] = [newId<ReminderId>(), newId<ReminderId>()]
  const request = newId<ChangeRequestId>()
  // Lists show so many: the person that was made last stands first in each, whichever way it is ordered.
  const before = count * 1_000
  const due = now + 3_600_000 - before
  db.insert(reminders)
    .values([
      { id: planned, appointmentId, leadId, startsAt: due, dueAt: due, state: 'planned', detail: secret, ...at },
      {
        id: late,
        appointmentId,
        leadId,
        startsAt: now,
        dueAt: now - 3_600_000 + before,
        state: 'late',
        detail: secret,
        ...at,
      },
    ])
    .run()
  db.insert(changeRequests)
    .values({ id: request, appointmentId, leadId, kind: 'change', createdAt: now - before })
    .run()
  const text = newId<InboundTextId>()
  db.insert(inboundTexts)
    .values({
      ...{ id: text, sender: 'twilio', providerId: text, channel: 'sms', leadId, address: secret, body: secret },
      ...{ isOptOut: false, receivedAt: now - before, createdAt: now },
    })
    .run()
  db.insert(outbox)
    .values({
      ...{ id: newId() as string as OutboundId, channel: 'sms', leadId, address: secret, body: secret, ...at },
      ...{ causeKind: 'manual', causeId: secret, state: 'sent' },
    })
    .run()
  const by = db.select({ id: staff.id }).from(staff).limit(1).get()
  // Nobody writes in a database without an office.
  if (!by) return { late, request, text }
  // Once it is sent it is a message under the same id: here it stands for both.
  db.insert(scheduledMessages)
    .values({
      ...{ id: of.message, conversationId, leadId, body: secret, sendAt: due, cancelsOnReply: false },
      ...{ state: 'planned', createdBy: by.id, ...at },
    })
    .run()
  return { late, request, text }
}

export type KnownLead = ReturnType<typeof insertKnownLead>

export function insertChannelAccount(db: Db, now: number): ChannelAccountId {
  const id = newId<ChannelAccountId>()
  const account = { id, channel: 'whatsapp', provider: 'whatsapp-link', name: 'Resepsiyon' } as const
  db.insert(channelAccounts)
    .values({ ...account, createdAt: now, updatedAt: now })
    .run()
  return id
}
