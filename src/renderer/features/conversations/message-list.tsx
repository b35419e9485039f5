import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import type { MessageId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { useWindowAttention } from '../../ui/use-window-attention.ts'
import { LeadNote } from '../leads/lead-note.tsx'
import { ConversationBeginning } from './conversation-beginning.tsx'
import { DayLabel } from './day-label.tsx'
import { MessageBubble } from './message-bubble.tsx'
import classes from './message-list.module.css'
import { firstUnread, messageBeside, messageRows, newestStored, rememberingDays } from './message-rows.ts'
import { NewMessageAnnouncer } from './new-message-announcer.tsx'
import { dayAt, estimateHeight } from './row-measures.ts'
import type { ShownMessage } from './shown-message.ts'
import { TypingIndicator } from './typing-indicator.tsx'
import { useIsTyping } from './use-is-typing.ts'
import { useMarkRead } from './use-mark-read.ts'
import { useMessageActions } from './use-message-actions.ts'
import type { useMessages } from './use-messages.ts'
import { useNotes } from './use-notes.ts'
import { useStickToEnd } from './use-stick-to-end.ts'

/** This near to the end counts as being there. */
const END_PX = 80
/** More messages are asked for long before the end of what is loaded comes into sight, so that nobody waits for them. */
const ASK_MORE_PX = 1_600

interface MessageListProps {
  readonly conversation: Conversation
  readonly loaded: ReturnType<typeof useMessages>
  readonly canReply: boolean
  /** Marked as unread by hand: it stays so although it is in sight. */
  readonly isKeptUnread: boolean
  readonly onReply: (message: ShownMessage) => void
  /** The message to bring into sight, until it is there. */
  readonly soughtId: MessageId | null
  readonly onSeek: (id: MessageId | null) => void
  /** It is not loaded: another window is. */
  readonly onOpenAround: (id: MessageId) => void
  readonly onLeaveWindow: () => void
}

/** A conversation, newest at the bottom. Mounted anew for every conversation, and for every window of it. */
export function MessageList(props: MessageListProps) {
  const { conversation, loaded, canReply, isKeptUnread, onReply, soughtId, onSeek, onOpenAround, onLeaveWindow } = props
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const me = useSignedInStaff()
  const { messages = [], hasNextPage: hasOlder, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = loaded
  const { hasPreviousPage: hasNewer, fetchPreviousPage, isFetchingPreviousPage, isFetchPreviousPageError } = loaded
  const [firstUnreadId] = useState(() => (hasNewer ? null : firstUnread(messages, conversation.unreadCount)))
  const notes = useNotes(conversation.leadId, hasOlder ? (messages[0]?.sortAt ?? null) : null)
  const dayOf = useMemo(() => rememberingDays(format.date), [format])
  const rows = useMemo(
    () => messageRows(messages, { dayOf, hasOlder, hasNewer, notes, firstUnreadId }),
    [messages, dayOf, hasOlder, hasNewer, notes, firstUnreadId],
  )
  const { retry, takeBack, star } = useMessageActions(conversation.id)
  const isTyping = useIsTyping(conversation.id)
  const isAttended = useWindowAttention()

  const scroller = useRef<HTMLDivElement>(null)
  const [isAtLast, setIsAtLast] = useState(true)
  const isAtEnd = isAtLast && !hasNewer
  const [topDayAt, setTopDayAt] = useState<number | null>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => estimateHeight(rows[index]),
    getItemKey: index => rows[index]?.key ?? index,
    overscan: 10,
    paddingStart: 44,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: !hasNewer,
    scrollEndThreshold: END_PX,
    onChange: instance => setIsAtLast(instance.isAtEnd(END_PX)),
  })
  const items = virtualizer.getVirtualItems()

  // Where to begin: at the message that was sought, at the first unread one, or at the end.
  const hasBegun = useRef(false)
  useLayoutEffect(() => {
    if (hasBegun.current || rows.length === 0) return
    hasBegun.current = true
    if (soughtId !== null && rows.some(row => row.key === soughtId)) return
    const unreadRow = rows.findIndex(row => row.kind === 'unread')
    if (unreadRow === -1) virtualizer.scrollToEnd()
    else virtualizer.scrollToIndex(Math.max(0, unreadRow - 1), { align: 'start' })
  }, [rows, virtualizer, soughtId])

  const newest = newestStored(messages)
  useMarkRead({ conversation, newest, isSeen: isAtEnd && isAttended && !isKeptUnread })

  // What a person writes is always brought into sight.
  const lastMessage = messages.at(-1)
  const lastRow = rows.at(-1)
  const lastNoteId = lastRow?.kind === 'note' && lastRow.note.staffId === me.id ? lastRow.key : null
  const [noteAtOpening] = useState(lastNoteId)
  const lastOwnId = lastMessage?.isOnItsWay === true ? lastMessage.id : lastNoteId === noteAtOpening ? null : lastNoteId
  useEffect(() => {
    if (lastOwnId !== null) virtualizer.scrollToEnd()
  }, [lastOwnId, virtualizer])

  // Who looks at the end keeps looking at it while "is typing" comes and goes.
  useEffect(() => {
    if (isTyping && virtualizer.isAtEnd(END_PX)) virtualizer.scrollToEnd()
  }, [isTyping, virtualizer])

  const noteScroll = useStickToEnd(scroller, { within: END_PX, toEnd: () => virtualizer.scrollToEnd() })

  // One way at a time: asking for one page would give up the other.
  const isFetchingMore = isFetchingNextPage || isFetchingPreviousPage
  const askOlder = useCallback(() => {
    if (hasOlder && !isFetchingMore) void fetchNextPage()
  }, [hasOlder, isFetchingMore, fetchNextPage])

  const askNewer = useCallback(() => {
    if (hasNewer && !isFetchingMore) void fetchPreviousPage({ cancelRefetch: false })
  }, [hasNewer, isFetchingMore, fetchPreviousPage])

  function handleScroll(event: React.UIEvent<HTMLDivElement>) {
    noteScroll()
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
    const top = virtualizer.getVirtualItemForOffset(scrollTop + 48)
    setTopDayAt(dayAt(rows, top?.index ?? 0))
    if (scrollTop < ASK_MORE_PX && !isFetchNextPageError) askOlder()
    const below = scrollHeight - clientHeight - scrollTop
    if (below < ASK_MORE_PX && !isFetchPreviousPageError) askNewer()
  }
  // A short page may leave the beginning in sight without any scrolling.
  useEffect(() => {
    const element = scroller.current
    if (element === null || element.scrollHeight > element.clientHeight + ASK_MORE_PX) return
    if (!isFetchNextPageError) askOlder()
    if (!isFetchPreviousPageError) askNewer()
  }, [askOlder, askNewer, rows.length, isFetchNextPageError, isFetchPreviousPageError])

  // How many came while somebody read further up.
  const [seenUpTo, setSeenUpTo] = useState(newest?.sortAt ?? 0)
  if (isAtEnd && newest !== null && newest.sortAt > seenUpTo) setSeenUpTo(newest.sortAt)
  const newBelow = messages.filter(message => message.direction === 'in' && message.sortAt > seenUpTo).length

  const [pointedOutId, setPointedOutId] = useState<MessageId | null>(null)
  useEffect(() => {
    if (soughtId === null) return
    const index = rows.findIndex(row => row.key === soughtId)
    if (index === -1) return onOpenAround(soughtId)
    virtualizer.scrollToIndex(index, { align: 'center' })
    setPointedOutId(soughtId)
    onSeek(null)
  }, [soughtId, rows, virtualizer, onOpenAround, onSeek])

  function handleKey(event: React.KeyboardEvent<HTMLDivElement>) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    const next = messageBeside(rows, focusedMessageId(event.target), event.key === 'ArrowUp' ? -1 : 1)
    if (next === -1) return
    virtualizer.scrollToIndex(next, { align: 'auto' })
    const id = rows[next]?.key
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-message-id="${id}"]`)?.focus())
  }

  return (
    <div className={classes.area}>
      {topDayAt !== null && !isAtEnd && (
        <div className={classes.floatingDay} aria-hidden>
          <DayLabel at={topDayAt} />
        </div>
      )}
      <div
        ref={scroller}
        className={classes.scroller}
        role="log"
        aria-live="off"
        aria-label={t('messagesLabel')}
        tabIndex={0}
        onScroll={handleScroll}
        onKeyDown={handleKey}
      >
        <div className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          <ConversationBeginning
            isLoading={isFetchingNextPage}
            hasOlder={hasOlder}
            isEmpty={rows.length === 0}
            {...(isFetchNextPageError ? { onRetry: askOlder } : {})}
          />
          {items.map(item => {
            const row = rows[item.index]
            return (
              row && (
                <div
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  className={classes.place}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {row.kind === 'day' && <DayLabel at={row.at} />}
                  {row.kind === 'unread' && (
                    <div className={classes.unread} role="separator">
                      <span>{t('newMessages')}</span>
                    </div>
                  )}
                  {row.kind === 'note' && (
                    <div className={classes.note}>
                      <LeadNote note={row.note} isTimeShort />
                    </div>
                  )}
                  {row.kind === 'message' && (
                    <MessageBubble
                      message={row.message}
                      startsGroup={row.startsGroup}
                      endsGroup={row.endsGroup}
                      customerName={conversation.leadName}
                      isPointedOut={row.key === pointedOutId}
                      canReply={canReply}
                      onReply={onReply}
                      onJump={onSeek}
                      onRetry={retry}
                      onTakeBack={takeBack}
                      onStar={star}
                    />
                  )}
                </div>
              )
            )
          })}
        </div>
        {isTyping && <TypingIndicator name={conversation.leadName} />}
      </div>
      {!isAtEnd && (
        <UnstyledButton
          className={classes.toNewest}
          onClick={() => (hasNewer ? onLeaveWindow() : virtualizer.scrollToEnd())}
          aria-label={newBelow === 0 ? t('jumpToNewest') : t('jumpToNewestCount', { count: newBelow })}
        >
          <IconChevronDown size={20} aria-hidden />
          {newBelow > 0 && <span className={classes.newBelow}>{format.number(newBelow)}</span>}
        </UnstyledButton>
      )}
      <NewMessageAnnouncer messages={messages} customerName={conversation.leadName} />
    </div>
  )
}

function focusedMessageId(target: EventTarget): string | null {
  return target instanceof Element
    ? (target.closest('[data-message-id]')?.getAttribute('data-message-id') ?? null)
    : null
}
