import { Checkbox, Skeleton, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { LeadSort, SortDirection } from '#shared/contract/lead-filter.ts'
import type { LeadColumn } from '#shared/contract/lead-views.ts'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { useShortcutLines } from '../../ui/shortcuts.ts'
import type { LeadPicks } from '../bulk-actions/use-lead-selection.ts'
import { COLUMN_LOOKS, flexOf, widthOf } from './lead-columns.ts'
import { LeadRow } from './lead-row.tsx'
import classes from './lead-table.module.css'
import type { ChosenColumns } from './use-lead-columns.ts'

const ROW_HEIGHT = 40
const HEADER_HEIGHT = 32
/** How many rows before the end the next page is asked for. */
const AHEAD = 30

interface LeadTableProps {
  readonly leads: readonly LeadSummary[]
  readonly shown: Pick<ChosenColumns, 'columns' | 'isUsual'>
  readonly openId: LeadId | null
  /** The rows are of the filter before. */
  readonly isStale: boolean
  readonly hasMore: boolean
  readonly onMore: () => void
  /** Null while a search gives its own order. */
  readonly sort: LeadSort | null
  readonly isReversed: boolean
  /** Without a direction: the one that one expects. */
  readonly onSort: (sort: LeadSort, direction: SortDirection | undefined) => void
  readonly picks: LeadPicks
  readonly onOpen: (lead: LeadSummary) => void
  readonly onOpenPage: (lead: LeadSummary) => void
  readonly onClose: () => void
}

/** Any number of leads: only the rows in sight exist. Arrow keys or J and K move, Space opens the panel, Enter the page, Escape closes the panel. */
export function LeadTable(props: LeadTableProps) {
  const { leads, shown, openId, isStale, hasMore, sort, isReversed, picks, onMore, onSort, onOpen, onOpenPage } = props
  const { onClose } = props
  const { columns, isUsual } = shown
  const { t } = useTranslation('leads')
  const order = { sort, isReversed, onSort }
  const scroller = useRef<HTMLDivElement>(null)
  const [focusedId, setFocusedId] = useState<LeadId | null>(null)
  const [isScrolled, setIsScrolled] = useState(false)
  const virtualizer = useVirtualizer({
    count: leads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: index => leads[index]?.id ?? index,
    overscan: 12,
    scrollPaddingStart: HEADER_HEIGHT,
    // Somebody reading further down is not moved by a lead that comes on top.
    anchorTo: isScrolled ? 'end' : 'start',
  })
  const rows = virtualizer.getVirtualItems()
  const lastInSight = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastInSight >= leads.length - AHEAD) onMore()
  }, [hasMore, lastInSight, leads.length, onMore])

  useShortcutLines(
    t('shortcuts'),
    useMemo(
      () => [
        { keys: 'J', label: t('shortcutNext') },
        { keys: 'K', label: t('shortcutPrevious') },
        { keys: 'Space', label: t('shortcutOpen') },
        { keys: 'Enter', label: t('openPage') },
        { keys: 'S', label: t('shortcutStage') },
        { keys: 'A', label: t('shortcutAssign') },
        { keys: 'X', label: t('bulkActions:pick') },
      ],
      [t],
    ),
  )

  // A row far away exists only once the list has scrolled there.
  const wantsFocus = useRef<LeadId | null>(null)
  useEffect(() => {
    if (wantsFocus.current === null) return
    const element = scroller.current?.querySelector<HTMLElement>(`[data-lead-id="${wantsFocus.current}"]`)
    if (element === null || element === undefined) return
    wantsFocus.current = null
    element.focus({ preventScroll: true })
  })

  const currentId = focusedId ?? openId
  const currentIndex = Math.max(
    0,
    leads.findIndex(lead => lead.id === currentId),
  )

  function focusRow(index: number) {
    const lead = leads[index]
    if (lead === undefined) return
    setFocusedId(lead.id)
    virtualizer.scrollToIndex(index, { align: 'auto' })
    if (openId !== null) onOpen(lead)
    wantsFocus.current = lead.id
  }

  /** As if somebody had pressed on it. */
  function openCell(id: LeadId, name: 'stage' | 'owner') {
    scroller.current?.querySelector<HTMLElement>(`[data-lead-id="${id}"] [data-cell="${name}"]`)?.click()
  }

  function handleKey(event: React.KeyboardEvent) {
    const lead = leads[currentIndex]
    const pageful = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1)
    const moves: Record<string, number> = {
      ArrowDown: currentIndex + 1,
      j: currentIndex + 1,
      ArrowUp: currentIndex - 1,
      k: currentIndex - 1,
      PageDown: Math.min(leads.length - 1, currentIndex + pageful),
      PageUp: Math.max(0, currentIndex - pageful),
      Home: 0,
      End: leads.length - 1,
    }
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key]
    if (move !== undefined) focusRow(move)
    else if (event.key === 'Enter' && lead !== undefined) onOpenPage(lead)
    else if (event.key === ' ' && lead !== undefined) onOpen(lead)
    else if ((event.key === 's' || event.key === 'a') && lead !== undefined && !event.ctrlKey && !event.metaKey) {
      openCell(lead.id, event.key === 's' ? 'stage' : 'owner')
      // A menu that opens by a key closes by any key outside of it, this one too.
      event.stopPropagation()
    } else if ((event.key === 'x' || event.key === 'X') && lead !== undefined) picks.toggle(lead.id, event.shiftKey)
    else if (event.key === 'Escape' && (picks.count > 0 || picks.isAll)) picks.clear()
    else if (event.key === 'Escape' && openId !== null) onClose()
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      data-is-stale={isStale}
      onScroll={event => setIsScrolled(event.currentTarget.scrollTop > 0)}
    >
      <div
        className={classes.table}
        data-is-usual={isUsual}
        style={isUsual ? undefined : { minWidth: widthOf(columns) }}
        role="grid"
        tabIndex={-1}
        aria-label={t('listLabel')}
        aria-rowcount={hasMore ? -1 : leads.length + 1}
      >
        <div className={classes.header} role="row" aria-rowindex={1}>
          <span role="columnheader" className={classes.pick}>
            <Checkbox
              size="xs"
              aria-label={t('bulkActions:pickShown')}
              checked={picks.isAll}
              indeterminate={picks.count > 0}
              onChange={() => (picks.count > 0 || picks.isAll ? picks.clear() : picks.pickShown())}
            />
          </span>
          <SortHeader by="name" label={t('name')} className={classes.name} {...order} />
          {columns.map(column => {
            const label = t(`leadLists:columnNames.${column}`)
            const by = COLUMN_LOOKS[column].sort
            const place = { style: flexOf(column), column }
            return by === undefined ? (
              <span key={column} role="columnheader" style={place.style} data-column={column} title={label}>
                {label}
              </span>
            ) : (
              <SortHeader key={column} by={by} label={label} {...place} {...order} />
            )
          })}
        </div>
        <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map(row => {
            const lead = leads[row.index]
            return (
              lead && (
                <LeadRow
                  key={row.key}
                  lead={lead}
                  columns={columns}
                  index={row.index}
                  top={row.start}
                  isOpen={lead.id === openId}
                  isPicked={picks.has(lead.id)}
                  onPick={picks.toggle}
                  isTabStop={row.index === currentIndex}
                  onOpen={onOpen}
                  onFocus={setFocusedId}
                  onKey={handleKey}
                />
              )
            )
          })}
        </div>
      </div>
    </div>
  )
}

