import { z } from 'zod'
import {
  ReportDeliveryId,
  ReportDocumentId,
  ReportListId,
  ReportRecipientId,
  ReportRunId,
  ReportScheduleId,
  StaffId,
} from '../domain/ids.ts'
import { Locale } from '../domain/locale.ts'
import { ReportAudience, ReportPeriod, ReportSection } from '../domain/report.ts'
import {
  DeliveryReason,
  DeliveryState,
  RecurringPeriod,
  ReportChannel,
  ReportContent,
  ReportRhythm,
  ReportRunState,
} from '../domain/report-sending.ts'
import { Cursor, managers, PageSize, page } from './procedure.ts'

/** Somebody who gets reports: of the staff, or from outside (row A21). */
export const ReportRecipient = z.object({
  id: ReportRecipientId,
  version: z.number(),
  /** Null for somebody from outside. */
  staffId: StaffId.nullable(),
  name: z.string(),
  channel: ReportChannel,
  address: z.string(),
  audience: ReportAudience,
  locale: Locale,
  /** When somebody here confirmed that they want it; null: nothing is sent. */
  consentedAt: z.number().nullable(),
  /** Of the staff and not working here any more: nothing is sent. */
  hasLeft: z.boolean(),
})
export type ReportRecipient = z.infer<typeof ReportRecipient>

export const ReportList = z.object({
  id: ReportListId,
  version: z.number(),
  name: z.string(),
  recipientIds: z.array(ReportRecipientId),
})
export type ReportList = z.infer<typeof ReportList>

const recipientDetails = {
  staffId: StaffId.nullable(),
  name: z.string().trim().min(1).max(120),
  channel: ReportChannel,
  /** A phone as people write it, or a mail address. */
  address: z.string().trim().min(3).max(254),
  audience: ReportAudience,
  locale: Locale,
  hasConsented: z.boolean(),
}
const recipientErrors = {
  INVALID_PHONE: {},
  INVALID_EMAIL: {},
  RECIPIENT_EXISTS: { data: z.object({ name: z.string() }) },
}
const listDetails = { name: z.string().trim().min(1).max(80), recipientIds: z.array(ReportRecipientId).max(200) }

export const reportRecipients = {
  list: managers.output(z.array(ReportRecipient)),
  /** Colleagues with what is known of them, to pick from. */
  colleagues: managers.output(
    z.array(
      z.object({
        staffId: StaffId,
        name: z.string(),
        email: z.string(),
        phone: z.string().nullable(),
        locale: Locale,
      }),
    ),
  ),
  create: managers
    .input(z.object({ id: ReportRecipientId, ...recipientDetails }))
    .output(ReportRecipient)
    .errors(recipientErrors),
  update: managers
    .input(z.object({ id: ReportRecipientId, version: z.number(), ...recipientDetails }))
    .output(ReportRecipient)
    .errors(recipientErrors),
  /** What was sent to them stays in the history. */
  remove: managers.input(z.object({ id: ReportRecipientId })).output(z.void()),
  lists: managers.output(z.array(ReportList)),
  createList: managers.input(z.object({ id: ReportListId, ...listDetails })).output(ReportList),
  updateList: managers.input(z.object({ id: ReportListId, version: z.number(), ...listDetails })).output(ReportList),
  removeList: managers
    .input(z.object({ id: ReportListId }))
    .output(z.void())
    .errors({ LIST_IN_USE: { data: z.object({ schedule: z.string() }) } }),
}

const sections = z.array(ReportSection).min(1).max(20)

export const ReportSchedule = z.object({
  id: ReportScheduleId,
  version: z.number(),
  name: z.string(),
  rhythm: ReportRhythm,
  period: RecurringPeriod,
  sections: z.array(ReportSection),
  content: ReportContent,
  listId: ReportListId,
  isPaused: z.boolean(),
  /** Null while it is paused. */
  nextAt: z.number().nullable(),
  lastRunAt: z.number().nullable(),
})
export type ReportSchedule = z.infer<typeof ReportSchedule>

