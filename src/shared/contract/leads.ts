import { z } from 'zod'
import { BrandId, InteractionId, LeadId, StaffId, StageId, TagId } from '../domain/ids.ts'
import { LeadSource } from '../domain/lead-source.ts'
import { LocalTime } from '../domain/local-time.ts'
import { LeadCount, LeadFilter, LeadOrigins, LeadSort, SortDirection } from './lead-filter.ts'
import { Cursor, managers, ownLeads, PageSize, page, signedIn } from './procedure.ts'
import { EmailAddress } from './session.ts'
import { CountryCode, TimeZone } from './setup.ts'

export const LeadIdentity = z.object({
  kind: z.enum(['phone', 'whatsapp_lid', 'email', 'username']),
  /** As people write it; a hidden WhatsApp id is never shown as a number and comes as an empty string. */
  value: z.string(),
})

export const LeadSummary = z.object({
  id: LeadId,
  version: z.number(),
  name: z.string(),
  phoneNumber: z.string().nullable(),
  isNumberHidden: z.boolean(),
  stageId: StageId,
  ownerId: StaffId.nullable(),
  source: LeadSource,
  sourceDetail: z.string().nullable(),
  /** The campaign of the first touch, by the name it had then. */
  campaignName: z.string().nullable(),
  /** The form of the first touch, as it is called now. */
  formName: z.string().nullable(),
  brandId: BrandId.nullable(),
  countryCode: z.string().nullable(),
  language: z.string().nullable(),
  tagIds: z.array(TagId),
  score: z.number(),
  isUnregistered: z.boolean(),
  lastContactedAt: z.number().nullable(),
  lastCalledAt: z.number().nullable(),
  /** When something is to be done for them next, and what; past and not taken away, it is overdue. */
  nextActionAt: z.number().nullable(),
  nextActionText: z.string().nullable(),
  lastInboundAt: z.number().nullable(),
  createdAt: z.number(),
})
export type LeadSummary = z.infer<typeof LeadSummary>

export const Lead = LeadSummary.extend({
  identities: z.array(LeadIdentity),
  email: z.string().nullable(),
  city: z.string().nullable(),
  /** Where a person said that they are; it counts before country and number. */
  timeZone: z.string().nullable(),
  /** The hour there as of now; null where nothing says where they are. */
  localTime: LocalTime.nullable(),
  firstMessageAnswered: z.boolean(),
  /** When the first answer by a person left, and how long it took in milliseconds. */
  firstAnsweredAt: z.number().nullable(),
  firstInboundAt: z.number().nullable(),
  /** When they first became a customer. */
  convertedAt: z.number().nullable(),
  /** Why they were given up, while they are. */
  rejectionReason: z.string().nullable(),
  /** The sum of the points that the office's rules give. */
  score: z.number(),
  updatedAt: z.number(),
})
export type Lead = z.infer<typeof Lead>

/** Something that happened with a lead. Texts of the system are a key and parameters, worded when shown. */
export const Interaction = z.object({
  id: InteractionId,
  leadId: LeadId,
  staffId: StaffId.nullable(),
  kind: z.enum([
    'created',
    'status_change',
    'assignment',
    'note',
    'call',
    'email',
    'sms',
    'whatsapp',
    'appointment',
    'file',
    'merge',
    'merge_undone',
    'next_action',
    'ad_referral',
    'identity_learned',
    'import',
    'consent',
    'form_entry',
    'sale',
    'tag',
  ]),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  happenedAt: z.number(),
  /** Until when this merge can be undone; null for everything that cannot. */
  undoUntil: z.number().nullable(),
})
export type Interaction = z.infer<typeof Interaction>

/** Which part of a timeline. `history` is everything that nobody wrote: how it came, moves, merges. */
export const TimelinePart = z.enum(['all', 'calls', 'notes', 'appointments', 'history'])
export type TimelinePart = z.infer<typeof TimelinePart>

export const CallOutcome = z.enum(['reached', 'no_answer', 'busy', 'call_back', 'wrong_number'])
export type CallOutcome = z.infer<typeof CallOutcome>

/** Somebody who may be the same person: only a person can say so. */
export const MergeCandidate = z.object({ lead: LeadSummary, reason: z.enum(['email', 'last_ten_digits']) })
export type MergeCandidate = z.infer<typeof MergeCandidate>

/** The longest note. */
export const LONGEST_NOTE = 10_000
const NoteText = z.string().trim().min(1).max(LONGEST_NOTE)

export type LeadStats = z.infer<typeof LeadStats>
export const LeadStats = z.object({
  total: z.number(),
  new: z.number(),
  assigned: z.number(),
  contacted: z.number(),
  converted: z.number(),
  rejected: z.number(),
  /** How long people waited for their first answer, of those who got it in the last thirty days; null when nobody did. */
  firstAnswer: z.object({ averageMs: z.number(), leads: z.number() }).nullable(),
})

