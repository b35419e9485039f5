import { Table } from '@mantine/core'
import type { OverviewReport } from '#shared/contract/overview.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { StageMark } from '../leads/stage-mark.tsx'
import { useStages } from '../leads/use-office-people.ts'
import { DrillDown } from './drill-down.tsx'
import classes from './overview.module.css'
import { Panel } from './panel.tsx'

/** How far the leads of the period came, step by step, and how long they stayed. */
export function StageFunnel({ report: { stages, figures } }: { readonly report: OverviewReport }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const { stageOf } = useStages()
  const isRejected = (row: (typeof stages)[number] | undefined) =>
    row !== undefined && stageOf(row.stageId)?.outcome === 'rejected'
  return (
    <Panel title={t('funnel')} hint={t('funnelHint')}>
      <Table.ScrollContainer minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('stage')}</Table.Th>
              <Table.Th w="30%">{t('reached')}</Table.Th>
              <Table.Th ta="end">{t('fromBefore')}</Table.Th>
              <Table.Th ta="end">{t('stayed')}</Table.Th>
              <Table.Th ta="end">{t('present')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="tabular">
            {stages.map((row, index) => {
              const stage = stageOf(row.stageId)
              const before = stages.slice(0, index).findLast(one => !isRejected(one))
              const share = figures.leads === 0 ? 0 : row.reached / figures.leads
              const hasStep = !isRejected(row) && before !== undefined && before.reached > 0
              return (
                <Table.Tr key={row.stageId}>
                  <Table.Td maw={160}>
                    <StageMark stage={stage} />
                  </Table.Td>
                  <Table.Td>
                    <span className={classes.bar}>
                      <span
                        className={classes.fill}
                        style={{
                          width: `${100 * share}%`,
                          background: `var(--mantine-color-${stage?.color ?? 'gray'}-5)`,
                        }}
                      />
                      <span className={classes.barWords}>
                        {format.number(row.reached)} · {format.percent(100 * share)}
                      </span>
                    </span>
                  </Table.Td>
                  <Table.Td ta="end">{hasStep ? format.percent((100 * row.reached) / before.reached) : '–'}</Table.Td>
                  <Table.Td
                    ta="end"
                    title={
                      row.stays === 0
                        ? undefined
                        : t('staysOf', { count: row.stays, formatted: format.number(row.stays) })
                    }
                  >
                    {row.medianMs === null ? '–' : format.waiting(0, row.medianMs)}
                  </Table.Td>
                  <Table.Td ta="end">
                    <DrillDown
                      about={{ stage: [row.stageId] }}
                      label={t('presentIn', { stage: stage?.name ?? '', value: format.number(row.present) })}
                    >
                      {format.number(row.present)}
                    </DrillDown>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}
