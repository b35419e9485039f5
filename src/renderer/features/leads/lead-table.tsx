import { Skeleton } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { useShortcutLines } from '../../ui/shortcuts.ts'
import { LeadRow } from './lead-row.tsx'
import classes from './lead-table.module.css'

const ROW_HEIGHT = 40
const HEADER_HEIGHT = 32
/** How many rows before the end the next page is asked for. */
const AHEAD = 30

interface LeadTableProps {
  readonly leads: readonly LeadSummary[]
  readonly openId: LeadId | null
  /** The rows are of the filter before. */
  readonly isStale: boolean
  readonly hasMore: boolean
  readonly onMore: () => void
  readonly onOpen: (lead: LeadSummary) => void
  readonly onClose: () => void
}

/** Any number of leads: only the rows in sight exist. Arrow keys or J and K move, Enter opens, Escape closes the panel. */
export function LeadTable({ leads, openId, isStale, hasMore, onMore, onOpen, onClose }: LeadTableProps) {
  const { t } = useTranslation('leads')
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
        { keys: 'Enter', label: t('shortcutOpen') },
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
    else if (event.key === 'Enter' && lead !== undefined) onOpen(lead)
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
        role="grid"
        tabIndex={-1}
        aria-label={t('listLabel')}
        aria-rowcount={hasMore ? -1 : leads.length + 1}
      >
        <div className={classes.header} role="row" aria-rowindex={1}>
          <span role="columnheader">{t('name')}</span>
          <span role="columnheader">{t('phone')}</span>
          <span role="columnheader">{t('stage')}</span>
          <span role="columnheader" className={classes.owner}>
            {t('owner')}
          </span>
          <span role="columnheader" className={classes.source}>
            {t('source')}
          </span>
          <span role="columnheader" className={classes.country}>
            {t('country')}
          </span>
          <span role="columnheader">{t('lastContact')}</span>
          <span role="columnheader" className={classes.created}>
            {t('created')}
          </span>
        </div>
        <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map(row => {
            const lead = leads[row.index]
            return (
              lead && (
                <LeadRow
                  key={row.key}
                  lead={lead}
                  index={row.index}
                  top={row.start}
                  isOpen={lead.id === openId}
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
