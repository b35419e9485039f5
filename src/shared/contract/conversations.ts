import { z } from 'zod'
import { BlockState } from '../domain/block-state.ts'
import { MOST_FORWARDED_AT_ONCE } from '../domain/forwarding.ts'
import {
  ChannelAccountId,
  ConversationId,
  FileId,
  LeadId,
  MessageId,
  StaffId,
  StageId,
  TemplateId,
} from '../domain/ids.ts'
import { LocalTime } from '../domain/local-time.ts'
import {
  Channel,
  LONGEST_CAPTION,
  LONGEST_MESSAGE,
  MessageDirection,
  MessageKind,
  MessageStatus,
} from '../domain/message.ts'
import { ChangeObstacle } from '../domain/message-change.ts'
import { MessageDetails } from '../domain/message-details.ts'
import { AttachmentSummary } from './files.ts'
import { Cursor, managers, ownLeads, PageSize, page } from './procedure.ts'

export const ConversationSummary = z.object({
  id: ConversationId,
  leadId: LeadId,
  channelAccountId: ChannelAccountId,
  channel: Channel,
  leadName: z.string(),
  stageId: StageId,
  ownerId: StaffId.nullable(),
  /** How the lead came first, for the small mark in the row. */
  isFromAd: z.boolean(),
  unreadCount: z.number(),
  lastMessageAt: z.number(),
  /** First characters of the last message; empty for kinds without text, whose name the page words. */
  lastMessagePreview: z.string(),
  lastMessageKind: MessageKind,
  lastMessageDirection: MessageDirection,
  lastMessageStatus: MessageStatus,
  /** It was taken back for everybody: there is no preview, and the row says so. */
  isLastMessageDeleted: z.boolean().optional(),
  /** Since when the customer waits for our answer; null when the last word is ours. */
  waitingSince: z.number().nullable(),
  /** WhatsApp keeps their number from us. */
  isNumberHidden: z.boolean(),
  /** Nothing of theirs comes through this number. */
  isBlocked: z.boolean(),
})
export type ConversationSummary = z.infer<typeof ConversationSummary>

export const ConversationFilter = z.object({
  unread: z.boolean().default(false),
  mine: z.boolean().default(false),
  unassigned: z.boolean().default(false),
  /** Only those who wait for our answer. */
  waiting: z.boolean().default(false),
  /** Only those put away; without it they are left out, except where somebody searches. */
  archived: z.boolean().default(false),
  /** Words of the name, or a part of the number. */
  search: z.string().trim().max(200).default(''),
  channelAccountId: ChannelAccountId.nullable().default(null),
})
export type ConversationFilter = z.infer<typeof ConversationFilter>

/** The most that is counted where a filter shows its count: beyond it, it is "more than". */
export const MOST_COUNTED = 999

/** What is unread is counted to the last one; the rest up to one more than `MOST_COUNTED`. */
export const ConversationCounts = z.object({
  unreadConversations: z.number(),
  unreadMessages: z.number(),
  mine: z.number(),
  unassigned: z.number(),
  waiting: z.number(),
  archived: z.number(),
  starredMessages: z.number(),
})
export type ConversationCounts = z.infer<typeof ConversationCounts>

/** Why nothing can be written into a conversation right now; the composer words it. */
export const WriteObstacle = z.enum(['not-linked', 'no-address', 'account-removed', 'blocked'])

export const Conversation = ConversationSummary.extend({
  /** The customer's number in E.164; null while WhatsApp hides it. */
  phoneNumber: z.string().nullable(),
  channelAccountName: z.string(),
  /** False where the program made the name up: nobody is to be addressed by it. */
  isNameTheirs: z.boolean(),
  isArchived: z.boolean(),
  /** When they were last asked for the number that WhatsApp hides. */
  numberRequestedAt: z.number().nullable(),
  /** Whether WhatsApp knows of the block, or its end; null when it does. */
  blockState: BlockState.nullable(),
  /** The hour at the customer's as of now; null where nothing says where they are. */
  localTime: LocalTime.nullable(),
  /** Up to which message (its `sortAt`) somebody has read. */
  lastReadAt: z.number().nullable(),
  /** A message can be written although the link is down: it waits. Only an obstacle forbids writing. */
  obstacle: WriteObstacle.nullable(),
})
export type Conversation = z.infer<typeof Conversation>

