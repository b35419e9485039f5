import { Skeleton, Table, Text, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { AdsColumn, AdsSort } from '#shared/domain/ad-columns.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import classes from './ads.module.css'
import type { AdsSearch } from './ads-search.ts'
import { AdsTableRow } from './ads-table-row.tsx'
import type { AdsAsked } from './use-ads.ts'
import { type AdsItem, type AdsLevel, useAdsTree } from './use-ads-tree.ts'
import { useCustomerWord } from './use-customer-word.ts'

const ROW_HEIGHT = 35

interface AdsTableProps {
  readonly query: AdsAsked
  readonly search: AdsSearch
  readonly columns: readonly AdsColumn[]
  readonly onChange: (changed: AdsSearch) => void
}

/**
 * Campaigns, each of which opens into its ad sets and their ads: any number of them, of which only those in sight exist. The arrow keys
 * go up and down, and into a row and out of it.
 */
export function AdsTable({ query, search, columns, onChange }: AdsTableProps) {
  const { t } = useTranslation('ads')
  const customer = useCustomerWord()
  const scroller = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(() => openedFor(search))
  const [focusedKey, setFocusedKey] = useState<string | null>(null)
  const sort = search.sort ?? 'spend'
  const isAscending = search.dir === 'asc'
  const { items, isStale, want } = useAdsTree({ ...query, sort, isAscending }, open)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: index => items[index]?.key ?? index,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
  })
  const inSight = virtualizer.getVirtualItems()
  const unread = inSight
    .map(({ index }) => items[index])
    .flatMap(item => (item?.kind === 'unread' ? [item.page] : []))
    .join('\n')
  useEffect(() => {
    if (unread !== '') want(unread.split('\n'))
  }, [unread, want])

  // A row far away exists only once the list has scrolled there.
  const wantsFocus = useRef<string | null>(null)
  useEffect(() => {
    if (wantsFocus.current === null) return
    const element = scroller.current?.querySelector<HTMLElement>(`[data-row-id="${wantsFocus.current}"]`)
    if (element === null || element === undefined) return
    wantsFocus.current = null
    element.focus({ preventScroll: true })
  })

  // Whoever came for one ad sees it, and is left alone from then on.
  const hasPointed = useRef(false)
  useEffect(() => {
    if (hasPointed.current || search.ad === undefined) return
    const element = scroller.current?.querySelector(`[data-row-id="${search.ad}"]`)
    if (element === null || element === undefined) return
    hasPointed.current = true
    element.scrollIntoView({ block: 'center' })
  })

  const current = Math.max(
    0,
    items.findIndex(({ key }) => key === focusedKey),
  )

  function focusRow(index: number) {
    const item = items[index]
    if (item?.kind !== 'row') return
    setFocusedKey(item.key)
    wantsFocus.current = item.key
    virtualizer.scrollToIndex(index, { align: 'auto' })
  }

  function handleToggle({ key, level }: AdsItem) {
    setOpen(before => {
      const next = new Map(before)
      if (!next.delete(key)) next.set(key, level)
      return next
    })
  }

  function handleKey(event: KeyboardEvent<HTMLElement>) {
    // Only on a row itself: its button and links have keys of their own.
    if (event.target instanceof HTMLElement && event.target.dataset['rowId'] === undefined) return
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const item = items[current]
    if (item?.kind !== 'row') return
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: items.length - 1,
    }
    const target = moves[event.key]
    if (target !== undefined) focusRow(target)
    else if (event.key === 'ArrowRight' && item.isOpen === true) focusRow(current + 1)
    else if (event.key === 'ArrowLeft' && item.isOpen !== true && item.parent !== null) focusRow(item.parent)
    else if (event.key === 'ArrowRight' && item.isOpen === false) handleToggle(item)
    else if (event.key === 'ArrowLeft' && item.isOpen === true) handleToggle(item)
    else if ((event.key === 'Enter' || event.key === ' ') && item.isOpen !== null) handleToggle(item)
    else return
    event.preventDefault()
  }

  function handleSort(column: AdsSort) {
    if (column === sort) onChange({ dir: isAscending ? undefined : 'asc' })
    else onChange({ sort: column, dir: undefined })
  }

  const heading = (column: AdsSort) => {
    const isSorted = column === sort
    const Icon = isAscending ? IconArrowUp : IconArrowDown
    const label =
      column === 'patients' || column === 'costPerPatient' ? t(`columns.${column}.${customer}`) : t(`columns.${column}`)
    return (
      <Table.Th
        key={column}
        data-is-number={column !== 'name'}
        aria-sort={isSorted ? (isAscending ? 'ascending' : 'descending') : 'none'}
      >
        <UnstyledButton className={classes.sort} onClick={() => handleSort(column)}>
          {label} {isSorted && <Icon size={12} aria-hidden />}
        </UnstyledButton>
      </Table.Th>
    )
  }

  const before = inSight[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (inSight.at(-1)?.end ?? 0)
  const width = columns.length + 2
  return (
    <div ref={scroller} className={classes.scroller} data-is-stale={isStale}>
      <Table
        className={classes.table}
        miw={400 + columns.length * 92}
        highlightOnHover
        role="treegrid"
        aria-label={t('campaigns')}
        aria-rowcount={items.length + 1}
        onKeyDown={handleKey}
      >
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {heading('name')}
            <Table.Th>{t('columns.trend')}</Table.Th>
            {columns.map(heading)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {inSight.map(({ index, key }) => {
            const item = items[index]
            if (item === undefined) return null
            if (item.kind === 'row') {
              return (
                <AdsTableRow
                  key={key}
                  row={item.row}
                  query={query}
                  columns={columns}
                  index={index + 2}
                  isOpen={item.isOpen}
                  isReached={index === current}
                  isPointedOut={item.row.id === search.ad}
                  onFocus={() => setFocusedKey(item.key)}
                  onToggle={() => handleToggle(item)}
                />
              )
            }
            return (
              <Table.Tr key={key} aria-rowindex={index + 2}>
                <Table.Td colSpan={width}>
                  <Unread item={item} />
                </Table.Td>
              </Table.Tr>
            )
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function Unread({ item }: { readonly item: Exclude<AdsItem, { kind: 'row' }> }) {
  const { t } = useTranslation('ads')
  if (item.kind === 'problem') return <ProblemNotice error={item.error} onRetry={item.retry} />
  if (item.kind === 'empty') {
    return (
      <Text size="sm" c="dimmed">
        {t('nothingShown')}
      </Text>
    )
  }
  return (
    <Delayed>
      <Skeleton height={12} width="45%" aria-label={t('loading')} role="status" />
    </Delayed>
  )
}

/** Whoever comes from a chat sees the ad that brought it. */
function openedFor({ campaign, adset }: AdsSearch): ReadonlyMap<string, AdsLevel> {
  const opened = new Map<string, AdsLevel>()
  if (adset === undefined || campaign?.length !== 1) return opened
  for (const id of campaign) opened.set(id, 'campaign')
  return opened.set(adset, 'adset')
}