const scheduleDetails = {
  name: z.string().trim().min(1).max(80),
  rhythm: ReportRhythm,
  period: RecurringPeriod,
  sections,
  content: ReportContent,
  listId: ReportListId,
}
const scheduleErrors = { CRON_UNREADABLE: {} }

export const reportSchedules = {
  list: managers.output(z.array(ReportSchedule)),
  /** When it would leave next, of what is being set up. */
  next: managers
    .input(z.object({ rhythm: ReportRhythm }))
    .output(z.object({ at: z.array(z.number()) }))
    .errors(scheduleErrors),
  create: managers
    .input(z.object({ id: ReportScheduleId, ...scheduleDetails }))
    .output(ReportSchedule)
    .errors(scheduleErrors),
  update: managers
    .input(z.object({ id: ReportScheduleId, version: z.number(), ...scheduleDetails }))
    .output(ReportSchedule)
    .errors(scheduleErrors),
  setPaused: managers.input(z.object({ id: ReportScheduleId, isPaused: z.boolean() })).output(ReportSchedule),
  /** Once more and now, whatever has left for the same days already. */
  runNow: managers
    .input(z.object({ id: ReportScheduleId, runId: ReportRunId }))
    .output(z.void())
    .errors({ NOBODY_TO_SEND: {} }),
  remove: managers.input(z.object({ id: ReportScheduleId })).output(z.void()),
}

export const DeliveryCounts = z.record(DeliveryState, z.number())

export const ReportRun = z.object({
  id: ReportRunId,
  /** Null where somebody sent it by hand, or the schedule is gone. */
  scheduleId: ReportScheduleId.nullable(),
  scheduleName: z.string().nullable(),
  /** Null: the program did, by its schedule. */
  askedBy: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  content: ReportContent,
  state: ReportRunState,
  createdAt: z.number(),
  counts: DeliveryCounts,
})
export type ReportRun = z.infer<typeof ReportRun>

export const ReportDelivery = z.object({
  id: ReportDeliveryId,
  name: z.string(),
  channel: ReportChannel,
  address: z.string(),
  audience: ReportAudience,
  locale: Locale,
  documentId: ReportDocumentId.nullable(),
  state: DeliveryState,
  reason: DeliveryReason.nullable(),
  /** The provider's own words. */
  detail: z.string().nullable(),
  at: z.number(),
})
export type ReportDelivery = z.infer<typeof ReportDelivery>

/** What was sent, as it was sent. */
export const SentDocument = z.object({
  id: ReportDocumentId,
  audience: ReportAudience,
  locale: Locale,
  title: z.string(),
  size: z.number(),
})

export const reportRuns = {
  send: managers
    .input(
      z.object({
        id: ReportRunId,
        period: ReportPeriod,
        sections,
        content: ReportContent,
        recipientIds: z.array(ReportRecipientId).max(200),
        listIds: z.array(ReportListId).max(50),
      }),
    )
    .output(z.object({ deliveries: z.number() }))
    .errors({ NOBODY_TO_SEND: {} }),
  /** The newest first. */
  list: managers
    .input(z.object({ cursor: Cursor.nullable().default(null), limit: PageSize.default(30) }))
    .output(page(ReportRun)),
  get: managers
    .input(z.object({ id: ReportRunId }))
    .output(ReportRun.extend({ deliveries: z.array(ReportDelivery), documents: z.array(SentDocument) })),
  document: managers
    .input(z.object({ id: ReportDocumentId }))
    .output(z.object({ title: z.string(), text: z.string(), html: z.string() })),
  /** An address for the PDF that was sent. */
  openPdf: managers.input(z.object({ id: ReportDocumentId })).output(z.object({ url: z.string() })),
  /** Once more to whoever did not get it; what has left stays as it is. */
  resendFailed: managers.input(z.object({ id: ReportRunId })).output(z.object({ deliveries: z.number() })),
  resend: managers
    .input(z.object({ id: ReportDeliveryId }))
    .output(z.void())
    .errors({ NOT_FAILED: {} }),
  /** The person knows that it has arrived. */
  markSent: managers
    .input(z.object({ id: ReportDeliveryId }))
    .output(z.void())
    .errors({ NOT_FAILED: {} }),
}
