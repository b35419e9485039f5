import { z } from 'zod'
import { ConsentChannel } from '../domain/consent.ts'
import {
  BrandId,
  LeadId,
  MetaConnectionId,
  MetaFormId,
  SubmissionFailureId,
  SubmissionId,
  SyncRunId,
} from '../domain/ids.ts'
import { AnswerTarget, FormMapping, FormQuestion } from '../domain/lead-form.ts'
import { SyncFigures, SyncProblem, SyncState, SyncTrigger } from '../domain/meta-sync.ts'
import { Cursor, managers, ownLeads, PageSize, page } from './procedure.ts'

/** A lead form at Meta, as one connection sees it. */
export const LeadForm = z.object({
  id: MetaFormId,
  version: z.number(),
  /** Meta's own. */
  formId: z.string(),
  name: z.string().nullable(),
  status: z.string(),
  locale: z.string().nullable(),
  isPolled: z.boolean(),
  /** Everything that Meta still had has been fetched once. */
  isCaughtUp: z.boolean(),
  /** Meta's own count, with those that are too old to be had. */
  leadsCount: z.number().nullable(),
  expiredCount: z.number().nullable(),
  storedCount: z.number(),
  testCount: z.number(),
  /** Entries that Meta counts and that have not come, after everything was fetched once more. */
  missing: z.object({ entries: z.number(), since: z.number() }).nullable(),
  /** Of them, those that a person has accepted with a word why: they are not told of again. */
  accepted: z.object({ entries: z.number(), at: z.number(), note: z.string() }).nullable(),
  gapHealedAt: z.number().nullable(),
  lastFetchAt: z.number().nullable(),
  lastProblem: SyncProblem.nullable(),
})
export type LeadForm = z.infer<typeof LeadForm>

/** Where the answers of a form go. */
export const FormMappingView = z.object({
  form: LeadForm,
  questions: z.array(FormQuestion.extend({ target: AnswerTarget, suggested: AnswerTarget })),
  disclaimers: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      channels: z.array(ConsentChannel),
      suggested: z.array(ConsentChannel),
    }),
  ),
})
export type FormMappingView = z.infer<typeof FormMappingView>

