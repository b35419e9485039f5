import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { SalvageReport } from '#shared/domain/backup.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { recoveryApi } from '../../rpc/api.ts'

interface SalvagedReportProps {
  readonly report: SalvageReport
  readonly isDisabled: boolean
}

/** How many rows of each table were saved, and the yes that opens Santral with them. */
export function SalvagedReport({ report, isDisabled }: SalvagedReportProps) {
  const { t } = useTranslation('recovery')
  const format = useFormat()
  const use = useMutation(recoveryApi.recovery.useSalvaged.mutationOptions())
  return (
    <Stack gap="sm">
      <Text fw={500}>{t('report')}</Text>
      <Table.ScrollContainer minWidth={420} maxHeight={320}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('table')}</Table.Th>
              <Table.Th ta="end">{t('saved')}</Table.Th>
              <Table.Th ta="end">{t('leftOut')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.tables.map(({ name, saved, leftOut, isTorn }) => (
              <Table.Tr key={name}>
                <Table.Td>{name}</Table.Td>
                <Table.Td ta="end" className="tabular">
                  {format.number(saved)}
                </Table.Td>
                <Table.Td ta="end" className="tabular">
                  {format.number(leftOut)}
                </Table.Td>
                <Table.Td>{t(isTorn ? 'torn' : 'whole')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" c="dimmed">
        {t('useSalvagedHint')}
      </Text>
      <Group>
        <Button disabled={isDisabled} loading={use.isPending} onClick={() => use.mutate({})}>
          {t('useSalvaged')}
        </Button>
      </Group>
    </Stack>
  )
}
