import { z } from 'zod'
import {
  AddressKind,
  ConsentAction,
  ConsentChannel,
  ConsentSource,
  ConsentState,
  SpokenConsentSource,
} from '../domain/consent.ts'
import { BrandId, ConsentEventId, ConsentTextId, ConsentWordingId, IdentityId, LeadId, StaffId } from '../domain/ids.ts'
import { admins, Cursor, ownLeads, PageSize, page, signedIn } from './procedure.ts'

/** How an address stands to one channel. */
export const Consent = z.object({
  channel: ConsentChannel,
  /** Null: for the whole office. */
  brandId: BrandId.nullable(),
  state: ConsentState,
  source: ConsentSource.nullable(),
  /** When the person said so; null for what nobody has said anything of. */
  changedAt: z.number().nullable(),
})
export type Consent = z.infer<typeof Consent>

/** One address of a person with every channel that reaches it, the office's row first. */
export const AddressConsents = z.object({
  identityId: IdentityId,
  kind: AddressKind,
  /** As people write it; WhatsApp's internal id is never shown and comes as an empty string. */
  value: z.string(),
  consents: z.array(Consent),
})
export type AddressConsents = z.infer<typeof AddressConsents>

/** What was said, with its proof. */
export const ConsentEvent = z.object({
  id: ConsentEventId,
  kind: AddressKind,
  value: z.string(),
  channel: ConsentChannel,
  brandId: BrandId.nullable(),
  action: ConsentAction,
  source: ConsentSource,
  /** The words they agreed to; `name` and `number` where they are a version of the office's own text. */
  wording: z.object({ name: z.string().nullable(), number: z.number().nullable(), body: z.string() }).nullable(),
  note: z.string().nullable(),
  reference: z.string().nullable(),
  staffId: StaffId.nullable(),
  /** It was kept, and nothing moved by it: newer words were known already, or a list said so where the person had refused. */
  isWithoutEffect: z.boolean(),
  happenedAt: z.number(),
})
export type ConsentEvent = z.infer<typeof ConsentEvent>

/** A text that the office asks consent with, as it is worded now. Earlier versions stay with those who agreed to them. */
export const ConsentText = z.object({
  id: ConsentTextId,
  version: z.number(),
  name: z.string(),
  language: z.string(),
  isArchived: z.boolean(),
  wording: z.object({ id: ConsentWordingId, number: z.number(), body: z.string(), createdAt: z.number() }),
})
export type ConsentText = z.infer<typeof ConsentText>

const TextName = z.string().trim().min(1).max(80)
const TextBody = z.string().trim().min(1).max(20_000)
const Language = z.string().regex(/^[a-z]{2,3}$/u)

export const consents = {
  ofLead: ownLeads.input(z.object({ leadId: LeadId })).output(z.array(AddressConsents)),
  /** Everything that the addresses of this person said, the newest first. */
  history: ownLeads
    .input(z.object({ leadId: LeadId, cursor: Cursor.nullable().default(null), limit: PageSize.default(20) }))
    .output(page(ConsentEvent)),
  /** What the person has said, as a member of staff heard or read it; `at` is when, never in the future. */
  record: ownLeads
    .input(
      z.object({
        id: ConsentEventId,
        leadId: LeadId,
        identityId: IdentityId,
        channel: ConsentChannel,
        brandId: BrandId.nullable(),
        action: ConsentAction,
        source: SpokenConsentSource,
        at: z.number().int(),
        wordingId: ConsentWordingId.nullable(),
        note: z.string().trim().max(1_000),
      }),
    )
    .output(z.array(AddressConsents))
    .errors({
      /** This kind of address is not reached by that channel. */
      CHANNEL_DOES_NOT_REACH: {},
    }),
  texts: {
    list: signedIn.output(z.array(ConsentText)),
    create: admins
      .input(
        z.object({
          id: ConsentTextId,
          wordingId: ConsentWordingId,
          name: TextName,
          language: Language,
          body: TextBody,
        }),
      )
      .output(ConsentText),
    /** Another wording is another version: what people agreed to stays as it was. */
    update: admins
      .input(
        z.object({
          id: ConsentTextId,
          version: z.number(),
          wordingId: ConsentWordingId,
          name: TextName,
          language: Language,
          body: TextBody,
        }),
      )
      .output(ConsentText),
    /** Out of the lists; whoever agreed to it still has it in their history. */
    archive: admins.input(z.object({ id: ConsentTextId, isArchived: z.boolean() })).output(ConsentText),
    versions: signedIn
      .input(z.object({ id: ConsentTextId }))
      .output(
        z.array(z.object({ number: z.number(), body: z.string(), createdAt: z.number(), staffId: StaffId.nullable() })),
      ),
  },
}
