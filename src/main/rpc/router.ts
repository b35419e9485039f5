import type { Router } from '@orpc/server'
import type { Contract } from '#shared/contract/index.ts'
import { adsRouter } from '../features/ads/router.ts'
import { appointmentsRouter, appointmentTypesRouter, roomsRouter } from '../features/appointments/router.ts'
import { assignmentRulesRouter } from '../features/assignment-rules/router.ts'
import { backupsRouter } from '../features/backups/router.ts'
import { brandsRouter } from '../features/brands/router.ts'
import { bulkActionsRouter } from '../features/bulk-actions/router.ts'
import { channelsRouter } from '../features/channels/router.ts'
import { consentsRouter } from '../features/consents/router.ts'
import { messagesRouter } from '../features/conversations/message-router.ts'
import { conversationsRouter } from '../features/conversations/router.ts'
import { diagnosticsRouter } from '../features/diagnostics/router.ts'
import { duplicatesRouter } from '../features/duplicates/router.ts'
import { filesRouter } from '../features/files/router.ts'
import { importsRouter } from '../features/imports/router.ts'
import { inboundTextsRouter } from '../features/inbound-texts/router.ts'
import { insightsRouter } from '../features/insights/router.ts'
import { leadBoardRouter } from '../features/lead-board/router.ts'
import { leadExportsRouter } from '../features/lead-exports/router.ts'
import { leadViewsRouter } from '../features/lead-views/router.ts'
import { leadsRouter } from '../features/leads/router.ts'
import { logsRouter } from '../features/logs/router.ts'
import { metaRouter } from '../features/meta/router.ts'
import { metaLeadsRouter } from '../features/meta-leads/router.ts'
import { notificationsRouter } from '../features/notifications/router.ts'
import { outboxRouter } from '../features/outbox/router.ts'
import { overviewRouter } from '../features/overview/router.ts'
import { preferencesRouter } from '../features/preferences/router.ts'
import { privacyRouter } from '../features/privacy/router.ts'
import { rejectionReasonsRouter } from '../features/rejection-reasons/router.ts'
import { remindersRouter } from '../features/reminders/router.ts'
import { reportRecipientsRouter, reportRunsRouter, reportSchedulesRouter } from '../features/report-sending/router.ts'
import { reportsRouter } from '../features/reports/router.ts'
import { salesRouter } from '../features/sales/router.ts'
import { scheduledMessagesRouter } from '../features/scheduled-messages/router.ts'
import { scoringRouter } from '../features/scoring/router.ts'
import { sendersRouter } from '../features/senders/router.ts'
import { sessionRouter } from '../features/session/router.ts'
import { settingsRouter } from '../features/settings/router.ts'
import { setupRouter } from '../features/setup/router.ts'
import { speedToLeadRouter } from '../features/speed-to-lead/router.ts'
import { staffRouter } from '../features/staff/router.ts'
import { stagesRouter } from '../features/stages/router.ts'
import { systemRouter } from '../features/system/router.ts'
import { tagsRouter } from '../features/tags/router.ts'
import { templatesRouter } from '../features/templates/router.ts'
import { thisPcRouter } from '../features/this-pc/router.ts'
import { updatesRouter } from '../features/updates/router.ts'
import { workingHoursRouter } from '../features/working-hours/router.ts'
import type { RpcContext } from './context.ts'
import { os } from './os.ts'

/** Every feature's procedures as one router, the same for both transports. Its type is named: written out it is longer than the compiler writes. */
export const router: Router<Contract, RpcContext> = os.router({
  system: systemRouter,
  setup: setupRouter,
  session: sessionRouter,
  settings: settingsRouter,
  staff: staffRouter,
  stages: stagesRouter,
  leads: leadsRouter,
  imports: importsRouter,
  tags: tagsRouter,
  leadViews: leadViewsRouter,
  leadBoard: leadBoardRouter,
  leadExports: leadExportsRouter,
  overview: overviewRouter,
  reports: reportsRouter,
  reportRecipients: reportRecipientsRouter,
  reportSchedules: reportSchedulesRouter,
  reportRuns: reportRunsRouter,
  bulkActions: bulkActionsRouter,
  assignmentRules: assignmentRulesRouter,
  brands: brandsRouter,
  meta: metaRouter,
  privacy: privacyRouter,
  rejectionReasons: rejectionReasonsRouter,
  sales: salesRouter,
  scoring: scoringRouter,
  speedToLead: speedToLeadRouter,
  consents: consentsRouter,
  duplicates: duplicatesRouter,
  metaLeads: metaLeadsRouter,
  insights: insightsRouter,
  ads: adsRouter,
  conversations: conversationsRouter,
  messages: messagesRouter,
  files: filesRouter,
  channelAccounts: channelsRouter,
  notifications: notificationsRouter,
  preferences: preferencesRouter,
  templates: templatesRouter,
  reminders: remindersRouter,
  scheduledMessages: scheduledMessagesRouter,
  diagnostics: diagnosticsRouter,
  logs: logsRouter,
  thisPc: thisPcRouter,
  updates: updatesRouter,
  backups: backupsRouter,
  appointments: appointmentsRouter,
  appointmentTypes: appointmentTypesRouter,
  rooms: roomsRouter,
  workingHours: workingHoursRouter,
  outbox: outboxRouter,
  senders: sendersRouter,
  inboundTexts: inboundTextsRouter,
})