interface SortHeaderProps {
  readonly by: LeadSort
  readonly label: string
  readonly sort: LeadSort | null
  readonly isReversed: boolean
  readonly onSort: LeadTableProps['onSort']
  readonly className?: string | undefined
  readonly column?: LeadColumn
  readonly style?: React.CSSProperties
}

/** What one looks for first from the smallest on: names from A, what is to be done from the next. */
const UPWARDS: readonly LeadSort[] = ['name', 'next_action']

/** A first press sorts as one expects, a second the other way round. */
function SortHeader({ by, label, sort, isReversed, onSort, className, column, style }: SortHeaderProps) {
  const { t } = useTranslation('leads')
  const isSorted = sort === by
  const isUpwards = UPWARDS.includes(by) !== (isSorted && isReversed)
  const Arrow = isUpwards ? IconArrowUp : IconArrowDown
  const other: SortDirection = isUpwards ? 'desc' : 'asc'
  return (
    <span
      role="columnheader"
      className={className}
      style={style}
      data-column={column}
      aria-sort={isSorted ? (isUpwards ? 'ascending' : 'descending') : 'none'}
    >
      <UnstyledButton
        className={classes.sort}
        title={sort === null ? t('searchOrder') : t('sortBy', { column: label })}
        aria-disabled={sort === null}
        onClick={() => {
          if (sort !== null) onSort(by, isSorted && !isReversed ? other : undefined)
        }}
      >
        {label}
        {isSorted && <Arrow size={14} stroke={1.8} aria-hidden />}
      </UnstyledButton>
    </span>
  )
}

export function LeadTableSkeleton() {
  return (
    <Delayed>
      <div className={classes.skeleton} aria-hidden>
        {Array.from({ length: 12 }, (_, index) => (
          <Skeleton key={index} height={16} />
        ))}
      </div>
    </Delayed>
  )
}
