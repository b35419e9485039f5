import { Button, Group, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import type { Backup, SetAside } from '#shared/domain/backup.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface SetAsideListProps {
  readonly setAside: readonly SetAside[]
  readonly backups: readonly Backup[]
}

/** Databases that restores have replaced: they stay until an admin deletes them, once a newer good backup holds the present. */
export function SetAsideList({ setAside, backups }: SetAsideListProps) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const remove = useMutation(api.backups.deleteSetAside.mutationOptions({ meta: { isProblemShown: true } }))
  if (setAside.length === 0) return null
  const newestGood = Math.max(0, ...backups.filter(({ state }) => state === 'good').map(({ madeAt }) => madeAt))

  function handleDelete({ name, at, bytes }: SetAside): void {
    modals.openConfirmModal({
      title: t('setAsideDeleteTitle'),
      children: (
        <Text size="sm">{t('setAsideDeleteBody', { when: format.dateTime(at), size: format.bytes(bytes) })}</Text>
      ),
      labels: { confirm: t('setAsideDelete'), cancel: t('cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate({ name }),
    })
  }

  return (
    <Stack gap="xs">
      <Title order={3}>{t('setAside')}</Title>
      <Text size="sm" c="dimmed">
        {t('setAsideHint')}
      </Text>
      {remove.isError && <ProblemNotice error={remove.error} />}
      <Table maw={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('when')}</Table.Th>
            <Table.Th w={110}>{t('size')}</Table.Th>
            <Table.Th w={110}>
              <VisuallyHidden>{t('actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {setAside.map(one => (
            <Table.Tr key={one.name}>
              <Table.Td className="tabular">{format.dateTime(one.at)}</Table.Td>
              <Table.Td className="tabular">{format.bytes(one.bytes)}</Table.Td>
              <Table.Td>
                <Group justify="flex-end">
                  <DisabledReason reason={newestGood > one.at ? null : t('setAsideKept')}>
                    <Button
                      variant="default"
                      size="compact-sm"
                      disabled={newestGood <= one.at}
                      loading={remove.isPending && remove.variables?.name === one.name}
                      aria-label={t('setAsideDeleteOf', { when: format.dateTime(one.at) })}
                      onClick={() => handleDelete(one)}
                    >
                      {t('setAsideDelete')}
                    </Button>
                  </DisabledReason>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
