import { Anchor, Text } from '@mantine/core'
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AdsOverview } from '#shared/contract/insights.ts'
import { ratio } from '#shared/domain/insight.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './ads.module.css'
import { leadsBehind } from './drill-down.ts'
import type { AdsAsked } from './use-ads.ts'
import { useCustomerWord } from './use-customer-word.ts'
import { useMoneyWords } from './use-money-words.ts'

interface AdsKpisProps {
  readonly query: AdsAsked
  readonly now: AdsOverview
  /** Null: nothing to compare with. */
  readonly before: AdsOverview | null
}

/** What it cost and what it brought, in one row; each count leads to the people behind it. */
export function AdsKpis({ query, now, before }: AdsKpisProps) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const words = useMoneyWords()
  const customer = useCustomerWord()
  const { figures, outcomes } = now
  const spend = spendOf(now)
  const cost = (count: number) => {
    const each = spend === null ? null : ratio(spend, count)
    return each === null ? '—' : words.money(each, figures.spend.currency)
  }
  const costNow = (of: AdsOverview, name: 'leads' | 'patients') => {
    const money = spendOf(of)
    return money === null ? null : ratio(money, of.outcomes[name])
  }
  const count = (name: 'leads' | 'chats' | 'appointments' | 'patients') => (
    <Count
      label={name === 'patients' ? t(`patientsOf.${customer}`) : t(name)}
      value={outcomes[name]}
      search={leadsBehind(query, name === 'leads' ? {} : { only: name })}
    />
  )
  const roas = spend === null || outcomes.revenue.amount === null ? null : ratio(outcomes.revenue.amount, spend)
  const before_ = (read: (of: AdsOverview) => number | null) => (before === null ? null : read(before))
  const share = (read: (of: AdsOverview) => number | null) => changeOf(read(now), before_(read))
  return (
    <section className={classes.kpis} aria-label={t('kpis')}>
      <Kpi
        label={t('spend')}
        value={now.asOf === null ? '—' : words.total(figures.spend, words.large)}
        hint={now.asOf === null ? null : words.total(figures.spend)}
        note={words.note(figures.spend)}
        change={share(spendOf)}
      />
      <Kpi label={t('leads')} value={count('leads')} change={share(of => of.outcomes.leads)} />
      <Kpi label={t('costPerLead')} value={cost(outcomes.leads)} change={share(of => costNow(of, 'leads'))} />
      <Kpi
        label={t('chats')}
        value={count('chats')}
        note={t('metaCounts', { count: figures.chats, formatted: format.number(figures.chats) })}
        change={share(of => of.outcomes.chats)}
      />
      <Kpi label={t('appointments')} value={count('appointments')} change={share(of => of.outcomes.appointments)} />
      <Kpi
        label={t(`patientsOf.${customer}`)}
        value={count('patients')}
        note={t(`costPer.${customer}`, { cost: cost(outcomes.patients) })}
        change={share(of => of.outcomes.patients)}
      />
      <Kpi
        label={t('revenue')}
        value={words.total(outcomes.revenue, words.large)}
        hint={words.total(outcomes.revenue)}
        note={[
          roas === null || outcomes.revenue.sums.length === 0
            ? null
            : t('roasIs', { times: format.number(Math.round(roas * 100) / 100) }),
          words.note(outcomes.revenue),
        ]
          .filter(part => part !== null)
          .join(' · ')}
        change={share(of => of.outcomes.revenue.amount)}
      />
    </section>
  )
}

/** In the office's currency, where all of it was read and can be told in it: half of a period is nothing to compare with. */
function spendOf({ figures: { spend }, asOf, missingBefore }: AdsOverview): number | null {
  return asOf === null || missingBefore !== null || spend.missing.length > 0 ? null : spend.amount
}

function changeOf(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : (now - before) / before
}

function Count({ label, value, search }: { label: string; value: number; search: ReturnType<typeof leadsBehind> }) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  if (value === 0) return format.number(0)
  return (
    <Anchor
      component={Link}
      to="/leads"
      search={search as never}
      inherit
      c="inherit"
      underline="hover"
      aria-label={t('showLeads', { label, value: format.number(value) })}
    >
      {format.number(value)}
    </Anchor>
  )
}

interface KpiProps {
  readonly label: string
  readonly value: ReactNode
  /** The whole of what is shown in short. */
  readonly hint?: string | null
  readonly note?: string | null
  readonly change: number | null
}

function Kpi({ label, value, hint, note, change }: KpiProps) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const percent = change === null ? null : format.percent(Math.round(Math.abs(change) * 100))
  return (
    <div className={classes.kpi}>
      <Text size="xs" c="dimmed" truncate>
        {label}
      </Text>
      <div className={`${classes.kpiValue} tabular`} title={hint ?? undefined}>
        {value}
      </div>
      <Text size="xs" c="dimmed" className={classes.kpiNote} title={note ?? undefined}>
        {percent !== null && change !== null && (
          <span
            className={classes.change}
            aria-label={t(change < 0 ? 'lessThanBefore' : 'moreThanBefore', { percent })}
          >
            {change < 0 ? <IconArrowDownRight size={13} aria-hidden /> : <IconArrowUpRight size={13} aria-hidden />}
            {percent}
          </span>
        )}
        {note}
      </Text>
    </div>
  )
}
