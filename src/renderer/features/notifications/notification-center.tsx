import { notifications } from '@mantine/notifications'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { MessageNotification } from '#shared/contract/notifications.ts'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { subscribeToAppEvents } from '../../rpc/app-events.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { isWindowAttended } from '../../ui/use-window-attention.ts'
import { wordPreview } from '../conversations/kind-words.ts'
import { isConversationOpen } from '../conversations/open-conversation.ts'
import { createClaims } from './claims.ts'
import { gatherFor } from './gather.ts'
import { MessageToast } from './message-toast.tsx'
import { onNoticeOpened } from './opened-notice.ts'
import { offerSystemNotices } from './permission-toast.tsx'
import { playNotificationSound } from './sound.ts'
import { createStandingNotices } from './standing-notices.ts'
import { showSystemNotice } from './system-notice.ts'

/** What lies under the toasts must stay in sight in a busy hour: the oldest makes room. */
const MOST_SHOWN = 2
/** More chats than this at once are told together. */
const MOST_AT_ONCE = 3
const GATHER_MS = 250
/** A window that is looked at tells before one that is only in sight, and that before a hidden one. */
const PATIENCE_MS = { watching: 0, attended: 60, visible: 180, hidden: 360 }
const TOAST_MS = 12_000

const claims = createClaims(navigator.locks)
const standing = createStandingNotices(async messageId => (await rpc.notifications.get({ messageId })) !== null)

interface Raised {
  readonly messageId: MessageId
  readonly conversationId: ConversationId
}

/** Tells the person at this PC of new messages: a toast, a soft sound, and a notice of the system when no window is in sight. */
export function NotificationCenter() {
  const { t } = useTranslation('notifications')
  const { t: tMessage } = useTranslation('conversations')
  const navigate = useNavigate()
  const { host } = useHandshake()
  const { conversationId: openId } = useParams({ strict: false })

  // An opened conversation needs no toast any more.
  useEffect(() => {
    if (openId !== undefined) standing.close(toastId(openId))
  }, [openId])

  const shownIds = useRef<string[]>([])
  const tellRef = useRef<(raised: readonly Raised[]) => Promise<void>>(async () => undefined)
  const isWatchingRef = useRef<(conversationId: ConversationId) => boolean>(() => false)
  useEffect(() => {
    const gathering = gatherFor<Raised>(GATHER_MS, raised => void tellRef.current(raised))
    const stop = subscribeToAppEvents(event => {
      if (event.type === 'conversation.changed' || event.type === 'lead.deleted')
        standing.review().catch(() => undefined)
      if (event.type !== 'notification.raised') return
      const { messageId, conversationId } = event
      const isWatching = isWatchingRef.current(conversationId)
      setTimeout(() => {
        void claims.claim(messageId).then(isOurs => {
          // Whoever looks at the conversation sees the message there; the claim keeps other windows quiet.
          if (isOurs && !isWatching) gathering.add({ messageId, conversationId })
        })
      }, patience(isWatching))
    })
    return () => {
      stop()
      gathering.stop()
    }
  }, [])

  useEffect(
    () => onNoticeOpened(conversationId => void navigate({ to: '/inbox/$conversationId', params: { conversationId } })),
    [navigate],
  )

  function open(conversationId: ConversationId | null) {
    if (conversationId === null) void navigate({ to: '/inbox' })
    else void navigate({ to: '/inbox/$conversationId', params: { conversationId } })
  }

  function show(
    id: string,
    title: string,
    text: string,
    conversationId: ConversationId | null,
    wanted: readonly MessageNotification[],
  ) {
    const isAttended = isWindowAttended()
    const toast = {
      id,
      title,
      withBorder: true,
      closeButtonProps: { 'aria-label': t('close') },
      // Who comes back to the window still finds it.
      autoClose: isAttended ? TOAST_MS : (false as const),
      message: (
        <MessageToast
          text={text}
          onView={() => {
            standing.close(id)
            open(conversationId)
          }}
        />
      ),
    }
    // A second message of the same person takes the place of the first.
    standing.close(id)
    if (wanted.some(({ tells }) => tells.toast)) {
      notifications.show(toast)
      shownIds.current = [...shownIds.current.filter(one => one !== id), id]
      for (const oldest of shownIds.current.splice(0, shownIds.current.length - MOST_SHOWN)) notifications.hide(oldest)
    }
    // In the desktop host the core itself shows the system's notice.
    const isForDesktop = !isAttended && host === 'browser' && wanted.some(({ tells }) => tells.desktop)
    const systemNotice = isForDesktop
      ? showSystemNotice({ tag: id, title, body: text, onClick: () => open(conversationId) })
      : null
    if (isForDesktop && systemNotice === null) offerSystemNotices(t('close'))
    standing.add(id, {
      messageIds: wanted.map(({ messageId }) => messageId),
      close() {
        notifications.hide(id)
        systemNotice?.close()
      },
    })
  }

  async function tell(raised: readonly Raised[]): Promise<void> {
    // Null means that somebody has read it in the meantime.
    const asked = await Promise.allSettled(raised.map(({ messageId }) => rpc.notifications.get({ messageId })))
    const found = asked.flatMap(one => (one.status === 'fulfilled' && one.value !== null ? [one.value] : []))
    const unread = found.filter(({ tells }) => tells.toast || tells.sound || tells.desktop)
    if (unread.length === 0) return
    if (unread.some(({ tells }) => tells.sound)) playNotificationSound()
    const chats = Map.groupBy(unread, one => one.conversationId)
    if (chats.size > MOST_AT_ONCE) {
      show('messages', t('several', { count: unread.length }), t('fromPeople', { count: chats.size }), null, unread)
      return
    }
    for (const [conversationId, ofChat] of chats) {
      const newest = ofChat.at(-1)
      if (newest === undefined) continue
      const title = ofChat.length === 1 ? newest.sender : t('severalOf', { name: newest.sender, count: ofChat.length })
      show(toastId(conversationId), title, wordPreview(newest.kind, newest.preview, tMessage), conversationId, ofChat)
    }
  }

  useEffect(() => {
    isWatchingRef.current = conversationId => isWindowAttended() && isConversationOpen(conversationId)
    tellRef.current = tell
  })

  return null
}

function toastId(conversationId: string): string {
  return `conversation-${conversationId}`
}

function patience(isWatching: boolean): number {
  if (isWatching) return PATIENCE_MS.watching
  if (isWindowAttended()) return PATIENCE_MS.attended
  return document.visibilityState === 'visible' ? PATIENCE_MS.visible : PATIENCE_MS.hidden
}
