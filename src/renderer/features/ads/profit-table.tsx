import { Anchor, Button, Group, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProfitBy, ProfitRow } from '#shared/contract/insights.ts'
import { ratio } from '#shared/domain/insight.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFilterChoices } from '../leads/use-filter-choices.tsx'
import classes from './ads.module.css'
import { leadsBehind, leadsOf, type Only } from './drill-down.ts'
import type { AdsAsked } from './use-ads.ts'
import { useCustomerWord } from './use-customer-word.ts'
import { useMoneyWords } from './use-money-words.ts'

/** Of hundreds of ads nobody reads all. */
const AT_A_TIME = 200

interface ProfitTableProps {
  readonly query: AdsAsked
  readonly by: ProfitBy
}

/** What each lead, visit and patient cost, and what they brought (row G1). */
export function ProfitTable({ query, by }: ProfitTableProps) {
  const { t } = useTranslation('ads')
  const customer = useCustomerWord()
  const { money } = useMoneyWords()
  const [most, setMost] = useState(AT_A_TIME)
  const profit = useQuery(
    api.insights.profit.queryOptions({ input: { ...query, by }, placeholderData: keepPreviousData }),
  )
  if (profit.isError) return <ProblemNotice error={profit.error} onRetry={() => void profit.refetch()} />
  if (profit.data === undefined) return null
  const { rows, currency, unallocated, missing } = profit.data
  const shown = rows.filter(({ outcomes, spend }) => outcomes.leads > 0 || (spend ?? 0) > 0)
  return (
    <>
      <Table.ScrollContainer minWidth={980}>
        <Table className={classes.table} highlightOnHover aria-label={t(`by.${by}`)}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t(`by.${by}`)}</Table.Th>
              {(
                ['spend', 'leads', 'costPerLead', 'chats', 'costPerChat', 'appointments', 'costPerAppointment'] as const
              ).map(column => (
                <Table.Th key={column} data-is-number>
                  {t(`profit.${column}`)}
                </Table.Th>
              ))}
              <Table.Th data-is-number>{t(`columns.patients.${customer}`)}</Table.Th>
              <Table.Th data-is-number>{t(`columns.costPerPatient.${customer}`)}</Table.Th>
              <Table.Th data-is-number>{t('columns.revenue')}</Table.Th>
              <Table.Th data-is-number>{t('columns.roas')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.slice(0, most).map(row => (
              <Row key={row.key ?? ''} row={row} by={by} query={query} currency={currency} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown.length > most && (
        <Group justify="center">
          <Button variant="default" size="compact-sm" onClick={() => setMost(most + AT_A_TIME)}>
            {t('more')}
          </Button>
        </Group>
      )}
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('nothingShown')}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {[
          by === 'ad' || by === 'campaign' ? null : t('shared'),
          unallocated > 0 ? t('unallocated', { amount: money(unallocated, currency) }) : null,
          missing.length > 0 ? t('noRate', { currencies: missing.join(', ') }) : null,
          t('cohort'),
        ]
          .filter(part => part !== null)
          .join(' ')}
      </Text>
    </>
  )
}

interface RowProps {
  readonly row: ProfitRow
  readonly by: ProfitBy
  readonly query: AdsAsked
  readonly currency: string
}

function Row({ row, by, query, currency }: RowProps) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const { money, total } = useMoneyWords()
  const choices = useFilterChoices()
  const { outcomes, spend } = row
  const name = (() => {
    if (row.name !== null) return row.name
    if (by === 'source') return choices.source.find(({ value }) => value === row.key)?.label
    if (by === 'country') return choices.country.find(({ value }) => value === row.key)?.label
    return undefined
  })()
  const each = (count: number) => {
    const cost = spend === null ? null : ratio(spend, count)
    return cost === null || spend === 0 ? '—' : money(cost, currency)
  }
  const searchFor = (only?: Only) => {
    if (by === 'ad') return leadsBehind(query, { campaignId: row.campaignId, adId: row.key, ...(only && { only }) })
    if (by === 'campaign') return leadsBehind(query, { campaignId: row.key, ...(only && { only }) })
    return leadsOf(query, by, row.key, only)
  }
  const { revenue } = outcomes
  const roas = spend === null || revenue.amount === null ? null : ratio(revenue.amount, spend)
  const label = name ?? t(by === 'consultant' ? 'nobody' : 'unknown')
  // A list of those without a country cannot be asked for.
  const isListed = by !== 'country' || row.key !== null
  const link = (count: number, only?: Only) =>
    count === 0 || !isListed ? (
      format.number(count)
    ) : (
      <Anchor
        component={Link}
        to="/leads"
        search={searchFor(only) as never}
        inherit
        aria-label={t('showLeads', { label, value: format.number(count) })}
      >
        {format.number(count)}
      </Anchor>
    )
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" truncate maw={320} title={label}>
          {label}
        </Text>
      </Table.Td>
      <Cell>{spend === null || spend === 0 ? '—' : money(spend, currency)}</Cell>
      <Cell>{link(outcomes.leads)}</Cell>
      <Cell>{each(outcomes.leads)}</Cell>
      <Cell>{link(outcomes.chats, 'chats')}</Cell>
      <Cell>{each(outcomes.chats)}</Cell>
      <Cell>{link(outcomes.appointments, 'appointments')}</Cell>
      <Cell>{each(outcomes.appointments)}</Cell>
      <Cell>{link(outcomes.patients, 'patients')}</Cell>
      <Cell>{each(outcomes.patients)}</Cell>
      <Cell>{revenue.sums.length === 0 ? '—' : total(revenue)}</Cell>
      <Cell>{roas === null || revenue.sums.length === 0 ? '—' : format.number(Math.round(roas * 100) / 100)}</Cell>
    </Table.Tr>
  )
}

function Cell({ children }: { readonly children: React.ReactNode }) {
  return (
    <Table.Td data-is-number className="tabular">
      {children}
    </Table.Td>
  )
}