/** A failure the page words: `reason` is a known key or `provider`, `detail` the provider's own code. */
export const MessageError = z.object({ reason: z.string(), detail: z.string().nullable() })

export const Reaction = z.object({
  emoji: z.string(),
  from: z.enum(['customer', 'office']),
  staffId: StaffId.nullable(),
  at: z.number(),
})
export type Reaction = z.infer<typeof Reaction>

/** What the office wants done to a message that has left already, until WhatsApp has taken it. */
export const MessageChange = z.object({
  kind: z.enum(['edit', 'deletion']),
  /** The new words; empty for a deletion. */
  body: z.string(),
  state: z.enum(['waiting', 'failed']),
  error: MessageError.nullable(),
})
export type MessageChange = z.infer<typeof MessageChange>

export const Message = z.object({
  id: MessageId,
  conversationId: ConversationId,
  leadId: LeadId,
  channel: Channel,
  direction: MessageDirection,
  kind: MessageKind,
  body: z.string(),
  status: MessageStatus,
  error: MessageError.nullable(),
  quoted: z
    .object({ id: MessageId.nullable(), body: z.string(), kind: MessageKind, direction: MessageDirection })
    .nullable(),
  /** Its picture, film, sound or document. */
  attachment: AttachmentSummary.nullable(),
  details: MessageDetails.nullable(),
  reactions: z.array(Reaction),
  isForwarded: z.boolean(),
  /** The sender lets it be seen once, on the phone. */
  isViewOnce: z.boolean(),
  /** It disappears from their phones after some time. */
  isEphemeral: z.boolean(),
  /** Who of the office wrote it; null for the customer, and for messages typed on the phone itself. */
  sentBy: StaffId.nullable(),
  isFromPhone: z.boolean(),
  /** The first message of somebody who came from an ad carries what they clicked. */
  adReferral: z.object({ title: z.string().nullable(), sourceUrl: z.string().nullable() }).nullable(),
  /** The order of the conversation: WhatsApp's own time. */
  sortAt: z.number(),
  createdAt: z.number(),
  sentAt: z.number().nullable(),
  deliveredAt: z.number().nullable(),
  readAt: z.number().nullable(),
  editedAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
  /** Somebody of the office put a star on it. */
  starredAt: z.number().nullable(),
  /** Until it is through, the message is shown as the customer has it, and this beside it. */
  change: MessageChange.nullable(),
})
export type Message = z.infer<typeof Message>

/** A message that was looked for, with a line of it. */
export const FoundMessage = z.object({
  id: MessageId,
  conversationId: ConversationId,
  leadId: LeadId,
  leadName: z.string(),
  direction: MessageDirection,
  kind: MessageKind,
  sentBy: StaffId.nullable(),
  sortAt: z.number(),
  starredAt: z.number().nullable(),
  /** The text around what was found; the marks are places in this line. */
  excerpt: z.object({ text: z.string(), marks: z.array(z.object({ start: z.number(), end: z.number() })) }),
})
export type FoundMessage = z.infer<typeof FoundMessage>

const one = z.object({ id: ConversationId })

