import { Drawer } from '@mantine/core'
import { useLocalStorage, useMediaQuery, useWindowEvent } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ConversationId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { LeadCard } from '../leads/lead-card.tsx'
import { setComposerMode } from './composer-mode.ts'
import type { OpenMenu } from './conversation-header.tsx'
import listClasses from './conversation-list.module.css'
import { ConversationList, ConversationListSkeleton } from './conversation-list.tsx'
import { ConversationPane } from './conversation-pane.tsx'
import classes from './conversations-page.module.css'
import { HistoryLine } from './history-line.tsx'
import { EmptyList, EmptyPane } from './inbox-empty.tsx'
import { toConversationFilter } from './inbox-filter.ts'
import { ListFilters } from './list-filters.tsx'
import { neighbourOf } from './list-order.ts'
import { StarredList } from './starred-list.tsx'
import { useConversationList } from './use-conversation-list.ts'
import { useInboxFilter } from './use-inbox-filter.ts'
import { useInboxKeys } from './use-inbox-keys.ts'
import { useListHold } from './use-list-hold.ts'
import { useSelectedLead } from './use-selected-lead.ts'
import { useArchive } from './use-undoable-mark.ts'

/** The inbox: the chats, the open one, and the person it is with. */
export function ConversationsPage() {
  const { t } = useTranslation('conversations')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const params = useParams({ strict: false })
  const selectedId = (params.conversationId as ConversationId | undefined) ?? null
  const [filter, setFilter] = useInboxFilter()
  const hold = useListHold()
  const { rows, waitingAbove, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useConversationList({
    filter: useMemo(() => toConversationFilter(filter), [filter]),
    selectedId,
    isHeld: hold.isHeld,
  })
  const { message: targetId = null } = useSearch({ from: '/inbox' })
  const leadId = useSelectedLead(selectedId, rows)

  const isWide = useMediaQuery('(min-width: 1200px)', undefined, { getInitialValueInEffect: false })
  const [isCardWanted, setIsCardWanted] = useLocalStorage({
    key: 'santral.inbox-card',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const [isDrawerOpen, setIsDrawerOpen] = useState(false)
  const isCardShown = isWide ? isCardWanted : isDrawerOpen
  const [openMenu, setOpenMenu] = useState<OpenMenu>(null)
  const [keptUnreadId, setKeptUnreadId] = useState<ConversationId | null>(null)
  // A click or Enter in the list means to write; stepping through it does not.
  const [writeInId, setWriteInId] = useState<ConversationId | null>(null)
  if (keptUnreadId !== null && keptUnreadId !== selectedId) setKeptUnreadId(null)

  const markingUnread = useMutation({
    mutationFn: (id: ConversationId) => rpc.conversations.markUnread({ id }),
    onSettled: () => queries.invalidateQueries({ queryKey: api.conversations.key() }),
  })

  // Once it is on its way to be shown the address is that of the chat: going there again is a new wish.
  useEffect(() => {
    if (targetId === null) return
    const timer = setTimeout(
      () =>
        void navigate({
          to: '.',
          search: (before: Record<string, unknown>) => ({ ...before, message: undefined }),
          replace: true,
        }),
      0,
    )
    return () => clearTimeout(timer)
  }, [targetId, navigate])

  const archive = useArchive()
  function handleArchive(isArchived: boolean) {
    if (selectedId === null) return
    const next = neighbourOf(rows ?? [], selectedId, 1)
    const following = next === undefined || next.id === selectedId ? neighbourOf(rows ?? [], selectedId, -1) : next
    archive(selectedId, isArchived)
    if (!isArchived || following === undefined || following.id === selectedId) return
    setWriteInId(null)
    void navigate({ to: '/inbox/$conversationId', params: { conversationId: following.id } }).then(() =>
      focusRow(following.id),
    )
  }

  function showCard(isShown: boolean) {
    if (isWide) setIsCardWanted(isShown)
    else setIsDrawerOpen(isShown)
  }

  function handleStep(step: 1 | -1) {
    const next = neighbourOf(rows ?? [], selectedId, step)
    if (next === undefined) return
    hold.noteStep()
    setWriteInId(null)
    void navigate({ to: '/inbox/$conversationId', params: { conversationId: next.id } }).then(() => focusRow(next.id))
  }

  function handleMarkUnread() {
    if (selectedId === null) return
    setKeptUnreadId(selectedId)
    markingUnread.mutate(selectedId)
  }

  function handleNote() {
    if (selectedId !== null) setComposerMode(selectedId, 'note')
  }

  function handleWrite(id: ConversationId) {
    // The composer of a chat that is still opening takes the focus when it is there.
    if (id !== selectedId || !focusComposer()) setWriteInId(id)
  }

  // Escape anywhere in the open chat leads back to its row; a menu or a dialog takes it for itself first.
  const pane = useRef<HTMLDivElement>(null)
  useWindowEvent('keydown', event => {
    const isInside = event.target instanceof Node && pane.current?.contains(event.target) === true
    if (event.key === 'Escape' && isInside && !event.defaultPrevented && selectedId !== null) focusRow(selectedId)
  })

  useInboxKeys({
    hasSelection: selectedId !== null,
    onStep: handleStep,
    onMarkUnread: handleMarkUnread,
    onMenu: setOpenMenu,
    onNote: handleNote,
    onArchive: () => handleArchive(filter.view !== 'archived'),
  })

  const card = leadId !== null && <LeadCard leadId={leadId} onDeleted={() => void navigate({ to: '/inbox' })} />
  return (
    <div className={classes.inbox} data-has-selection={selectedId !== null}>
      <section className={classes.list} aria-label={t('listLabel')}>
        <h1 className={listClasses.title}>{t('title')}</h1>
        <ListFilters filter={filter} onChange={setFilter} />
        <HistoryLine />
        {listContent()}
      </section>
      <div ref={pane} className={classes.pane}>
        {selectedId === null ? (
          <EmptyPane />
        ) : (
          <ConversationPane
            key={selectedId}
            conversationId={selectedId}
            header={{
              openMenu,
              isCardShown,
              onMenu: setOpenMenu,
              onMarkUnread: handleMarkUnread,
              onArchive: handleArchive,
              onToggleCard: () => showCard(!isCardShown),
            }}
            isKeptUnread={keptUnreadId === selectedId}
            isForWriting={writeInId === selectedId}
            targetId={targetId}
            onLeaveComposer={() => focusRow(selectedId)}
            onSent={() => setKeptUnreadId(null)}
          />
        )}
      </div>
      {isWide && isCardWanted && leadId !== null && (
        <aside className={classes.card} aria-label={t('leadCard')}>
          {card}
        </aside>
      )}
      <Drawer
        opened={!isWide && isDrawerOpen && leadId !== null}
        onClose={() => setIsDrawerOpen(false)}
        position="right"
        size={360}
        title={t('leadCard')}
        padding={0}
        closeButtonProps={{ 'aria-label': t('close') }}
        classNames={{ header: classes.drawerHeader }}
      >
        {card}
      </Drawer>
    </div>
  )

  function listContent() {
    if (filter.view === 'starred') return <StarredList />
    if (rows === undefined) {
      return error === null ? (
        <ConversationListSkeleton />
      ) : (
        <div className={classes.notice}>
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        </div>
      )
    }
    if (rows.length === 0) return <EmptyList filter={filter} onChangeFilter={setFilter} />
    return (
      <ConversationList
        rows={rows}
        selectedId={selectedId}
        waitingAbove={waitingAbove}
        hold={hold}
        hasMore={hasNextPage}
        onStep={handleStep}
        onWrite={handleWrite}
        onMore={() => {
          if (!isFetchingNextPage) void fetchNextPage()
        }}
      />
    )
  }
}

function focusRow(id: ConversationId) {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-conversation-id="${id}"]`)?.focus())
}

/** Says whether there is one. */
function focusComposer(): boolean {
  const composer = document.querySelector<HTMLElement>('[data-composer]')
  composer?.focus()
  return composer !== null
}
