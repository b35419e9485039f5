import { Table, Text, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import classes from './ads.module.css'
import { type AdsColumn, sortRows, USUAL_COLUMNS } from './ads-columns.ts'
import type { AdsSearch } from './ads-search.ts'
import { AdsTableRow } from './ads-table-row.tsx'
import type { AdsAsked } from './use-ads.ts'
import { useCustomerWord } from './use-customer-word.ts'

export type AdsLevel = 'campaign' | 'adset' | 'ad'

interface AdsTableProps {
  readonly query: AdsAsked
  readonly search: AdsSearch
  readonly onChange: (changed: AdsSearch) => void
}

/** Campaigns, each of which opens into its ad sets and their ads. */
export function AdsTable({ query, search, onChange }: AdsTableProps) {
  const { t } = useTranslation('ads')
  const customer = useCustomerWord()
  const columns = search.cols ?? USUAL_COLUMNS
  const sort = search.sort ?? 'spend'
  const isAscending = search.dir === 'asc'
  const order = { sort, isAscending }

  function handleSort(column: AdsColumn | 'name') {
    if (column === sort) onChange({ dir: isAscending ? undefined : 'asc' })
    else onChange({ sort: column, dir: undefined })
  }

  const heading = (column: AdsColumn | 'name') => {
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

  return (
    <Table.ScrollContainer minWidth={480 + columns.length * 90}>
      <Table className={classes.table} highlightOnHover role="treegrid" aria-label={t('campaigns')}>
        <Table.Thead>
          <Table.Tr>
            {heading('name')}
            <Table.Th>{t('columns.trend')}</Table.Th>
            {columns.map(heading)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <AdsRows query={query} level="campaign" parentId={null} columns={columns} order={order} />
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

interface AdsRowsProps {
  readonly query: AdsAsked
  readonly level: AdsLevel
  readonly parentId: string | null
  readonly columns: readonly AdsColumn[]
  readonly order: { readonly sort: AdsColumn | 'name'; readonly isAscending: boolean }
}

const BELOW = { campaign: 'adset', adset: 'ad', ad: null } as const

/** The rows of one level, each with those that it was opened into. */
function AdsRows({ query, level, parentId, columns, order }: AdsRowsProps) {
  const { t } = useTranslation('ads')
  const locale = useLocale()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const rows = useQuery(
    api.insights.table.queryOptions({ input: { ...query, level, parentId }, placeholderData: keepPreviousData }),
  )
  const width = columns.length + 2
  if (rows.isError) {
    return (
      <Whole width={width}>
        <ProblemNotice error={rows.error} onRetry={() => void rows.refetch()} />
      </Whole>
    )
  }
  if (rows.data === undefined) {
    return (
      <Whole width={width}>
        <Delayed>
          <Text size="sm" c="dimmed">
            {t('loading')}
          </Text>
        </Delayed>
      </Whole>
    )
  }
  if (rows.data.length === 0) {
    return (
      <Whole width={width}>
        <Text size="sm" c="dimmed">
          {t('nothingShown')}
        </Text>
      </Whole>
    )
  }
  const below = BELOW[level]

  function handleToggle(id: string) {
    setOpen(before => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }

  return sortRows(rows.data, order.sort, order.isAscending, locale).map(row => {
    const isOpen = open.has(row.id)
    return [
      <AdsTableRow
        key={row.id}
        row={row}
        query={query}
        columns={columns}
        isOpen={below === null ? null : isOpen}
        onToggle={() => handleToggle(row.id)}
      />,
      isOpen && below !== null && (
        <AdsRows
          key={`${row.id} below`}
          query={query}
          level={below}
          parentId={row.id}
          columns={columns}
          order={order}
        />
      ),
    ]
  })
}

function Whole({ width, children }: { readonly width: number; readonly children: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Td colSpan={width}>{children}</Table.Td>
    </Table.Tr>
  )
}
