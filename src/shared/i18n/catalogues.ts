import enAds from './en/ads.json' with { type: 'json' }
import enAppointments from './en/appointments.json' with { type: 'json' }
import enAssignmentRules from './en/assignment-rules.json' with { type: 'json' }
import enAudit from './en/audit.json' with { type: 'json' }
import enBackups from './en/backups.json' with { type: 'json' }
import enBulkActions from './en/bulk-actions.json' with { type: 'json' }
import enAccounts from './en/channel-accounts.json' with { type: 'json' }
import enConsents from './en/consents.json' with { type: 'json' }
import enConversations from './en/conversations.json' with { type: 'json' }
import enCore from './en/core.json' with { type: 'json' }
import enDiagnostics from './en/diagnostics.json' with { type: 'json' }
import enDuplicates from './en/duplicates.json' with { type: 'json' }
import enEmoji from './en/emoji.json' with { type: 'json' }
import enFiles from './en/files.json' with { type: 'json' }
import enFrame from './en/frame.json' with { type: 'json' }
import enHandOver from './en/hand-over.json' with { type: 'json' }
import enImports from './en/imports.json' with { type: 'json' }
import enLeadBoard from './en/lead-board.json' with { type: 'json' }
import enLeadExports from './en/lead-exports.json' with { type: 'json' }
import enLeadLists from './en/lead-lists.json' with { type: 'json' }
import enLeadMails from './en/lead-mails.json' with { type: 'json' }
import enLeadViews from './en/lead-views.json' with { type: 'json' }
import enLeads from './en/leads.json' with { type: 'json' }
import enLogs from './en/logs.json' with { type: 'json' }
import enMeta from './en/meta.json' with { type: 'json' }
import enMetaLeads from './en/meta-leads.json' with { type: 'json' }
import enNotifications from './en/notifications.json' with { type: 'json' }
import enOutbox from './en/outbox.json' with { type: 'json' }
import enOverview from './en/overview.json' with { type: 'json' }
import enPhoneField from './en/phone-field.json' with { type: 'json' }
import enPrivacy from './en/privacy.json' with { type: 'json' }
import enProblems from './en/problems.json' with { type: 'json' }
import enRecovery from './en/recovery.json' with { type: 'json' }
import enRejectionReasons from './en/rejection-reasons.json' with { type: 'json' }
import enReminders from './en/reminders.json' with { type: 'json' }
import enReportSending from './en/report-sending.json' with { type: 'json' }
import enReportWords from './en/report-words.json' with { type: 'json' }
import enReports from './en/reports.json' with { type: 'json' }
import enSales from './en/sales.json' with { type: 'json' }
import enScheduled from './en/scheduled-messages.json' with { type: 'json' }
import enScoring from './en/scoring.json' with { type: 'json' }
import enSenders from './en/senders.json' with { type: 'json' }
import enSession from './en/session.json' with { type: 'json' }
import enSettings from './en/settings.json' with { type: 'json' }
import enSetup from './en/setup.json' with { type: 'json' }
import enSpeedToLead from './en/speed-to-lead.json' with { type: 'json' }
import enStaff from './en/staff.json' with { type: 'json' }
import enStages from './en/stages.json' with { type: 'json' }
import enTags from './en/tags.json' with { type: 'json' }
import enTemplates from './en/templates.json' with { type: 'json' }
import enThisPc from './en/this-pc.json' with { type: 'json' }
import enUpdates from './en/updates.json' with { type: 'json' }
import trAds from './tr/ads.json' with { type: 'json' }
import trAppointments from './tr/appointments.json' with { type: 'json' }
import trAssignmentRules from './tr/assignment-rules.json' with { type: 'json' }
import trAudit from './tr/audit.json' with { type: 'json' }
import trBackups from './tr/backups.json' with { type: 'json' }
import trBulkActions from './tr/bulk-actions.json' with { type: 'json' }
import trAccounts from './tr/channel-accounts.json' with { type: 'json' }
import trConsents from './tr/consents.json' with { type: 'json' }
import trConversations from './tr/conversations.json' with { type: 'json' }
import trCore from './tr/core.json' with { type: 'json' }
import trDiagnostics from './tr/diagnostics.json' with { type: 'json' }
import trDuplicates from './tr/duplicates.json' with { type: 'json' }
import trEmoji from './tr/emoji.json' with { type: 'json' }
import trFiles from './tr/files.json' with { type: 'json' }
import trFrame from './tr/frame.json' with { type: 'json' }
import trHandOver from './tr/hand-over.json' with { type: 'json' }
import trImports from './tr/imports.json' with { type: 'json' }
import trLeadBoard from './tr/lead-board.json' with { type: 'json' }
import trLeadExports from './tr/lead-exports.json' with { type: 'json' }
import trLeadLists from './tr/lead-lists.json' with { type: 'json' }
import trLeadMails from './tr/lead-mails.json' with { type: 'json' }
import trLeadViews from './tr/lead-views.json' with { type: 'json' }
import trLeads from './tr/leads.json' with { type: 'json' }
import trLogs from './tr/logs.json' with { type: 'json' }
import trMeta from './tr/meta.json' with { type: 'json' }
import trMetaLeads from './tr/meta-leads.json' with { type: 'json' }
import trNotifications from './tr/notifications.json' with { type: 'json' }
import trOutbox from './tr/outbox.json' with { type: 'json' }
import trOverview from './tr/overview.json' with { type: 'json' }
import trPhoneField from './tr/phone-field.json' with { type: 'json' }
import trPrivacy from './tr/privacy.json' with { type: 'json' }
import trProblems from './tr/problems.json' with { type: 'json' }
import trRecovery from './tr/recovery.json' with { type: 'json' }
import trRejectionReasons from './tr/rejection-reasons.json' with { type: 'json' }
import trReminders from './tr/reminders.json' with { type: 'json' }
import trReportSending from './tr/report-sending.json' with { type: 'json' }
import trReportWords from './tr/report-words.json' with { type: 'json' }
import trReports from './tr/reports.json' with { type: 'json' }
import trSales from './tr/sales.json' with { type: 'json' }
import trScheduled from './tr/scheduled-messages.json' with { type: 'json' }
import trScoring from './tr/scoring.json' with { type: 'json' }
import trSenders from './tr/senders.json' with { type: 'json' }
import trSession from './tr/session.json' with { type: 'json' }
import trSettings from './tr/settings.json' with { type: 'json' }
import trSetup from './tr/setup.json' with { type: 'json' }
import trSpeedToLead from './tr/speed-to-lead.json' with { type: 'json' }
import trStaff from './tr/staff.json' with { type: 'json' }
import trStages from './tr/stages.json' with { type: 'json' }
import trTags from './tr/tags.json' with { type: 'json' }
import trTemplates from './tr/templates.json' with { type: 'json' }
import trThisPc from './tr/this-pc.json' with { type: 'json' }
import trUpdates from './tr/updates.json' with { type: 'json' }

