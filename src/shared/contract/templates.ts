import { z } from 'zod'
import { AppointmentId, LeadId, TemplateId } from '../domain/ids.ts'
import { ProviderStatus, TemplateCategory, TemplateChannel } from '../domain/template.ts'
import { TemplateFacts } from '../domain/template-values.ts'
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
}

export const templates = {
  /** Quick replies first, and of each category the most used first. */
  list: signedIn.output(z.array(Template)),
  create: signedIn.input(one.extend(details)).output(Template),
  update: signedIn.input(one.extend({ version: z.number(), ...details })).output(Template),
  remove: signedIn.input(one).output(z.void()),
  /** Takes back a removal, for a day. */
  restore: signedIn.input(one).output(Template),
  /** Somebody has put it into a message. */
  noteUse: signedIn.input(one).output(z.void()),
  /** What a template is filled with for this person: with the appointment that is named, else with their next one. */
  facts: ownLeads
    .input(z.object({ leadId: LeadId, appointmentId: AppointmentId.nullable().default(null) }))
    .output(TemplateFacts),
}
