import { v7 } from 'uuid'
import { z } from 'zod'

/** Of the browser's kind, which Node has as well. */
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array }

const BYTES_OF_ID = 16
/** Asking for chance takes longer than all the rest of making an id: it is had for many at once. */
const pool = new Uint8Array(128 * BYTES_OF_ID)
let used = pool.length

function rng(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  used += BYTES_OF_ID
  return pool.subarray(used - BYTES_OF_ID, used)
}

/** The millisecond of the last id, and how many there were in it: counted by us, because the package counts only with its own chance. */
let lastMs = 0
let seq = 0

/**
 * A new UUIDv7. The caller makes ids, so that repeating a create with the same id changes nothing. Each is greater than the one before,
 * also within a millisecond and after the clock was set back: what is made together stands in the order in which it was made.
 */
export function newId<Id extends string = string>(): Id {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    seq = 0
  } else seq += 1
  return v7({ rng, msecs: lastMs, seq }) as Id
}

export const StaffId = z.uuid().brand<'StaffId'>()
export type StaffId = z.infer<typeof StaffId>

export const LeadId = z.uuid().brand<'LeadId'>()
export type LeadId = z.infer<typeof LeadId>

export const StageId = z.uuid().brand<'StageId'>()
export type StageId = z.infer<typeof StageId>

export const ChannelAccountId = z.uuid().brand<'ChannelAccountId'>()
export type ChannelAccountId = z.infer<typeof ChannelAccountId>

export const ConversationId = z.uuid().brand<'ConversationId'>()
export type ConversationId = z.infer<typeof ConversationId>

export const MessageId = z.uuid().brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>

export const InteractionId = z.uuid().brand<'InteractionId'>()
export type InteractionId = z.infer<typeof InteractionId>

export const FileId = z.uuid().brand<'FileId'>()
export type FileId = z.infer<typeof FileId>

export const TemplateId = z.uuid().brand<'TemplateId'>()
export type TemplateId = z.infer<typeof TemplateId>

export const BrandId = z.uuid().brand<'BrandId'>()
export type BrandId = z.infer<typeof BrandId>

export const TagId = z.uuid().brand<'TagId'>()
export type TagId = z.infer<typeof TagId>

/** An address of a lead: a phone, an e-mail, a WhatsApp LID. */
export const IdentityId = z.uuid().brand<'IdentityId'>()
export type IdentityId = z.infer<typeof IdentityId>

export const ConsentEventId = z.uuid().brand<'ConsentEventId'>()
export type ConsentEventId = z.infer<typeof ConsentEventId>

export const ConsentTextId = z.uuid().brand<'ConsentTextId'>()
export type ConsentTextId = z.infer<typeof ConsentTextId>

/** A consent text as it was worded at one time: it never changes. */
export const ConsentWordingId = z.uuid().brand<'ConsentWordingId'>()
export type ConsentWordingId = z.infer<typeof ConsentWordingId>

export const MetaConnectionId = z.uuid().brand<'MetaConnectionId'>()
export type MetaConnectionId = z.infer<typeof MetaConnectionId>

export const AdAccountId = z.uuid().brand<'AdAccountId'>()
export type AdAccountId = z.infer<typeof AdAccountId>

export const AppointmentId = z.uuid().brand<'AppointmentId'>()
export type AppointmentId = z.infer<typeof AppointmentId>

export const AppointmentSeriesId = z.uuid().brand<'AppointmentSeriesId'>()
export type AppointmentSeriesId = z.infer<typeof AppointmentSeriesId>

export const AppointmentTypeId = z.uuid().brand<'AppointmentTypeId'>()
export type AppointmentTypeId = z.infer<typeof AppointmentTypeId>

export const RoomId = z.uuid().brand<'RoomId'>()
export type RoomId = z.infer<typeof RoomId>

export const DayOffId = z.uuid().brand<'DayOffId'>()
export type DayOffId = z.infer<typeof DayOffId>

export const MetaFormId = z.uuid().brand<'MetaFormId'>()
export type MetaFormId = z.infer<typeof MetaFormId>

export const SubmissionId = z.uuid().brand<'SubmissionId'>()
export type SubmissionId = z.infer<typeof SubmissionId>

export const SubmissionFailureId = z.uuid().brand<'SubmissionFailureId'>()
export type SubmissionFailureId = z.infer<typeof SubmissionFailureId>

export const SyncRunId = z.uuid().brand<'SyncRunId'>()
export type SyncRunId = z.infer<typeof SyncRunId>

export const DuplicatePairId = z.uuid().brand<'DuplicatePairId'>()
export type DuplicatePairId = z.infer<typeof DuplicatePairId>

export const SaleId = z.uuid().brand<'SaleId'>()
export type SaleId = z.infer<typeof SaleId>

export const TreatmentId = z.uuid().brand<'TreatmentId'>()
export type TreatmentId = z.infer<typeof TreatmentId>

export const RejectionReasonId = z.uuid().brand<'RejectionReasonId'>()
export type RejectionReasonId = z.infer<typeof RejectionReasonId>

export const ImportId = z.uuid().brand<'ImportId'>()
export type ImportId = z.infer<typeof ImportId>
export const LeadViewId = z.uuid().brand<'LeadViewId'>()
export type LeadViewId = z.infer<typeof LeadViewId>

export const BulkRunId = z.uuid().brand<'BulkRunId'>()
export type BulkRunId = z.infer<typeof BulkRunId>

export const AssignmentRuleId = z.uuid().brand<'AssignmentRuleId'>()
export type AssignmentRuleId = z.infer<typeof AssignmentRuleId>

export const ReminderRuleId = z.uuid().brand<'ReminderRuleId'>()
export type ReminderRuleId = z.infer<typeof ReminderRuleId>

export const ReminderId = z.uuid().brand<'ReminderId'>()
export type ReminderId = z.infer<typeof ReminderId>

export const ChangeRequestId = z.uuid().brand<'ChangeRequestId'>()
export type ChangeRequestId = z.infer<typeof ChangeRequestId>

export const InboundTextId = z.uuid().brand<'InboundTextId'>()
export type InboundTextId = z.infer<typeof InboundTextId>

export const ReportRecipientId = z.uuid().brand<'ReportRecipientId'>()
export type ReportRecipientId = z.infer<typeof ReportRecipientId>

export const ReportListId = z.uuid().brand<'ReportListId'>()
export type ReportListId = z.infer<typeof ReportListId>

export const ReportScheduleId = z.uuid().brand<'ReportScheduleId'>()
export type ReportScheduleId = z.infer<typeof ReportScheduleId>

export const ReportRunId = z.uuid().brand<'ReportRunId'>()
export type ReportRunId = z.infer<typeof ReportRunId>

export const ReportDocumentId = z.uuid().brand<'ReportDocumentId'>()
export type ReportDocumentId = z.infer<typeof ReportDocumentId>

export const ReportDeliveryId = z.uuid().brand<'ReportDeliveryId'>()
export type ReportDeliveryId = z.infer<typeof ReportDeliveryId>