/** Every word that a person reads, in both languages: one namespace per feature, the same keys in both. */
export const catalogues = {
  tr: {
    frame: trFrame,
    ads: trAds,
    tags: trTags,
    leadMails: trLeadMails,
    phoneField: trPhoneField,
    leadViews: trLeadViews,
    bulkActions: trBulkActions,
    problems: trProblems,
    setup: trSetup,
    session: trSession,
    channelAccounts: trAccounts,
    settings: trSettings,
    consents: trConsents,
    reminders: trReminders,
    sales: trSales,
    rejectionReasons: trRejectionReasons,
    scheduledMessages: trScheduled,
    scoring: trScoring,
    speedToLead: trSpeedToLead,
    staff: trStaff,
    stages: trStages,
    diagnostics: trDiagnostics,
    audit: trAudit,
    conversations: trConversations,
    emoji: trEmoji,
    files: trFiles,
    core: trCore,
    imports: trImports,
    leads: trLeads,
    logs: trLogs,
    thisPc: trThisPc,
    updates: trUpdates,
    leadBoard: trLeadBoard,
    leadExports: trLeadExports,
    overview: trOverview,
    assignmentRules: trAssignmentRules,
    handOver: trHandOver,
    leadLists: trLeadLists,
    duplicates: trDuplicates,
    metaLeads: trMetaLeads,
    meta: trMeta,
    notifications: trNotifications,
    templates: trTemplates,
    privacy: trPrivacy,
    appointments: trAppointments,
    backups: trBackups,
    recovery: trRecovery,
    reportWords: trReportWords,
    reportSending: trReportSending,
    reports: trReports,
    senders: trSenders,
    outbox: trOutbox,
  },
  en: {
    frame: enFrame,
    ads: enAds,
    tags: enTags,
    leadMails: enLeadMails,
    phoneField: enPhoneField,
    leadViews: enLeadViews,
    bulkActions: enBulkActions,
    problems: enProblems,
    setup: enSetup,
    session: enSession,
    channelAccounts: enAccounts,
    settings: enSettings,
    consents: enConsents,
    reminders: enReminders,
    sales: enSales,
    rejectionReasons: enRejectionReasons,
    scheduledMessages: enScheduled,
    scoring: enScoring,
    speedToLead: enSpeedToLead,
    staff: enStaff,
    stages: enStages,
    diagnostics: enDiagnostics,
    audit: enAudit,
    conversations: enConversations,
    emoji: enEmoji,
    files: enFiles,
    core: enCore,
    imports: enImports,
    leads: enLeads,
    logs: enLogs,
    thisPc: enThisPc,
    updates: enUpdates,
    leadBoard: enLeadBoard,
    leadExports: enLeadExports,
    overview: enOverview,
    assignmentRules: enAssignmentRules,
    handOver: enHandOver,
    leadLists: enLeadLists,
    duplicates: enDuplicates,
    metaLeads: enMetaLeads,
    meta: enMeta,
    notifications: enNotifications,
    templates: enTemplates,
    privacy: enPrivacy,
    appointments: enAppointments,
    backups: enBackups,
    recovery: enRecovery,
    reportWords: enReportWords,
    reportSending: enReportSending,
    reports: enReports,
    senders: enSenders,
    outbox: enOutbox,
  },
} as const