/** A real entry, as it would be read. */
export const MappedSample = z.object({
  submissionId: SubmissionId,
  submittedAt: z.number(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  unreadablePhone: z.string().nullable(),
  email: z.string().nullable(),
  city: z.string().nullable(),
  countryCode: z.string().nullable(),
  language: z.string().nullable(),
  eventOn: z.string().nullable(),
  eventTime: z.string().nullable(),
  note: z.string().nullable(),
  extras: z.array(z.object({ label: z.string(), text: z.string() })),
})
export type MappedSample = z.infer<typeof MappedSample>

export const SyncRun = SyncFigures.extend({
  id: SyncRunId,
  trigger: SyncTrigger,
  state: SyncState,
  problems: z.array(SyncProblem),
  /** Meta gives nothing before then. */
  retryAt: z.number().nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
})
export type SyncRun = z.infer<typeof SyncRun>

/** What a fetch brought, in words of the person's language too (row C8). */
export const SyncResult = SyncFigures.extend({
  success: z.boolean(),
  errors: z.array(SyncProblem),
  message: z.string(),
  runId: SyncRunId,
})
export type SyncResult = z.infer<typeof SyncResult>

export const SyncStatus = z.object({
  /** The fetch that is under way. */
  running: z
    .object({
      run: SyncRun,
      formName: z.string().nullable(),
      formsDone: z.number(),
      forms: z.number(),
      /** Entries that the form still has; null where only what is new is asked for. */
      expected: z.number().nullable(),
    })
    .nullable(),
  last: SyncRun.nullable(),
  /** When it runs by itself again; null where nothing is fetched by itself now. */
  nextAt: z.number().nullable(),
  failures: z.number(),
  /** The last fetches brought nothing but what was there: a longer interval would do (row C30). */
  bringsOnlyDuplicates: z.boolean(),
})
export type SyncStatus = z.infer<typeof SyncStatus>

/** An entry that could not be stored. */
export const SubmissionFailure = z.object({
  id: SubmissionFailureId,
  formName: z.string().nullable(),
  reason: z.enum(['unreadable', 'not_stored']),
  errorClass: z.string().nullable(),
  attempts: z.number(),
  failedAt: z.number(),
  /** What came, for a person to read. */
  content: z.string(),
})
export type SubmissionFailure = z.infer<typeof SubmissionFailure>

/** One form that one person filled in. */
export const Submission = z.object({
  id: SubmissionId,
  brandId: BrandId.nullable(),
  formName: z.string().nullable(),
  adName: z.string().nullable(),
  adSetName: z.string().nullable(),
  campaignName: z.string().nullable(),
  platform: z.string().nullable(),
  isOrganic: z.boolean(),
  isTest: z.boolean(),
  /** The person was known before. */
  isReturn: z.boolean(),
  /** Their phone was known under this name, and the form has another. */
  otherName: z.string().nullable(),
  unreadablePhone: z.string().nullable(),
  answers: z.array(z.object({ label: z.string(), values: z.array(z.string()), target: AnswerTarget })),
  submittedAt: z.number(),
})
export type Submission = z.infer<typeof Submission>

export const SelfCheckStep = z.enum([
  'connection',
  'brand',
  'forms',
  'entries',
  'test_entry',
  'stored',
  'twice',
  'removed',
])
export type SelfCheckStep = z.infer<typeof SelfCheckStep>

export const SelfCheckLine = z.object({
  step: SelfCheckStep,
  state: z.enum(['ok', 'failed', 'skipped']),
  /** What the sentence names. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  problem: SyncProblem.nullable(),
})
export type SelfCheckLine = z.infer<typeof SelfCheckLine>

const ofConnection = z.object({ connectionId: MetaConnectionId })
const oneForm = z.object({ id: MetaFormId })
const chosenChannels = z.record(z.string().max(500), z.array(ConsentChannel).max(4))

export const metaLeads = {
  forms: managers.input(ofConnection).output(z.array(LeadForm)),
  setPolled: managers.input(oneForm.extend({ isPolled: z.boolean() })).output(LeadForm),
  /** Entries that do not come and will not: accepted as they stand. A conflict where there are others by now (row G4). */
  acceptGap: managers
    .input(oneForm.extend({ entries: z.number().int().min(1), note: z.string().trim().min(1).max(300) }))
    .output(LeadForm),
  reopenGap: managers.input(oneForm).output(LeadForm),
  mapping: managers.input(oneForm).output(FormMappingView),
  /** The newest entries of the form, as they would be read with that mapping. */
  previewMapping: managers.input(oneForm.extend({ mapping: FormMapping })).output(z.array(MappedSample)),
  saveMapping: managers
    .input(oneForm.extend({ version: z.number(), mapping: FormMapping, consentChannels: chosenChannels }))
    .output(FormMappingView),
  /** Reads all stored entries of the form again: leads get what they lack. Answers with how many entries were read. */
  applyMapping: managers.input(oneForm).output(z.number()),
  /** Fetches now, or joins the fetch that is under way; answers when it is through. It goes on when the page is closed. */
  sync: managers.input(ofConnection).output(SyncResult).errors({ NOT_CONNECTED: {} }),
  cancelSync: managers.input(ofConnection).output(z.void()),
  status: managers.input(ofConnection).output(SyncStatus),
  runs: managers
    .input(ofConnection.extend({ cursor: Cursor.nullable().default(null), limit: PageSize.default(20) }))
    .output(page(SyncRun)),
  failures: managers
    .input(ofConnection.extend({ cursor: Cursor.nullable().default(null), limit: PageSize.default(20) }))
    .output(page(SubmissionFailure)),
  /** Says whether it is stored now. */
  retryFailure: managers.input(z.object({ id: SubmissionFailureId })).output(z.boolean()),
  /** Says how many are stored now. */
  retryFailures: managers.input(ofConnection).output(z.number()),
  /** The entries of a lead, the newest first. */
  ofLead: ownLeads.input(z.object({ leadId: LeadId })).output(z.array(Submission)),
  /** Forms whose entries do not come, whatever is tried (row G4). */
  missing: managers.output(z.array(LeadForm)),
  /** Goes through everything once, if wanted with an entry of its own that is stored as a trial (row C45). */
  selfCheck: managers.input(ofConnection.extend({ makesEntry: z.boolean() })).output(z.array(SelfCheckLine)),
}
