import { CompositeChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { Text } from '@mantine/core'
import type { AdsPoint, AdsStep } from '#shared/contract/insights.ts'
import { fromMinor } from '#shared/domain/money.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './ads.module.css'
import { useMoneyWords } from './use-money-words.ts'

interface AdsChartProps {
  readonly points: readonly AdsPoint[]
  readonly step: AdsStep
}

/** What was spent against what came of it. */
export function AdsChart({ points, step }: AdsChartProps) {
  const { t } = useTranslation('ads')
  const locale = useLocale()
  const format = useFormat()
  const { money } = useMoneyWords()
  const currency = points[0]?.spend.currency ?? 'TRY'
  const missing = [...new Set(points.flatMap(({ spend }) => spend.missing))]
  const short = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    ...(step === 'month' ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' }),
  })
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const data = points.map(({ on, spend, leads, chats }) => ({
    on: short.format(Date.parse(on)),
    spend: fromMinor(spend.amount ?? 0, currency),
    leads,
    chats,
  }))
  return (
    <section className={classes.chart} aria-label={t('chart')}>
      <CompositeChart
        h={240}
        data={data}
        dataKey="on"
        withLegend
        withRightYAxis
        withDots={points.length < 40}
        strokeWidth={2}
        curveType="monotone"
        legendProps={{ verticalAlign: 'top', height: 36 }}
        yAxisProps={{ width: 56, tickFormatter: (value: number) => compact.format(value) }}
        rightYAxisProps={{ width: 40, allowDecimals: false }}
        xAxisProps={{ minTickGap: 24 }}
        tooltipAnimationDuration={0}
        series={[
          { name: 'spend', label: t('spendIn', { currency }), color: 'gray.5', type: 'bar' },
          { name: 'leads', label: t('leads'), color: 'teal.7', type: 'line', yAxisId: 'right' },
          { name: 'chats', label: t('metaChats'), color: 'indigo.5', type: 'line', yAxisId: 'right' },
        ]}
        valueFormatter={value => format.number(Math.round(value * 100) / 100)}
        barProps={{ fillOpacity: 0.5 }}
        maxBarWidth={28}
      />
      {missing.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('chartWithout', { currencies: missing.join(', ') })}
        </Text>
      )}
      {/* The same for whoever cannot see it. */}
      <table className={classes.hidden}>
        <caption>{t('chart')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('day')}</th>
            <th scope="col">{t('spend')}</th>
            <th scope="col">{t('leads')}</th>
            <th scope="col">{t('metaChats')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ on, spend, leads, chats }) => (
            <tr key={on}>
              <th scope="row">{format.calendarDay(on)}</th>
              <td>{money(spend.amount ?? 0, currency)}</td>
              <td>{format.number(leads)}</td>
              <td>{format.number(chats)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
