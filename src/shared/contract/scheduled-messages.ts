import { z } from 'zod'
import { ConversationId, FileId, LeadId, MessageId, StaffId, TemplateId } from '../domain/ids.ts'
import { LONGEST_MESSAGE } from '../domain/message.ts'
import { WriteObstacle } from './conversations.ts'
import { AttachmentSummary } from './files.ts'
import { ownLeads } from './procedure.ts'

/** A message that was written to leave later (row G16). It has the id that it will have as a message. */
export const ScheduledMessage = z.object({
  id: MessageId,
  version: z.number(),
  conversationId: ConversationId,
  leadId: LeadId,
  leadName: z.string(),
  body: z.string(),
  /** It goes along; then the body may be empty. */
  file: AttachmentSummary.nullable(),
  sendAt: z.number(),
  /** Not sent where the customer writes first. */
  cancelsOnReply: z.boolean(),
  /** `late`: missed while the PC was off, too long ago to be sent without asking. */
  state: z.enum(['planned', 'late', 'failed']),
  reason: z.string().nullable(),
  createdBy: StaffId,
})
export type ScheduledMessage = z.infer<typeof ScheduledMessage>

const one = z.object({ id: MessageId })
const details = {
  body: z.string().trim().max(LONGEST_MESSAGE),
  sendAt: z.number().int().min(0).max(8_640_000_000_000_000),
  cancelsOnReply: z.boolean(),
}
const errors = {
  CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) },
  /** It is to leave later, not earlier. */
  IN_THE_PAST: {},
  /** Neither words nor a file. */
  NOTHING_TO_SEND: {},
}

export const scheduledMessages = {
  /** What waits in one chat, or in all of them, the next first. */
  list: ownLeads
    .input(z.object({ conversationId: ConversationId.nullable().default(null) }))
    .output(z.array(ScheduledMessage)),
  create: ownLeads
    .input(
      one.extend({
        ...{ conversationId: ConversationId, ...details },
        /** A file that was uploaded for a message to this person (`files.startUpload`). */
        uploadId: FileId.nullable().default(null),
        form: z.enum(['by-itself', 'document', 'voice']).default('by-itself'),
        templateId: TemplateId.nullable().default(null),
      }),
    )
    .output(ScheduledMessage)
    .errors(errors),
  update: ownLeads
    .input(one.extend({ version: z.number(), ...details }))
    .output(ScheduledMessage)
    .errors(errors),
  cancel: ownLeads.input(one).output(z.void()),
  sendNow: ownLeads.input(one).output(z.void()),
}
