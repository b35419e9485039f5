import { Skeleton, UnstyledButton } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { ConversationSummary } from '#shared/contract/conversations.ts'
import type { ConversationId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './conversation-list.module.css'
import { ConversationRow } from './conversation-row.tsx'
import type { useListHold } from './use-list-hold.ts'

const ROW_HEIGHT = 76
/** How many rows before the end the next page is asked for. */
const AHEAD = 15
const AGES_CHANGE_MS = 20_000

interface ConversationListProps {
  readonly rows: readonly ConversationSummary[]
  readonly selectedId: ConversationId | null
  readonly waitingAbove: number
  readonly hold: ReturnType<typeof useListHold>
  readonly hasMore: boolean
  readonly onMore: () => void
  readonly onStep: (step: 1 | -1) => void
  readonly onWrite: (id: ConversationId) => void
}

/** Any number of chats; only those in sight exist. While somebody reads the list its rows stand still. */
export function ConversationList(props: ConversationListProps) {
  const { rows, selectedId, waitingAbove, hold, hasMore, onMore, onStep, onWrite } = props
  const { t } = useTranslation('conversations')
  const now = useNow(AGES_CHANGE_MS)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: index => rows[index]?.id ?? index,
    overscan: 8,
  })
  const items = virtualizer.getVirtualItems()
  const lastInSight = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastInSight >= rows.length - AHEAD) onMore()
  }, [hasMore, lastInSight, rows.length, onMore])

  // The open chat is in sight when it was opened from elsewhere or by keyboard; it is not chased when others overtake it.
  const selectedIndex = rows.findIndex(row => row.id === selectedId)
  const followed = useRef<ConversationId | null>(null)
  useEffect(() => {
    if (selectedId === null || selectedIndex === -1 || followed.current === selectedId) return
    followed.current = selectedId
    virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selectedId, selectedIndex, virtualizer])

  function handleShowNewest() {
    hold.release()
    scroller.current?.scrollTo({ top: 0 })
  }

  function handleKey(event: React.KeyboardEvent, id: ConversationId) {
    if (event.key === 'ArrowDown') onStep(1)
    else if (event.key === 'ArrowUp') onStep(-1)
    else if (event.key === 'Enter') {
      onWrite(id)
      // The row is a link: when it is not the open one yet, Enter opens it as well.
      if (id !== selectedId) return
    } else return
    event.preventDefault()
  }

  const tabStop = Math.max(0, selectedIndex)
  return (
    <div className={classes.area} {...hold.pointerHandlers}>
      {waitingAbove > 0 && (
        <UnstyledButton className={classes.newAbove} onClick={handleShowNewest}>
          <IconArrowUp size={14} aria-hidden />
          {t('newAbove', { count: waitingAbove })}
        </UnstyledButton>
      )}
      <div
        ref={scroller}
        className={classes.scroller}
        onScroll={event => hold.noteScroll(event.currentTarget.scrollTop)}
      >
        <div
          role="list"
          aria-label={t('listLabel')}
          className={classes.rows}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map(item => {
            const conversation = rows[item.index]
            return (
              conversation && (
                <div
                  key={item.key}
                  role="listitem"
                  aria-posinset={item.index + 1}
                  aria-setsize={hasMore ? -1 : rows.length}
                  className={classes.place}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <ConversationRow
                    conversation={conversation}
                    isSelected={conversation.id === selectedId}
                    isTabStop={item.index === tabStop}
                    now={now}
                    onWrite={onWrite}
                    onKey={handleKey}
                  />
                </div>
              )
            )
          })}
        </div>
      </div>
    </div>
  )
}

export function ConversationListSkeleton() {
  return (
    <Delayed>
      <div aria-hidden>
        {Array.from({ length: 8 }, (_, index) => (
          <div key={index} className={classes.skeletonRow}>
            <Skeleton circle height={40} />
            <div className={classes.skeletonLines}>
              <Skeleton height={12} width="55%" />
              <Skeleton height={10} width="90%" />
              <Skeleton height={10} width="70%" />
            </div>
          </div>
        ))}
      </div>
    </Delayed>
  )
}
