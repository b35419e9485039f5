import { Table, Text, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'

interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  readonly isTabular?: boolean
}

interface DiagnosticsTableProps<Row> {
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row, index: number) => string | number
  readonly columns: readonly Column<Row>[]
  /** A button at the end of a row. */
  readonly action?: (row: Row) => ReactNode
  readonly empty: string
  readonly minWidth?: number
}

/** Every table of Diagnostics. */
export function DiagnosticsTable<Row>({
  rows,
  keyOf,
  columns,
  action,
  empty,
  minWidth = 560,
}: DiagnosticsTableProps<Row>) {
  const { t } = useTranslation('diagnostics')
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    )
  }
  return (
    <Table.ScrollContainer minWidth={minWidth} mah={420}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title }) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
            {action && (
              <Table.Th>
                <VisuallyHidden>{t('actions')}</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={keyOf(row, index)}>
              {columns.map(({ title, cell, isTabular }) => (
                <Table.Td key={title} className={isTabular ? 'tabular' : ''}>
                  {cell(row)}
                </Table.Td>
              ))}
              {action && <Table.Td ta="end">{action(row)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
