import { ads } from './ads.ts'
import { appointments, appointmentTypes, rooms } from './appointments.ts'
import { assignmentRules } from './assignment-rules.ts'
import { backups } from './backups.ts'
import { brands } from './brands.ts'
import { bulkActions } from './bulk-actions.ts'
import { channelAccounts } from './channel-accounts.ts'
import { consents } from './consents.ts'
import { conversations, messages } from './conversations.ts'
import { diagnostics } from './diagnostics.ts'
import { duplicates } from './duplicates.ts'
import { files } from './files.ts'
import { imports } from './imports.ts'
import { inboundTexts } from './inbound-texts.ts'
import { insights } from './insights.ts'
import { leadBoard } from './lead-board.ts'
import { leadExports } from './lead-exports.ts'
import { leadViews } from './lead-views.ts'
import { leads } from './leads.ts'
import { logs } from './logs.ts'
import { meta } from './meta.ts'
import { metaLeads } from './meta-leads.ts'
import { notifications } from './notifications.ts'
import { outbox } from './outbox.ts'
import { overview } from './overview.ts'
import { preferences } from './preferences.ts'
import { privacy } from './privacy.ts'
import { rejectionReasons } from './rejection-reasons.ts'
import { reminders } from './reminders.ts'
import { reportRecipients, reportRuns, reportSchedules } from './report-sending.ts'
import { reports } from './reports.ts'
import { sales } from './sales.ts'
import { scheduledMessages } from './scheduled-messages.ts'
import { scoring } from './scoring.ts'
import { senders } from './senders.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'
import { speedToLead } from './speed-to-lead.ts'
import { staff } from './staff.ts'
import { stages } from './stages.ts'
import { system } from './system.ts'
import { tags } from './tags.ts'
import { templates } from './templates.ts'
import { thisPc } from './this-pc.ts'
import { updates } from './updates.ts'
import { workingHours } from './working-hours.ts'

/**
 * Everything a page may ask of the core: one router on two transports answers it. Named part by part: written out, its type is longer
 * than what the compiler writes into a declaration, and slow to compare. (No interface: oRPC asks for what has an index signature.)
 */
export type Contract = {
  system: typeof system
  setup: typeof setup
  session: typeof session
  settings: typeof settings
  staff: typeof staff
  stages: typeof stages
  leads: typeof leads
  imports: typeof imports
  tags: typeof tags
  leadViews: typeof leadViews
  leadBoard: typeof leadBoard
  leadExports: typeof leadExports
  overview: typeof overview
  reports: typeof reports
  reportRecipients: typeof reportRecipients
  reportSchedules: typeof reportSchedules
  reportRuns: typeof reportRuns
  bulkActions: typeof bulkActions
  assignmentRules: typeof assignmentRules
  brands: typeof brands
  meta: typeof meta
  privacy: typeof privacy
  rejectionReasons: typeof rejectionReasons
  sales: typeof sales
  scoring: typeof scoring
  speedToLead: typeof speedToLead
  consents: typeof consents
  duplicates: typeof duplicates
  metaLeads: typeof metaLeads
  insights: typeof insights
  ads: typeof ads
  conversations: typeof conversations
  messages: typeof messages
  files: typeof files
  channelAccounts: typeof channelAccounts
  notifications: typeof notifications
  preferences: typeof preferences
  templates: typeof templates
  reminders: typeof reminders
  scheduledMessages: typeof scheduledMessages
  diagnostics: typeof diagnostics
  logs: typeof logs
  thisPc: typeof thisPc
  updates: typeof updates
  backups: typeof backups
  appointments: typeof appointments
  appointmentTypes: typeof appointmentTypes
  rooms: typeof rooms
  workingHours: typeof workingHours
  outbox: typeof outbox
  senders: typeof senders
  inboundTexts: typeof inboundTexts
}

export const contract: Contract = {
  system,
  setup,
  session,
  settings,
  staff,
  stages,
  leads,
  imports,
  tags,
  leadViews,
  leadBoard,
  leadExports,
  overview,
  reports,
  reportRecipients,
  reportSchedules,
  reportRuns,
  bulkActions,
  assignmentRules,
  brands,
  meta,
  privacy,
  rejectionReasons,
  sales,
  scoring,
  speedToLead,
  consents,
  duplicates,
  metaLeads,
  insights,
  ads,
  conversations,
  messages,
  files,
  channelAccounts,
  notifications,
  preferences,
  templates,
  reminders,
  scheduledMessages,
  diagnostics,
  logs,
  thisPc,
  updates,
  backups,
  appointments,
  appointmentTypes,
  rooms,
  workingHours,
  outbox,
  senders,
  inboundTexts,
}
