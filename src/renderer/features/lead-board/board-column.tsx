import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { Stage } from '#shared/contract/stages.ts'
import type { LeadId, StageId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { type LeadsSearch, toLeadFilter } from '../leads/leads-search.ts'
import { StageDot } from '../leads/stage-mark.tsx'
import { useLeadList } from '../leads/use-lead-list.ts'
import { BoardCard } from './board-card.tsx'
import { cardsOf, isCountKept, searchOfColumn } from './board-columns.ts'
import { draggedLead } from './dragged-lead.ts'
import classes from './lead-board.module.css'

const CARD_HEIGHT = 88
const PAGE = 50
/** How many cards before the end the next page is asked for. */
const AHEAD = 20

interface BoardColumnProps {
  readonly stage: Stage
  readonly search: LeadsSearch
  readonly moved: ReadonlyMap<LeadId, LeadSummary>
  readonly openId: LeadId | null
  readonly currentId: LeadId | null
  readonly menuId: LeadId | null
  /** Whose card is to have the focus as soon as it is there. */
  readonly wantsFocus: RefObject<LeadId | null>
  readonly onCards: (stageId: StageId, cards: readonly LeadSummary[]) => void
  readonly onOpen: (lead: LeadSummary) => void
  readonly onFocus: (id: LeadId) => void
  readonly onKey: (event: React.KeyboardEvent, lead: LeadSummary) => void
  readonly onMenu: (id: LeadId | null) => void
  readonly onMove: (lead: LeadSummary, stageId: StageId) => void
}

/** One stage: its count, and any number of cards, of which only those in sight exist. */
export function BoardColumn(props: BoardColumnProps) {
  const { stage, moved, openId, currentId, menuId, wantsFocus, onCards, onOpen, onFocus, onKey, onMenu, onMove } = props
  const { t } = useTranslation('leadBoard')
  const search = useMemo(() => searchOfColumn(props.search, stage.id), [props.search, stage.id])
  const list = useLeadList(search, { pageSize: PAGE })
  const { leads, hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const cards = useMemo(() => cardsOf(stage.id, leads ?? [], moved), [stage.id, leads, moved])
  useEffect(() => onCards(stage.id, cards), [onCards, stage.id, cards])

  const column = useRef<HTMLElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    if (column.current === null) return undefined
    return dropTargetForElements({
      element: column.current,
      canDrop: ({ source }) => draggedLead(source.data) !== null,
      onDragEnter: ({ source }) => setIsOver(draggedLead(source.data)?.stageId !== stage.id),
      onDragLeave: () => setIsOver(false),
      onDrop({ source }) {
        setIsOver(false)
        const lead = draggedLead(source.data)
        if (lead !== null) onMove(lead, stage.id)
      },
    })
  }, [stage.id, onMove])

  const virtualizer = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_HEIGHT,
    getItemKey: index => cards[index]?.id ?? index,
    overscan: 6,
  })
  const shown = virtualizer.getVirtualItems()
  const lastInSight = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastInSight >= cards.length - AHEAD) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastInSight, cards.length])

  // A card far away exists only once the column has scrolled there.
  useEffect(() => {
    const wanted = wantsFocus.current
    const index = wanted === null ? -1 : cards.findIndex(({ id }) => id === wanted)
    if (index === -1) return
    const card = scroller.current?.querySelector<HTMLElement>(`[data-lead-id="${wanted}"]`)
    virtualizer.scrollToIndex(index, { align: 'auto' })
    if (card === null || card === undefined) return
    wantsFocus.current = null
    card.focus({ preventScroll: true })
    column.current?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  })

  const hasCurrent = cards.some(({ id }) => id === currentId)
  return (
    <section ref={column} className={classes.column} data-is-over={isOver || undefined} aria-label={stage.name}>
      <ColumnHead stage={stage} search={search} />
      <div ref={scroller} className={classes.scroller} data-is-stale={list.isPlaceholderData || undefined}>
        {leads === undefined && list.error === null && <ColumnSkeleton />}
        {leads === undefined && list.error !== null && (
          <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        )}
        {leads !== undefined && cards.length === 0 && (
          <p className={classes.empty}>{list.isLooking ? t('leadLists:stillLooking') : t('empty')}</p>
        )}
        <ul className={classes.cards} style={{ height: virtualizer.getTotalSize() }} aria-label={stage.name}>
          {shown.map(row => {
            const lead = cards[row.index]
            return (
              lead && (
                <BoardCard
                  key={row.key}
                  lead={lead}
                  top={row.start}
                  place={row.index + 1}
                  of={hasNextPage ? -1 : cards.length}
                  isOpen={lead.id === openId}
                  isTabStop={hasCurrent ? lead.id === currentId : row.index === 0}
                  isMenuOpen={lead.id === menuId}
                  onOpen={onOpen}
                  onFocus={onFocus}
                  onKey={onKey}
                  onMenu={onMenu}
                  onMove={onMove}
                />
              )
            )
          })}
        </ul>
      </div>
    </section>
  )
}

function ColumnHead({ stage, search }: { readonly stage: Stage; readonly search: LeadsSearch }) {
  const { t } = useTranslation('leadBoard')
  const format = useFormat()
  const isKept = isCountKept(search)
  const owners = search.owner ?? []
  const kept = useQuery(api.leadBoard.counts.queryOptions({ input: { owners }, enabled: isKept }))
  const counted = useQuery(
    api.leads.count.queryOptions({ input: { filter: toLeadFilter(search) }, enabled: !isKept, staleTime: 0 }),
  )
  const count = isKept
    ? kept.data && { count: kept.data.find(({ stageId }) => stageId === stage.id)?.leads ?? 0, isMore: false }
    : counted.data
  const words =
    count && (count.isMore ? t('moreThan', { formatted: format.number(count.count) }) : format.number(count.count))
  return (
    <header className={classes.columnHead}>
      <StageDot color={stage.color} />
      <h2 className={classes.stage} title={stage.name}>
        {stage.name}
      </h2>
      {count !== undefined && (
        <span
          className={`${classes.count} tabular`}
          role="img"
          aria-label={t('column', { stage: stage.name, count: count.count, formatted: words })}
          title={count.isMore ? t('moreThanHint') : undefined}
        >
          {words}
        </span>
      )}
    </header>
  )
}

function ColumnSkeleton() {
  return (
    <Delayed>
      <div className={classes.skeleton} aria-hidden>
        {Array.from({ length: 4 }, (_, index) => (
          <Skeleton key={index} height={CARD_HEIGHT - 8} radius={8} />
        ))}
      </div>
    </Delayed>
  )
}
