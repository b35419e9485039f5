import { Table, Text } from '@mantine/core'
import type { LeadFigures } from '#shared/contract/overview.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { LeadsSearch } from '../leads/leads-search.ts'
import { DrillDown } from './drill-down.tsx'
import { wordSales } from './key-figures.tsx'
import classes from './overview.module.css'

export interface FiguresRow {
  readonly key: string
  readonly label: string
  readonly figures: LeadFigures
  /** Null where no filter of the list says the same. */
  readonly about: LeadsSearch | null
}

interface FiguresTableProps {
  /** What the rows are. */
  readonly by: string
  readonly rows: readonly FiguresRow[]
  readonly withFirstAnswer?: boolean
}

/** The same figures for each source, campaign or consultant; every number opens its leads. */
export function FiguresTable({ by, rows, withFirstAnswer = false }: FiguresTableProps) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed" py="sm">
        {t('nobodyCame')}
      </Text>
    )
  }
  return (
    <div className={classes.tall}>
      <Table.ScrollContainer minWidth={560}>
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{by}</Table.Th>
              <Table.Th ta="end">{t('leads')}</Table.Th>
              <Table.Th ta="end">{t('answered')}</Table.Th>
              {withFirstAnswer && <Table.Th ta="end">{t('firstAnswer')}</Table.Th>}
              <Table.Th ta="end">{t('appointments')}</Table.Th>
              <Table.Th ta="end">{t('converted')}</Table.Th>
              <Table.Th ta="end">{t('sales')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="tabular">
            {rows.map(({ key, label, figures, about }) => {
              const number = (name: 'leads' | 'answered' | 'appointments' | 'converted', more: LeadsSearch) => (
                <Table.Td ta="end">
                  {about === null ? (
                    format.number(figures[name])
                  ) : (
                    <DrillDown
                      about={{ ...about, ...more }}
                      label={`${label}, ${t(name)}: ${format.number(figures[name])}`}
                    >
                      {format.number(figures[name])}
                    </DrillDown>
                  )}
                </Table.Td>
              )
              return (
                <Table.Tr key={key}>
                  <Table.Td maw={200}>
                    <Text size="sm" truncate title={label}>
                      {label}
                    </Text>
                  </Table.Td>
                  {number('leads', {})}
                  {number('answered', { passed: 'answered' })}
                  {withFirstAnswer && (
                    <Table.Td ta="end">
                      {figures.firstAnswerMs === null ? '–' : format.waiting(0, figures.firstAnswerMs)}
                    </Table.Td>
                  )}
                  {number('appointments', { passed: 'appointment' })}
                  {number('converted', { outcome: ['converted'] })}
                  <Table.Td ta="end">
                    {about === null || figures.sold === 0 ? (
                      wordSales(figures, format)
                    ) : (
                      <DrillDown
                        about={{ ...about, passed: 'sale' }}
                        label={`${label}, ${t('sales')}: ${wordSales(figures, format)}`}
                      >
                        {wordSales(figures, format)}
                      </DrillDown>
                    )}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  )
}
