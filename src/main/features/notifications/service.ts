import { and, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { AppEvent } from '#shared/contract/events.ts'
import type { MessageNotification } from '#shared/contract/notifications.ts'
import type { ConversationId, LeadId, MessageId, StaffId } from '#shared/domain/ids.ts'
import { previewOfMessage } from '#shared/domain/message.ts'
import { minuteOfDayIn, type Tells, tellsOf } from '#shared/domain/notice-rules.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { word } from '../../i18n/words.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { wakeIn } from '../../ports/wake-in.ts'
import type { Viewer } from '../../rpc/context.ts'
import { conversations, isUnreadMessage, messages } from '../conversations/schema.ts'
import { attachments } from '../files/schema.ts'
import { leads } from '../leads/schema.ts'
import { maySeeLeadsOf, visibleLeads } from '../leads/visibility.ts'
import type { PreferenceService } from '../preferences/service.ts'
import type { SettingsService } from '../settings/service.ts'

/** Messages that come within this time are told together: a night's worth at start must not cover the screen. */
const GATHER_FOR = 400
/** More conversations than this at once are told together. */
const MOST_AT_ONCE = 3

interface Raised {
  id: MessageId
  conversationId: ConversationId
  leadId: LeadId
}

/** What is told of a message, and no more: a burst has thousands of them. */
const { conversationId, leadId, kind, body } = messages
const toldColumns = {
  message: { conversationId, leadId, kind, body },
  sender: leads.name,
  ownerId: leads.ownerId,
  fileName: attachments.name,
}

/** Of whoever may or may not see it. */
const unreadById = prepareOnce(db =>
  db
    .select(toldColumns)
    .from(messages)
    .innerJoin(leads, eq(leads.id, messages.leadId))
    .leftJoin(attachments, eq(attachments.messageId, messages.id))
    .where(and(eq(messages.id, sql.placeholder('id')), isUnreadMessage))
    .prepare(),
)

/**
 * Tells the office of a new message, once: the row says so (`notified_at`) before anybody is told. Only what came from a lead and
 * is still unread (row E18), with the sender and the first hundred characters, and only to whoever may see that lead: on a desk
 * where nobody is signed in, or the window is locked, there are no names and no words. What has been read is taken back.
 */
export function createNotificationService({
  db,
  clock,
  events,
  notifier,
  settings,
  preferences,
  listViewersAtDesk,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  notifier: Notifier
  settings: Pick<SettingsService, 'current'>
  preferences: Pick<PreferenceService, 'of'>
  /** Who sits at this PC with the window unlocked. */
  listViewersAtDesk: () => readonly Viewer[]
}) {
  let gathered: Raised[] = []
  let cancelShowing = () => {}
  /** The conversations behind each notice that stands. */
  const told = new Map<ConversationId | undefined, Set<ConversationId>>()
  const stopListening = events.subscribe(({ event }) => takeBack(event))

  function findUnread(id: MessageId, viewer: Viewer) {
    return db
      .select(toldColumns)
      .from(messages)
      .innerJoin(leads, eq(leads.id, messages.leadId))
      .leftJoin(attachments, eq(attachments.messageId, messages.id))
      .where(and(eq(messages.id, id), isUnreadMessage, visibleLeads(viewer)))
      .get()
  }
  type Unread = NonNullable<ReturnType<typeof findUnread>>

  function isUnread(id: ConversationId): boolean {
    const row = db
      .select({ count: conversations.unreadCount })
      .from(conversations)
      .where(eq(conversations.id, id))
      .get()
    return (row?.count ?? 0) > 0
  }

  function takeBack(event: AppEvent): void {
    if (event.type !== 'conversation.changed' && event.type !== 'lead.deleted') return
    for (const [about, behind] of told) {
      if (event.type === 'conversation.changed' && !behind.has(event.conversationId)) continue
      for (const id of behind) if (!isUnread(id)) behind.delete(id)
      if (behind.size > 0) continue
      told.delete(about)
      notifier.withdraw(about)
    }
  }

  function tellsNow(viewer: Viewer, ownerId: StaffId | null): Tells {
    const minuteOfDay = minuteOfDayIn(settings.current().timeZone, clock.now())
    return tellsOf(preferences.of(viewer.id), { minuteOfDay, isOwnLead: ownerId === viewer.id })
  }

  function showGathered(): void {
    const unread = gathered.flatMap(({ id }) => unreadById(db).get({ id }) ?? [])
    gathered = []
    const viewers = listViewersAtDesk()
    const locale = viewers[0]?.locale ?? settings.current().locale
    if (viewers.length === 0) return showCount(unread)
    const wanted = unread.filter(({ ownerId }) =>
      viewers.some(viewer => maySeeLeadsOf(viewer, ownerId) && tellsNow(viewer, ownerId).desktop),
    )
    const chats = Map.groupBy(wanted, ({ message }) => message.conversationId)
    if (chats.size > MOST_AT_ONCE) return showCount(wanted)
    for (const [opens, ofChat] of chats) showChat(opens, ofChat)

    function showChat(opens: ConversationId, ofChat: readonly Unread[]): void {
      const newest = ofChat.at(-1)
      if (newest === undefined) return
      const { message, sender, fileName } = newest
      const title = ofChat.length === 1 ? sender : `${sender} (${ofChat.length})`
      const preview = previewOfMessage(message.kind, message.body, fileName)
      const body = preview || word(locale, `notification.kind.${message.kind}`)
      told.set(opens, new Set([opens]))
      notifier.show({ title, body, opens, staysOpen: true })
    }

    function showCount(counted: readonly Unread[]): void {
      if (counted.length === 0) return
      const body = word(locale, 'notification.newMessages', { count: counted.length })
      told.set(undefined, new Set(counted.map(({ message }) => message.conversationId)))
      notifier.show({ title: settings.current().officeName, body, staysOpen: true })
    }
  }

  return {
    raise(raised: Raised): void {
      const { id: messageId, conversationId, leadId } = raised
      events.publish({ type: 'notification.raised', messageId, conversationId, leadId })
      if (gathered.length === 0) cancelShowing = wakeIn(clock, GATHER_FOR, showGathered)
      gathered.push(raised)
    },

    async get(viewer: Viewer, id: MessageId): Promise<z.infer<typeof MessageNotification> | null> {
      const found = findUnread(id, viewer)
      if (!found) return null
      const { conversationId, leadId, body, kind } = found.message
      const preview = previewOfMessage(kind, body, found.fileName)
      const tells = tellsNow(viewer, found.ownerId)
      return { messageId: id, conversationId, leadId, sender: found.sender, preview, kind, tells }
    },

    /** The program ends: whoever looks at it next sees what is unread there. */
    stop(): void {
      cancelShowing()
      stopListening()
      gathered = []
    },
  }
}
export type NotificationService = ReturnType<typeof createNotificationService>
