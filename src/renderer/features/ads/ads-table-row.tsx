import { Sparkline } from '@mantine/charts'
import { ActionIcon, Anchor, Badge, Table, Text } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { AdsRow } from '#shared/contract/insights.ts'
import { type AdsColumn, COLUMN_KINDS, valueOf } from '#shared/domain/ad-columns.ts'
import { isRunning } from '#shared/domain/ad-status.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './ads.module.css'
import { leadsBehind } from './drill-down.ts'
import type { AdsAsked } from './use-ads.ts'
import { useMoneyWords } from './use-money-words.ts'
import { useStatusWords } from './use-status-words.ts'

interface AdsTableRowProps {
  readonly row: AdsRow
  readonly query: AdsAsked
  readonly columns: readonly AdsColumn[]
  /** Null: there is nothing in it. */
  readonly isOpen: boolean | null
  /** Which of all rows, the heading with them. */
  readonly index: number
  /** The tab key comes to this one. */
  readonly isReached: boolean
  /** Somebody came here for it. */
  readonly isPointedOut: boolean
  readonly onFocus: () => void
  readonly onToggle: () => void
}

const INDENT = { account: 0, campaign: 0, adset: 22, ad: 66 }
const LEADS = { leads: undefined, appointments: 'appointments', patients: 'patients' } as const

/** One campaign, ad set or ad with its figures. */
export function AdsTableRow(props: AdsTableRowProps) {
  const { row, query, columns, isOpen, index, isReached, isPointedOut, onFocus, onToggle } = props
  const { t } = useTranslation('ads')
  const { wordStatus } = useStatusWords()
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <Table.Tr
      aria-level={{ account: 0, campaign: 1, adset: 2, ad: 3 }[row.level]}
      aria-rowindex={index}
      {...(isOpen !== null && { 'aria-expanded': isOpen })}
      className={classes.row}
      data-row-id={row.id}
      data-is-pointed-out={isPointedOut || undefined}
      tabIndex={isReached ? 0 : -1}
      onFocus={onFocus}
    >
      <Table.Td>
        <div className={classes.name} style={{ paddingInlineStart: INDENT[row.level] }}>
          {isOpen !== null && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              tabIndex={-1}
              aria-expanded={isOpen}
              aria-label={t(isOpen ? 'close' : 'open', { name: row.name })}
              onClick={onToggle}
            >
              <Chevron size={15} />
            </ActionIcon>
          )}
          <Text size="sm" truncate title={row.name} fw={row.level === 'campaign' ? 500 : 400}>
            {row.name}
          </Text>
          {row.effectiveStatus !== null && !isRunning({ effectiveStatus: row.effectiveStatus }) && (
            <Badge className={classes.state} size="xs" variant="light" color="gray" tt="none">
              {wordStatus(row.effectiveStatus)}
            </Badge>
          )}
        </div>
      </Table.Td>
      <Table.Td>
        {row.spark.length > 1 && (
          // The chart takes the focus by itself, and says nothing that the figures do not.
          <div inert>
            <Sparkline
              w={84}
              h={22}
              data={[...row.spark]}
              color="teal.6"
              fillOpacity={0.15}
              strokeWidth={1.5}
              curveType="linear"
            />
          </div>
        )}
      </Table.Td>
      {columns.map(column => (
        <Table.Td key={column} data-is-number className="tabular">
          <Figure row={row} column={column} query={query} />
        </Table.Td>
      ))}
    </Table.Tr>
  )
}

function Figure({
  row,
  column,
  query,
}: {
  readonly row: AdsRow
  readonly column: AdsColumn
  readonly query: AdsAsked
}) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const locale = useLocale()
  const { money, total } = useMoneyWords()
  const value = valueOf(row, column)
  if (column === 'revenue') return row.outcomes.revenue.sums.length === 0 ? '—' : total(row.outcomes.revenue)
  if (value === null) return '—'
  switch (COLUMN_KINDS[column]) {
    case 'own-money':
    case 'office-money':
      return column === 'budget' && row.dailyBudget !== null
        ? t('aDay', { amount: money(value, row.currency) })
        : money(value, row.currency)
    case 'share':
      return new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
      }).format(value)
    case 'times':
      return row.outcomes.revenue.sums.length === 0 ? '—' : format.number(Math.round(value * 100) / 100)
    case 'count': {
      const text = format.number(value)
      if (!(column in LEADS) || value === 0) return text
      const only = LEADS[column as keyof typeof LEADS]
      const ids = {
        campaign: { campaignId: row.id },
        adset: { campaignId: row.campaignId, adSetId: row.id },
        ad: { campaignId: row.campaignId, adSetId: row.adSetId, adId: row.id },
        account: {},
      }[row.level]
      const search = leadsBehind(query, { ...ids, ...(only && { only }) })
      return (
        <Anchor
          component={Link}
          to="/leads"
          search={search as never}
          inherit
          aria-label={t('showLeads', { label: row.name, value: text })}
        >
          {text}
        </Anchor>
      )
    }
  }
}