const details = {
  name: z.string().trim().min(1).max(200),
  phoneNumber: z.string().trim().max(40).nullable(),
  email: EmailAddress.nullable(),
  countryCode: CountryCode.nullable(),
  language: z.string().max(10).nullable(),
  city: z.string().trim().max(120).nullable(),
  /** Left out, it stays as it is. */
  timeZone: TimeZone.nullable().optional(),
}

const addressErrors = {
  INVALID_PHONE: {},
  /** The phone belongs to another lead already; a person decides what to do. Whose it is stays unsaid to whoever may not see that lead. */
  PHONE_TAKEN: { data: z.object({ leadId: LeadId.nullable(), name: z.string() }) },
}

export const leads = {
  list: ownLeads
    .input(
      z.object({
        filter: LeadFilter.prefault({}),
        sort: LeadSort.default('created'),
        /** Null: the direction that one expects of that order. */
        direction: SortDirection.nullable().default(null),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(50),
      }),
    )
    // A page may hold fewer than asked for, or none, and still have a next one: it says how far it has looked.
    .output(page(LeadSummary)),
  count: ownLeads.input(z.object({ filter: LeadFilter.prefault({}) })).output(LeadCount),
  origins: signedIn.output(LeadOrigins),
  /** Where people of that country live, as far as the office knows: names of places, and nobody with them. */
  cities: signedIn.input(z.object({ countryCode: CountryCode })).output(z.array(z.string())),
  stats: ownLeads.output(LeadStats),
  get: ownLeads.input(z.object({ id: LeadId })).output(Lead),
  create: ownLeads
    .input(
      z.object({
        id: LeadId,
        ...details,
        stageId: StageId.nullable().default(null),
        source: LeadSource.default('manual'),
      }),
    )
    .output(Lead)
    .errors(addressErrors),
  update: ownLeads
    .input(z.object({ id: LeadId, version: z.number(), ...details }))
    .output(Lead)
    .errors(addressErrors),
  /** `reason` counts where the stage is one of those that are given up; the office may ask for one. */
  moveToStage: ownLeads
    .input(z.object({ id: LeadId, stageId: StageId, reason: z.string().trim().max(200).nullable().default(null) }))
    .output(Lead)
    .errors({ REASON_REQUIRED: {} }),
  /** Null gives the lead back to the pool. */
  assign: ownLeads.input(z.object({ id: LeadId, ownerId: StaffId.nullable() })).output(Lead),
  /** `at` is for a note that is put back where it stood; never in the future. */
  addNote: ownLeads
    .input(z.object({ id: InteractionId, leadId: LeadId, text: NoteText, at: z.number().int().optional() }))
    .output(Interaction),
  /** Only by whoever wrote it. */
  editNote: ownLeads
    .input(z.object({ id: InteractionId, text: NoteText }))
    .output(Interaction)
    .errors({ NOT_YOUR_NOTE: {} }),
  removeNote: ownLeads
    .input(z.object({ id: InteractionId }))
    .output(z.void())
    .errors({ NOT_YOUR_NOTE: {} }),
  /** A call that somebody made or took on a telephone; `at` is when, never in the future. */
  logCall: ownLeads
    .input(
      z.object({
        id: InteractionId,
        leadId: LeadId,
        outcome: CallOutcome,
        text: z.string().trim().max(10_000),
        at: z.number().int(),
      }),
    )
    .output(Interaction),
  /** Null takes it away: it is done, or needless. */
  setNextAction: ownLeads
    .input(z.object({ id: LeadId, at: z.number().int().nullable(), text: z.string().trim().max(200).nullable() }))
    .output(Lead),
  timeline: ownLeads
    .input(
      z.object({
        leadId: LeadId,
        part: TimelinePart.default('all'),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(50),
      }),
    )
    .output(page(Interaction)),
  mergeCandidates: ownLeads.input(z.object({ leadId: LeadId })).output(z.array(MergeCandidate)),
  /** Two records of one person become `keepId`; everything of the other moves to it. */
  merge: ownLeads
    .input(z.object({ keepId: LeadId, absorbId: LeadId }))
    .output(Lead)
    .errors({ SAME_LEAD: {} }),
  /** The entry of the timeline that tells of the merge. What came since goes to whom it belongs by its address. */
  undoMerge: ownLeads
    .input(z.object({ interactionId: InteractionId }))
    .output(Lead)
    .errors({
      CANNOT_UNDO: { data: z.object({ reason: z.enum(['not-a-merge', 'too-late', 'not-the-last', 'undone']) }) },
    }),
  /** For good: the person's messages, notes and files go with them. The audit log keeps ids only. */
  remove: managers.input(z.object({ id: LeadId, version: z.number() })).output(z.void()),
}
