import '@mantine/charts/styles.css'
import { AreaChart } from '@mantine/charts'
import { SegmentedControl, Table } from '@mantine/core'
import { useState } from 'react'
import type { OverviewReport } from '#shared/contract/overview.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './overview.module.css'
import { Panel } from './panel.tsx'

/** How many came, day by day, and how many of them are customers now: as a picture, or as the same numbers in a table. */
export function LeadsChart({ report: { points, step } }: { readonly report: OverviewReport }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const [shown, setShown] = useState<'chart' | 'table'>('chart')
  const rows = points.map(({ at, leads, converted }) => ({ day: format.date(at), leads, converted }))
  return (
    <Panel
      title={t('overTime')}
      hint={t(`steps.${step}`)}
      action={
        <SegmentedControl
          size="xs"
          aria-label={t('shownAs')}
          value={shown}
          data={[
            { value: 'chart', label: t('asChart') },
            { value: 'table', label: t('asTable') },
          ]}
          onChange={value => setShown(value === 'table' ? 'table' : 'chart')}
        />
      }
    >
      {shown === 'chart' ? (
        <div role="img" aria-label={t('chartLabel')}>
          <AreaChart
            h={220}
            data={rows}
            dataKey="day"
            withLegend
            legendProps={{ verticalAlign: 'top', height: 32 }}
            curveType="linear"
            strokeWidth={2}
            fillOpacity={0.12}
            withDots={points.length < 32}
            yAxisProps={{ allowDecimals: false, width: 36 }}
            xAxisProps={{ minTickGap: 40 }}
            valueFormatter={value => format.number(value)}
            areaChartProps={{ accessibilityLayer: false }}
            series={[
              { name: 'leads', label: t('leads'), color: 'var(--mantine-primary-color-6)' },
              { name: 'converted', label: t('converted'), color: 'violet.5' },
            ]}
          />
        </div>
      ) : (
        <div className={classes.tall}>
          <Table stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t(`starts.${step}`)}</Table.Th>
                <Table.Th ta="end">{t('leads')}</Table.Th>
                <Table.Th ta="end">{t('converted')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="tabular">
              {rows.map(({ day, leads, converted }) => (
                <Table.Tr key={day}>
                  <Table.Td>{day}</Table.Td>
                  <Table.Td ta="end">{format.number(leads)}</Table.Td>
                  <Table.Td ta="end">{format.number(converted)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Panel>
  )
}
