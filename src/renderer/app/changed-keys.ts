import type { QueryKey } from '@tanstack/react-query'
import type { AppEvent } from '#shared/contract/events.ts'
import { api } from '../rpc/api.ts'

/** Which of the page's data an event makes stale. An event of a newer core is unknown here: then everything is asked again. */
export function keysChangedBy(event: AppEvent): readonly QueryKey[] | 'everything' {
  switch (event.type) {
    case 'office.changed':
    case 'settings.changed':
      return [api.settings.key()]
    case 'staff.changed':
      return [api.staff.key()]
    case 'stages.changed':
      return [api.stages.key()]
    case 'preferences.changed':
      return [api.preferences.key()]
    case 'tags.changed':
      return [api.tags.key(), api.leads.list.key(), api.leads.get.key()]
    case 'lead-views.changed':
      return [api.leadViews.key()]
    case 'assignment-rules.changed':
      return [api.assignmentRules.key()]
    case 'bulk-actions.changed':
      return [api.bulkActions.list.key(), api.bulkActions.get.key(), api.bulkActions.leftOut.key()]
    case 'hand-overs.changed':
      return [api.bulkActions.receivedHandOvers.key()]
    case 'templates.changed':
      return [api.templates.key()]
    case 'consent-texts.changed':
      return [api.consents.texts.key()]
    case 'brands.changed':
      return [api.brands.key(), api.meta.health.key()]
    case 'meta.changed':
      return [api.meta.connections.key(), api.meta.health.key(), api.meta.requests.key()]
    case 'rejection-reasons.changed':
      return [api.rejectionReasons.key()]
    case 'retention.changed':
      return [api.privacy.retention.key()]
    case 'sale-lists.changed':
      return [api.sales.treatments.key(), api.sales.rates.key(), api.sales.convertedTotal.key()]
    case 'link.changed':
      // A conversation says whether it can be written into, and that hangs on the link.
      return [api.channelAccounts.key(), api.conversations.get.key(), api.diagnostics.linkHistory.key()]
    case 'lead.created':
    case 'lead.deleted':
    case 'leads.changed':
      return [
        ...[api.leads.key(), api.duplicates.key(), api.conversations.key(), api.messages.knownPeople.key()],
        api.speedToLead.waiting.key(),
        api.leadBoard.key(),
      ]
    case 'lead.changed':
      return [
        api.leads.list.key(),
        api.leads.stats.key(),
        api.leadBoard.key(),
        api.leads.get.key({ input: { id: event.leadId } }),
        api.templates.facts.key(),
        api.leads.timeline.key({ input: { leadId: event.leadId } }),
        api.leads.mergeCandidates.key({ input: { leadId: event.leadId } }),
        api.metaLeads.ofLead.key({ input: { leadId: event.leadId } }),
        api.ads.ofLead.key({ input: { leadId: event.leadId } }),
        api.consents.ofLead.key({ input: { leadId: event.leadId } }),
        api.sales.ofLead.key({ input: { leadId: event.leadId } }),
        api.sales.convertedTotal.key(),
        api.scoring.ofLead.key({ input: { leadId: event.leadId } }),
        api.speedToLead.waiting.key(),
        api.consents.history.key({ input: { leadId: event.leadId } }),
        api.conversations.key(),
      ]
    case 'duplicates.changed':
      return [api.duplicates.key(), api.leads.mergeCandidates.key()]
    case 'meta-leads.changed':
      return [api.metaLeads.key()]
    case 'insights.changed':
      // What an ad is called may be known only now.
      return [api.insights.key(), api.ads.key()]
    case 'lead.scored':
      return [
        api.leads.list.key(),
        api.leads.get.key({ input: { id: event.leadId } }),
        api.scoring.ofLead.key({ input: { leadId: event.leadId } }),
      ]
    case 'leads.scored':
      return [api.leads.list.key(), api.leads.get.key(), api.scoring.ofLead.key()]
    case 'new-lead.raised':
    case 'new-lead.escalated':
    case 'new-lead.changed':
      return [
        api.speedToLead.waiting.key(),
        api.speedToLead.stats.key(),
        api.speedToLead.ofLead.key({ input: { leadId: event.leadId } }),
      ]
    case 'conversation.changed':
      return [api.conversations.key()]
    case 'message.added':
      return [
        api.messages.list.key({ input: { conversationId: event.conversationId } }),
        api.messages.ofLead.key({ input: { leadId: event.leadId } }),
        api.conversations.key(),
        api.leads.list.key(),
        api.leads.get.key({ input: { id: event.leadId } }),
        api.leads.timeline.key({ input: { leadId: event.leadId } }),
      ]
    case 'message.changed':
      return [
        api.messages.list.key({ input: { conversationId: event.conversationId } }),
        api.messages.get.key({ input: { id: event.messageId } }),
        api.messages.earlierForms.key({ input: { id: event.messageId } }),
        api.messages.starred.key(),
        api.messages.ofLead.key({ input: { leadId: event.leadId } }),
        api.conversations.list.key(),
      ]
    case 'files.changed':
      return [
        api.files.ofLead.key({ input: { leadId: event.leadId } }),
        api.files.counts.key({ input: { leadId: event.leadId } }),
        api.files.get.key(),
      ]
    case 'backups.changed':
      return [api.backups.key()]
    case 'appointments.changed':
      return [
        ...[api.appointments.key(), api.appointmentTypes.key(), api.rooms.key(), api.templates.facts.key()],
        ...[api.reminders.ofAppointment.key(), api.reminders.changeRequests.key()],
      ]
    case 'working-hours.changed':
      return [api.workingHours.key(), api.appointments.check.key(), api.appointments.freeSlots.key()]
    case 'reminders.changed':
      return [api.reminders.key()]
    case 'scheduled-messages.changed':
      return [api.scheduledMessages.key()]
    case 'report-sending.changed':
      return [api.reportRecipients.key(), api.reportSchedules.key(), api.reportRuns.key(), api.reports.texts.key()]
    case 'appointment.answered':
      return []
    case 'imports.changed':
      return [api.imports.key(), api.leads.key(), api.leadBoard.key(), api.conversations.key()]
    case 'outbox.changed':
      return [api.outbox.key(), api.reportRuns.key()]
    case 'inbound-texts.changed':
      return [api.inboundTexts.key()]
    case 'senders.changed':
      return [api.senders.key()]
    case 'jobs.changed':
      return [api.diagnostics.key()]
    case 'this-pc.changed':
      return [api.thisPc.key()]
    case 'updates.changed':
      return [api.updates.key()]
    case 'logs.debug-changed':
      return [api.logs.debug.key()]
    case 'conversation.typing':
    case 'file.progress':
    case 'notification.raised':
      return []
    default:
      return 'everything'
  }
}
