import { z } from 'zod'
import { AppointmentId, ChannelAccountId, ConversationId, FileId, LeadId, MessageId, StaffId } from '../domain/ids.ts'

const aboutLead = { leadId: LeadId }
const aboutConversation = { ...aboutLead, conversationId: ConversationId }
const aboutMessage = { ...aboutConversation, messageId: MessageId }

/**
 * What happened, as past facts with ids and no content: a page that hears one asks again for what it shows.
 * Whatever names a lead reaches only those who may see that lead.
 */
export const AppEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('office.changed') }),
  z.object({ type: z.literal('settings.changed') }),
  z.object({ type: z.literal('staff.changed'), staffId: StaffId }),
  z.object({ type: z.literal('stages.changed') }),
  z.object({ type: z.literal('preferences.changed'), staffId: StaffId }),
  z.object({ type: z.literal('templates.changed') }),
  z.object({ type: z.literal('tags.changed') }),
  z.object({ type: z.literal('lead-views.changed') }),
  z.object({ type: z.literal('assignment-rules.changed') }),
  /** One was begun, is further, or is over. */
  z.object({ type: z.literal('bulk-actions.changed') }),
  /** Somebody got leads by a hand-over, or has seen it. */
  z.object({ type: z.literal('hand-overs.changed') }),
  z.object({ type: z.literal('consent-texts.changed') }),
  z.object({ type: z.literal('rejection-reasons.changed') }),
  /** Other people are proposed for deletion, or fewer. */
  z.object({ type: z.literal('retention.changed') }),
  /** Treatments or exchange rates. */
  z.object({ type: z.literal('sale-lists.changed') }),
  z.object({ type: z.literal('link.changed'), channelAccountId: ChannelAccountId }),
  z.object({ type: z.literal('lead.created'), ...aboutLead }),
  z.object({ type: z.literal('lead.changed'), ...aboutLead }),
  z.object({ type: z.literal('lead.deleted'), ...aboutLead }),
  /** Many at once, by an import or a change of a whole selection: no page is told of each. */
  z.object({ type: z.literal('leads.changed') }),
  /** Records that may be one person: more of them, or fewer. */
  z.object({ type: z.literal('duplicates.changed') }),
  /** What Meta's forms brought, or how far a fetch is. */
  z.object({ type: z.literal('meta-leads.changed') }),
  /** Figures of ads were read, or how far a reading is. */
  z.object({ type: z.literal('insights.changed') }),
  /** Its score is another one, and nothing else of it. */
  z.object({ type: z.literal('lead.scored'), ...aboutLead }),
  /** Every score was worked out anew. */
  z.object({ type: z.literal('leads.scored') }),
  /** Somebody new has come: whoever takes it first has it. */
  z.object({ type: z.literal('new-lead.raised'), ...aboutLead }),
  /** Nobody has taken it in time. */
  z.object({ type: z.literal('new-lead.escalated'), ...aboutLead }),
  /** Taken, or answered. */
  z.object({ type: z.literal('new-lead.changed'), ...aboutLead }),
  z.object({ type: z.literal('conversation.changed'), ...aboutConversation }),
  /** A customer is writing right now (row E17, `typing`). */
  z.object({ type: z.literal('conversation.typing'), ...aboutConversation, isTyping: z.boolean() }),
  /** Row E17, `new_message`. */
  z.object({ type: z.literal('message.added'), ...aboutMessage }),
  /** Row E17, `status_update`; also an edit, or content that came after its placeholder. */
  z.object({ type: z.literal('message.changed'), ...aboutMessage }),
  /** The lead has other files than before, or one of them has another name, label or state. */
  z.object({ type: z.literal('files.changed'), ...aboutLead }),
  /** How much of a file's content has come so far, from 0 to 1. Told now and then; what became of it is told by the others. */
  z.object({ type: z.literal('file.progress'), ...aboutMessage, fileId: FileId, share: z.number().min(0).max(1) }),
  /** Tell the person, once. The page asks for the words with `notifications.get`. */
  z.object({ type: z.literal('notification.raised'), ...aboutMessage }),
  z.object({ type: z.literal('brands.changed') }),
  /** A connection to Meta: made, ended, or another state. */
  z.object({ type: z.literal('meta.changed') }),
  /** A mail, an SMS: queued, gone, arrived, or not. */
  z.object({ type: z.literal('outbox.changed') }),
  /** Who carries them: set up, chosen, tested, or in trouble. */
  z.object({ type: z.literal('senders.changed') }),
  /** Somebody wrote by SMS or official WhatsApp, or it was read. */
  z.object({ type: z.literal('inbound-texts.changed') }),
  z.object({ type: z.literal('jobs.changed') }),
  /** Details are told from now on, or no more. */
  z.object({ type: z.literal('logs.debug-changed') }),
  z.object({ type: z.literal('this-pc.changed') }),
  /** Something newer was found, is on its way, or could not be had. */
  z.object({ type: z.literal('updates.changed') }),
  /** One was begun, is done or has failed, or the folder is another one. */
  z.object({ type: z.literal('backups.changed') }),
  /** One was booked, moved or decided, or what can be booked is another. */
  z.object({ type: z.literal('appointments.changed') }),
  z.object({ type: z.literal('working-hours.changed') }),
  /** Planned, sent, missed or decided; or their rules are others. */
  z.object({ type: z.literal('reminders.changed') }),
  /** Written to leave later; or sent, changed, called off. */
  z.object({ type: z.literal('scheduled-messages.changed') }),
  /** Who gets reports and when, or what became of one. */
  z.object({ type: z.literal('report-sending.changed') }),
  /** A patient has answered a reminder. */
  z.object({
    type: z.literal('appointment.answered'),
    ...aboutLead,
    appointmentId: AppointmentId,
    answer: z.enum(['confirm', 'change', 'cancel']),
  }),
  /** A file of people was taken in, checked, brought in or taken back: then there are other leads than before. */
  z.object({ type: z.literal('imports.changed') }),
])
export type AppEvent = z.infer<typeof AppEvent>

/**
 * What a page receives: events in order, or the word that it missed some and must ask again for everything it shows. `passed` says
 * nothing but how far the page is: what happened up to there was not for it.
 */
export const LiveUpdate = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), event: AppEvent }),
  z.object({ kind: z.literal('gap') }),
  z.object({ kind: z.literal('passed') }),
])
export type LiveUpdate = z.infer<typeof LiveUpdate>
