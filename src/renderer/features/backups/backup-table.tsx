import { Badge, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Backup } from '#shared/domain/backup.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { wordHoldings, wordNewest } from './word-holdings.ts'

const colors = { good: 'green', damaged: 'red', newer: 'gray' } as const

interface BackupTableProps {
  readonly backups: readonly Backup[]
  /** Some are in the chosen folder and some beside the data: then each says where it is. */
  readonly showsPlace: boolean
  readonly actionOf?: (backup: Backup) => ReactNode
}

/** The newest first: when and why each was made, and what it holds. */
export function BackupTable({ backups, showsPlace, actionOf }: BackupTableProps) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  return (
    <Table.ScrollContainer minWidth={600}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('when')}</Table.Th>
            <Table.Th>{t('holds')}</Table.Th>
            <Table.Th w={90}>{t('size')}</Table.Th>
            <Table.Th w={120}>{t('state')}</Table.Th>
            {actionOf && (
              <Table.Th w={130}>
                <VisuallyHidden>{t('actions')}</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {backups.map(backup => (
            <Table.Tr key={`${backup.place} ${backup.name}`}>
              <Table.Td>
                <Stack gap={0}>
                  <Text size="sm" className="tabular">
                    {format.dateTime(backup.madeAt)}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {t(`reason.${backup.reason}`)}
                    {showsPlace && backup.place === 'default' && ` · ${t('inDefault')}`}
                  </Text>
                </Stack>
              </Table.Td>
              <Table.Td>
                {backup.holds && (
                  <Stack gap={0}>
                    <Text size="sm">{wordHoldings(backup.holds, t, format)}</Text>
                    <Text size="xs" c="dimmed">
                      {wordNewest(backup.holds, t, format)}
                    </Text>
                  </Stack>
                )}
              </Table.Td>
              <Table.Td className="tabular">{format.bytes(backup.bytes)}</Table.Td>
              <Table.Td>
                <Badge size="sm" variant="light" tt="none" fw={500} color={colors[backup.state] ?? 'gray'}>
                  {t(`stateOf.${backup.state}`)}
                </Badge>
              </Table.Td>
              {actionOf && (
                <Table.Td>
                  <Group justify="flex-end">{actionOf(backup)}</Group>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
