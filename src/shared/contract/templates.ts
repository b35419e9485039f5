import { z } from 'zod'
import { AppointmentId, FileId, LeadId, TemplateId } from '../domain/ids.ts'
import { MOST_TEMPLATE_FILES, ProviderStatus, TemplateCategory, TemplateChannel } from '../domain/template.ts'
import { TemplateFacts } from '../domain/template-values.ts'
import { AttachmentSummary, MediaDetails } from './files.ts'
import { ownLeads, signedIn } from './procedure.ts'

/** The words of a template in one language. */
export const TemplateVariant = z.object({
  /** Two or three letters, as of a lead's language. */
  language: z.string(),
  /** Of an e-mail. */
  subject: z.string().nullable(),
  /** With placeholders: see `domain/template.ts`. */
  content: z.string(),
  /** How a provider calls it that has to approve it first, and what it says of it. */
  providerId: z.string().nullable(),
  providerStatus: ProviderStatus.nullable(),
})
export type TemplateVariant = z.infer<typeof TemplateVariant>

/** A text made beforehand that the whole office uses (rows D28, E2, E7): in chats, for appointments, in campaigns. */
export const Template = z.object({
  id: TemplateId,
  version: z.number(),
  name: z.string(),
  category: TemplateCategory,
  /** Null where it fits every channel. */
  channel: TemplateChannel.nullable(),
  /** At least one; the first is what nobody's language asks for. */
  variants: z.array(TemplateVariant),
  /** What goes along with it in a chat, in their order. */
  files: z.array(AttachmentSummary),
  usageCount: z.number(),
  lastUsedAt: z.number().nullable(),
})
export type Template = z.infer<typeof Template>

const one = z.object({ id: TemplateId })
const details = {
  name: z.string().trim().min(1).max(80),
  category: TemplateCategory,
  channel: TemplateChannel.nullable(),
  variants: z
    .array(
      z.object({
        language: z.string().regex(/^[a-z]{2,3}$/u),
        subject: z.string().trim().min(1).max(200).nullable().default(null),
        content: z.string().trim().min(1).max(4_000),
      }),
    )
    .min(1)
    .max(40)
    .refine(variants => new Set(variants.map(({ language }) => language)).size === variants.length, 'One per language'),
  fileIds: z.array(FileId).max(MOST_TEMPLATE_FILES).default([]),
}

export const templates = {
  /** Quick replies first, and of each category the most used first. */
  list: signedIn.output(z.array(Template)),
  create: signedIn.input(one.extend(details)).output(Template),
  update: signedIn.input(one.extend({ version: z.number(), ...details })).output(Template),
  remove: signedIn.input(one).output(z.void()),
  /** Takes back a removal, for a day. */
  restore: signedIn.input(one).output(Template),
  /** Its text went into a mail or an SMS that somebody wrote; with messages of a chat it is counted by itself. */
  noteUse: signedIn.input(one).output(z.void()),
  /** Announces a file for one; its bytes are then sent with `PUT` to the address, whole. It belongs to a template once that is saved. */
  startFile: signedIn
    .input(
      z.object({
        id: FileId,
        name: z.string().max(1_000),
        mime: z.string().max(200),
        size: z.number().int().min(0),
      }),
    )
    .output(z.object({ url: z.string() }))
    .errors({ FILE_EMPTY: {}, FILE_TOO_LARGE: { data: z.object({ largest: z.number() }) } }),
  finishFile: signedIn
    .input(z.object({ id: FileId, details: MediaDetails.prefault({}) }))
    .output(AttachmentSummary)
    .errors({ UPLOAD_INCOMPLETE: {}, FILE_NOT_SHOWN: {} }),
  /** Its files as uploads for a message to this person: what is not sent is forgotten after a day. */
  stageFiles: ownLeads.input(one.extend({ leadId: LeadId })).output(z.array(AttachmentSummary)),
  /** What a template is filled with for this person: with the appointment that is named, else with their next one. */
  facts: ownLeads
    .input(z.object({ leadId: LeadId, appointmentId: AppointmentId.nullable().default(null) }))
    .output(TemplateFacts),
}
