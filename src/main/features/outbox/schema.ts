import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import type {
  OutboundChannel,
  OutboundId,
  OutboxProblem,
  OutboxState,
  ProviderTemplate,
  SenderKind,
} from '#shared/domain/outbox.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** What leaves the house by mail, SMS or official WhatsApp. The row is there before anything is sent, and says what became of it. */
export const outbox = sqliteTable(
  'outbox',
  {
    seq: integer().primaryKey(),
    id: text().$type<OutboundId>().notNull().unique(),
    version: integer().notNull().default(1),
    channel: text().$type<OutboundChannel>().notNull(),
    /** To whom it goes: a lead, a colleague, or neither. Who is forgotten takes their messages along. */
    leadId: text('lead_id')
      .$type<LeadId>()
      .references(() => leads.id, { onDelete: 'cascade' }),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    address: text().notNull(),
    subject: text(),
    body: text().notNull(),
    html: text(),
    template: text({ mode: 'json' }).$type<ProviderTemplate>(),
    causeKind: text('cause_kind').notNull(),
    causeId: text('cause_id').notNull(),
    state: text().$type<OutboxState>().notNull().default('queued'),
    /** Who carried it, and under which name it is known there. */
    sender: text().$type<SenderKind>(),
    providerId: text('provider_id'),
    problem: text({ mode: 'json' }).$type<OutboxProblem | null>(),
    attempts: integer().notNull().default(0),
    sendAfter: integer('send_after'),
    expiresAt: integer('expires_at'),
    /** From here on nobody may say that it did not go out, until somebody has looked. */
    triedAt: integer('tried_at'),
    sentAt: integer('sent_at'),
    deliveredAt: integer('delivered_at'),
    /** When to ask the provider again what became of it; null: there is nothing to ask. */
    lookAt: integer('look_at'),
    segments: integer(),
    /** Millionths of the currency, for all segments, by the office's own price at that time. */
    costMicros: integer('cost_micros'),
    currency: text(),
    /** Who had it sent, or decided about it last; null: the program. */
    decidedBy: text('decided_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    index('outbox_by_state').on(table.state, table.seq),
    index('outbox_of_lead').on(table.leadId, table.seq),
    index('outbox_of_staff').on(table.staffId),
    index('outbox_decided_by').on(table.decidedBy),
    index('outbox_of_cause').on(table.causeKind, table.causeId),
    index('outbox_to_look_at').on(table.sender, table.lookAt).where(sql`look_at is not null`),
    index('outbox_by_provider_id').on(table.sender, table.providerId).where(sql`provider_id is not null`),
  ],
)

/** What goes along with a mail: a content of the house, or a short text such as an invitation to a calendar. */
export const outboxAttachments = sqliteTable(
  'outbox_attachments',
  {
    id: text().primaryKey(),
    outboxId: text('outbox_id')
      .$type<OutboundId>()
      .notNull()
      .references(() => outbox.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    name: text().notNull(),
    mime: text().notNull(),
    sha256: text(),
    content: text(),
  },
  table => [
    index('outbox_attachments_in_order').on(table.outboxId, table.position),
    index('outbox_attachments_by_content').on(table.sha256).where(sql`sha256 is not null`),
  ],
)