export const conversations = {
  list: ownLeads
    .input(
      z.object({
        filter: ConversationFilter.prefault({}),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(50),
      }),
    )
    .output(page(ConversationSummary)),
  counts: ownLeads.output(ConversationCounts),
  get: ownLeads.input(one).output(Conversation),
  /** A lead's conversations, newest first; one timeline may have several numbers. */
  ofLead: ownLeads.input(z.object({ leadId: LeadId })).output(z.array(ConversationSummary)),
  /** Everything up to and including that message has been seen by a person. */
  markRead: ownLeads.input(one.extend({ upTo: MessageId })).output(z.void()),
  markUnread: ownLeads.input(one).output(z.void()),
  /** Somebody has it open: whether the customer writes is asked of WhatsApp. */
  watch: ownLeads.input(one).output(z.void()),
  /** Puts it away until somebody writes again, or gets it back. */
  archive: ownLeads.input(one.extend({ isArchived: z.boolean() })).output(z.void()),
  /** Asks for the number that WhatsApp hides: a card in the chat that the customer can answer with one tap. */
  requestPhoneNumber: ownLeads
    .input(one)
    .output(z.void())
    .errors({
      NUMBER_KNOWN: {},
      ALREADY_ASKED: { data: z.object({ at: z.number() }) },
      CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) },
    }),
  /** Neither messages nor calls of theirs come through this number any more, or again. */
  setBlocked: ownLeads
    .input(one.extend({ isBlocked: z.boolean() }))
    .output(z.void())
    .errors({ NUMBER_HIDDEN: {}, CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) } }),
  /** Opens (or makes) the conversation with a lead through one linked number. */
  openForLead: ownLeads
    .input(z.object({ leadId: LeadId, channelAccountId: ChannelAccountId }))
    .output(Conversation)
    .errors({ NO_ADDRESS: {} }),
}

/** Somebody whose card is sent: a lead that the viewer may see, or a colleague. */
export const SharedPerson = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lead'), leadId: LeadId }),
  z.object({ kind: z.literal('staff'), staffId: StaffId }),
])
export type SharedPerson = z.infer<typeof SharedPerson>

const changeErrors = {
  CANNOT_CHANGE: { data: z.object({ obstacle: ChangeObstacle }) },
  CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) },
}

