import type { AdService } from './features/ads/service.ts'
import type { AppointmentOfficeService } from './features/appointments/office-service.ts'
import type { AppointmentService } from './features/appointments/service.ts'
import type { AssignmentRuleService } from './features/assignment-rules/service.ts'
import type { AuditService } from './features/audit/service.ts'
import type { BackupService } from './features/backups/service.ts'
import type { BrandService } from './features/brands/service.ts'
import type { BulkActionService } from './features/bulk-actions/service.ts'
import type { ChannelService } from './features/channels/service.ts'
import type { ConsentService } from './features/consents/service.ts'
import type { ConsentTextService } from './features/consents/text-service.ts'
import type { BlockService } from './features/conversations/block-service.ts'
import type { MessageChangeService } from './features/conversations/message-change-service.ts'
import type { MessageService } from './features/conversations/message-service.ts'
import type { NumberRequestService } from './features/conversations/number-requests.ts'
import type { ConversationService } from './features/conversations/service.ts'
import type { SharingService } from './features/conversations/sharing-service.ts'
import type { CountryService } from './features/countries/service.ts'
import type { DiagnosticsService } from './features/diagnostics/service.ts'
import type { DuplicateService } from './features/duplicates/service.ts'
import type { FileService } from './features/files/service.ts'
import type { UploadService } from './features/files/uploads.ts'
import type { ImportService } from './features/imports/service.ts'
import type { InboundTextService } from './features/inbound-texts/service.ts'
import type { InsightService } from './features/insights/service.ts'
import type { LeadBoardService } from './features/lead-board/service.ts'
import type { LeadExportService } from './features/lead-exports/service.ts'
import type { LeadViewService } from './features/lead-views/service.ts'
import type { FollowUpService } from './features/leads/follow-up-service.ts'
import type { MergeService } from './features/leads/merge-service.ts'
import type { NoteService } from './features/leads/note-service.ts'
import type { LeadService } from './features/leads/service.ts'
import type { LogService } from './features/logs/service.ts'
import type { MetaService } from './features/meta/service.ts'
import type { FailureService } from './features/meta-leads/failure-service.ts'
import type { MetaLeadService } from './features/meta-leads/service.ts'
import type { NotificationService } from './features/notifications/service.ts'
import type { OutboxService } from './features/outbox/service.ts'
import type { WritingService } from './features/outbox/write-service.ts'
import type { OverviewService } from './features/overview/service.ts'
import type { PreferenceService } from './features/preferences/service.ts'
import type { createRetention } from './features/privacy/retention.ts'
import type { PrivacyService } from './features/privacy/service.ts'
import type { RejectionReasonService } from './features/rejection-reasons/service.ts'
import type { ReminderService } from './features/reminders/service.ts'
import type { RecipientService } from './features/report-sending/recipients.ts'
import type { ReportRunService } from './features/report-sending/runs.ts'
import type { ReportScheduleService } from './features/report-sending/schedules.ts'
import type { ReportService } from './features/reports/service.ts'
import type { SaleListService } from './features/sales/list-service.ts'
import type { SaleService } from './features/sales/service.ts'
import type { ScheduledMessageService } from './features/scheduled-messages/service.ts'
import type { ScoringService } from './features/scoring/service.ts'
import type { SenderService } from './features/senders/service.ts'
import type { SessionService } from './features/session/service.ts'
import type { SettingsService } from './features/settings/service.ts'
import type { SetupService } from './features/setup/service.ts'
import type { SpeedToLeadService } from './features/speed-to-lead/service.ts'
import type { StaffService } from './features/staff/service.ts'
import type { StageService } from './features/stages/service.ts'
import type { SystemService } from './features/system/service.ts'
import type { TagService } from './features/tags/service.ts'
import type { TemplateService } from './features/templates/service.ts'
import type { ThisPcService } from './features/this-pc/service.ts'
import type { UpdateService } from './features/updates/service.ts'
import type { WorkingHoursService } from './features/working-hours/service.ts'

/** Every feature's service, as `app.ts` puts them together and the routers use them. */
export interface Services {
  readonly system: SystemService
  readonly setup: SetupService
  readonly session: SessionService
  readonly settings: SettingsService
  readonly staff: StaffService
  readonly stages: StageService
  readonly countries: CountryService
  readonly leads: LeadService
  readonly imports: ImportService
  readonly tags: TagService
  readonly leadViews: LeadViewService
  readonly leadBoard: LeadBoardService
  readonly leadExports: LeadExportService
  readonly overview: OverviewService
  readonly reports: ReportService
  readonly reportRecipients: RecipientService
  readonly reportSchedules: ReportScheduleService
  readonly reportRuns: ReportRunService
  readonly bulkActions: BulkActionService
  readonly assignmentRules: AssignmentRuleService
  readonly brands: BrandService
  readonly meta: MetaService
  readonly duplicates: DuplicateService
  readonly metaLeads: MetaLeadService
  readonly insights: InsightService
  readonly ads: AdService
  readonly submissionFailures: FailureService
  readonly notes: NoteService
  readonly followUps: FollowUpService
  readonly merges: MergeService
  readonly privacy: PrivacyService
  readonly retention: ReturnType<typeof createRetention>['service']
  readonly rejectionReasons: RejectionReasonService
  readonly sales: SaleService
  readonly saleLists: SaleListService
  readonly scoring: ScoringService
  readonly speedToLead: SpeedToLeadService
  readonly consents: ConsentService
  readonly consentTexts: ConsentTextService
  readonly conversations: ConversationService
  readonly blocks: BlockService
  readonly numberRequests: NumberRequestService
  readonly messages: MessageService
  readonly messageChanges: MessageChangeService
  readonly sharing: SharingService
  readonly files: FileService
  readonly uploads: UploadService
  readonly channels: ChannelService
  readonly notifications: NotificationService
  readonly preferences: PreferenceService
  readonly templates: TemplateService
  readonly diagnostics: DiagnosticsService
  readonly logs: LogService
  readonly thisPc: ThisPcService
  readonly updates: UpdateService
  readonly audit: AuditService
  readonly backups: BackupService
  readonly appointments: AppointmentService
  readonly appointmentOffice: AppointmentOfficeService
  readonly workingHours: WorkingHoursService
  readonly reminders: ReminderService
  readonly scheduledMessages: ScheduledMessageService
  readonly outbox: OutboxService
  readonly senders: SenderService
  readonly writing: WritingService
  readonly inboundTexts: InboundTextService
}
