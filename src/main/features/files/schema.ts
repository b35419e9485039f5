import { blob, index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { FileDirection, FileFailure, FileKind, FileState } from '#shared/domain/file.ts'
import type { ConversationId, FileId, LeadId, MessageId, StaffId, TemplateId } from '#shared/domain/ids.ts'
import { conversations, messages } from '../conversations/schema.ts'
import { leads } from '../leads/schema.ts'
import { scheduledMessages } from '../scheduled-messages/schema.ts'
import { staff } from '../staff/schema.ts'
import { templates } from '../templates/schema.ts'

/** What is known of a content besides its bytes, which are in the blob store under their hash. */
function contentColumns() {
  return {
    /** Found in the bytes where they tell it, not believed from whoever sent them. */
    mime: text().notNull(),
    /** Harmless as a file's name on every system. */
    name: text().notNull(),
    size: integer().notNull(),
    sha256: text(),
    width: integer(),
    height: integer(),
    seconds: real(),
    /** One byte for each height, 0 to 100. */
    waveform: blob({ mode: 'buffer' }),
    /** A small JPEG. */
    thumbnail: blob({ mode: 'buffer' }),
  }
}

/** The files of a person: those of their messages, and those that somebody put there. */
export const attachments = sqliteTable(
  'attachments',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<FileId>().notNull(),
    version: integer().notNull().default(1),
    messageId: text('message_id')
      .$type<MessageId>()
      .references(() => messages.id, { onDelete: 'cascade' }),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    conversationId: text('conversation_id')
      .$type<ConversationId>()
      .references(() => conversations.id, { onDelete: 'set null' }),
    direction: text().$type<FileDirection>().notNull(),
    kind: text().$type<FileKind>().notNull(),
    ...contentColumns(),
    state: text().$type<FileState>().notNull(),
    error: text().$type<FileFailure>(),
    attempts: integer().notNull().default(0),
    /** When a content that is not here is fetched next; null when it is here, or no try is left. */
    nextTryAt: integer('next_try_at'),
    /** A key of `FixedFileLabel`, or the office's own text. */
    label: text(),
    /** Who put it there by hand; who sent a message stands with the message. */
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    /** Out of sight since then, and for good soon. */
    removedAt: integer('removed_at'),
    /** The folded name. */
    searchText: text('search_text').notNull(),
    /** When it came, went or was put there: the order of the lists. */
    happenedAt: integer('happened_at').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('attachments_by_id').on(table.id),
    index('attachments_of_lead_newest').on(table.leadId, table.happenedAt, table.seq),
    index('attachments_of_lead_and_label_newest').on(table.leadId, table.label, table.happenedAt, table.seq),
    index('attachments_of_message').on(table.messageId, table.seq),
    index('attachments_of_conversation').on(table.conversationId),
    index('attachments_by_content').on(table.sha256),
    index('attachments_of_staff').on(table.staffId),
  ],
)

/** Files that a page has announced and that are not any lead's yet. */
export const fileUploads = sqliteTable(
  'file_uploads',
  {
    id: text().$type<FileId>().primaryKey(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    staffId: text('staff_id')
      .$type<StaffId>()
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    purpose: text().$type<'lead-file' | 'message'>().notNull(),
    label: text(),
    ...contentColumns(),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    index('file_uploads_of_lead').on(table.leadId),
    index('file_uploads_oldest').on(table.createdAt),
    index('file_uploads_by_content').on(table.sha256),
  ],
)

/** Files that stand ready for messages to come: of a template, or of one message that leaves later. */
export const keptFiles = sqliteTable(
  'kept_files',
  {
    id: text().$type<FileId>().primaryKey(),
    /** Both null while a template is being written for which it was brought. */
    templateId: text('template_id')
      .$type<TemplateId>()
      .references(() => templates.id, { onDelete: 'cascade' }),
    scheduledId: text('scheduled_id')
      .$type<MessageId>()
      .references(() => scheduledMessages.id, { onDelete: 'cascade' }),
    kind: text().$type<FileKind>().notNull(),
    position: integer().notNull().default(0),
    ...contentColumns(),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    index('kept_files_of_template').on(table.templateId, table.position),
    uniqueIndex('kept_files_of_scheduled').on(table.scheduledId),
    index('kept_files_by_content').on(table.sha256),
    index('kept_files_of_staff').on(table.staffId),
  ],
)