export const messages = {
  /**
   * Newest first. `nextCursor` pages back into the past, `newerCursor` (with `direction`) towards now; the first page is the newest,
   * or the one around a message.
   */
  list: ownLeads
    .input(
      z.object({
        conversationId: ConversationId,
        aroundId: MessageId.nullable().default(null),
        cursor: Cursor.nullable().default(null),
        direction: z.enum(['older', 'newer']).default('older'),
        limit: PageSize.default(50),
      }),
    )
    .output(page(Message).extend({ newerCursor: Cursor.nullable() })),
  /** Messages with words that begin with all of those, newest first; of one conversation, or of all. */
  search: ownLeads
    .input(
      z.object({
        query: z.string().trim().max(200),
        conversationId: ConversationId.nullable().default(null),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(30),
      }),
    )
    .output(page(FoundMessage)),
  /** Those with a star, the newest star first. */
  starred: ownLeads
    .input(z.object({ cursor: Cursor.nullable().default(null), limit: PageSize.default(50) }))
    .output(page(FoundMessage)),
  star: ownLeads.input(z.object({ id: MessageId, isStarred: z.boolean() })).output(Message),
  /** Everything said with a lead through whatever number, newest first. */
  ofLead: ownLeads
    .input(z.object({ leadId: LeadId, cursor: Cursor.nullable().default(null), limit: PageSize.default(50) }))
    .output(page(Message)),
  get: ownLeads.input(z.object({ id: MessageId })).output(Message),
  /** Stores the message and its sending in one step and answers at once; the id is made by the page. */
  send: ownLeads
    .input(
      z.object({
        id: MessageId,
        conversationId: ConversationId,
        body: z.string().trim().min(1).max(65_536),
        quotedId: MessageId.nullable().default(null),
        /** Whose filled text it is: its use is counted, and kept with the message. */
        templateId: TemplateId.nullable().default(null),
      }),
    )
    .output(Message)
    .errors({ CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) } }),
  /** The same with a file that was uploaded for it (`files.startUpload` with purpose `message`). */
  sendMedia: ownLeads
    .input(
      z.object({
        id: MessageId,
        conversationId: ConversationId,
        uploadId: FileId,
        caption: z.string().trim().max(LONGEST_CAPTION).default(''),
        /** What it is by itself, a plain document, or a voice message. */
        form: z.enum(['by-itself', 'document', 'voice']).default('by-itself'),
        quotedId: MessageId.nullable().default(null),
        /** Whose filled text it is: its use is counted, and kept with the message. */
        templateId: TemplateId.nullable().default(null),
      }),
    )
    .output(Message)
    .errors({ CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) } }),
  /** The office's one reaction to a message; null takes it back. */
  react: ownLeads
    .input(z.object({ id: MessageId, emoji: z.emoji().max(32).nullable() }))
    .output(Message)
    .errors({ NOT_SENT: {}, CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) } }),
  /** Fetches a content that did not come, once more; what the server has no longer is asked of the sender's phone. */
  fetchMedia: ownLeads.input(z.object({ id: MessageId })).output(Message),
  /** Puts a failed message into the queue again, under the same id. */
  retry: ownLeads
    .input(z.object({ id: MessageId }))
    .output(Message)
    .errors({ NOT_FAILED: {}, CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) } }),
  /** Takes back what has not left yet. Its file is an upload again, ready for another message. */
  cancel: ownLeads
    .input(z.object({ id: MessageId }))
    .output(z.object({ file: AttachmentSummary.nullable() }))
    .errors({ ALREADY_SENT: {} }),
  /** Changes the words of a message that has left, within WhatsApp's quarter of an hour. */
  edit: ownLeads
    .input(z.object({ id: MessageId, body: z.string().trim().min(1).max(LONGEST_MESSAGE) }))
    .output(Message)
    .errors(changeErrors),
  /** Takes a message back from the customer's phone, within WhatsApp's two and a half days. */
  deleteForAll: ownLeads
    .input(z.object({ id: MessageId }))
    .output(Message)
    .errors(changeErrors),
  /** A change that failed is tried once more, if there still is time. */
  retryChange: ownLeads
    .input(z.object({ id: MessageId }))
    .output(Message)
    .errors({ NOT_FAILED: {}, ...changeErrors }),
  /** The message stays as the customer has it. Only what failed, or was never handed to WhatsApp. */
  dropChange: ownLeads
    .input(z.object({ id: MessageId }))
    .output(Message)
    .errors({ ALREADY_SENT: {} }),
  /** Says messages once more in another chat, all of them or none; the ids of the new ones are made by the page. */
  forward: ownLeads
    .input(
      z.object({
        toConversationId: ConversationId,
        copies: z
          .array(z.object({ id: MessageId, messageId: MessageId }))
          .min(1)
          .max(MOST_FORWARDED_AT_ONCE),
      }),
    )
    .output(z.array(Message))
    .errors({
      CANNOT_FORWARD: { data: z.object({ messageId: MessageId }) },
      CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) },
    }),
  /** Sends somebody's name and number as a card that phones can save. */
  sendContact: ownLeads
    .input(z.object({ id: MessageId, conversationId: ConversationId, person: SharedPerson }))
    .output(Message)
    .errors({ NO_PHONE: {}, CANNOT_WRITE: { data: z.object({ obstacle: WriteObstacle }) } }),
  /** The numbers on a contact card, each with the lead it belongs to; null where a new lead can be made of it. */
  knownPeople: ownLeads
    .input(z.object({ id: MessageId }))
    .output(z.array(z.object({ phone: z.string(), leadId: LeadId.nullable() }))),
  /** What a message of the office said before it was changed or deleted from here, the latest first. */
  earlierForms: managers
    .input(z.object({ id: MessageId }))
    .output(
      z.array(
        z.object({ kind: MessageChange.shape.kind, body: z.string(), staffId: StaffId.nullable(), at: z.number() }),
      ),
    ),
}
