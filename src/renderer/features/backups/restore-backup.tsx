import { Alert, Button, Group, List, Modal, Stack, Table, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Backup } from '#shared/domain/backup.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface RestoreBackupProps {
  /** Null while it is closed. */
  readonly backup: Backup | null
  readonly onClose: () => void
}

/** What a backup holds beside what is there now, what happens to both, and a word to be typed: it takes more than a click. */
export function RestoreBackup({ backup, onClose }: RestoreBackupProps) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const locale = useLocale()
  const [typed, setTyped] = useState('')
  const now = useQuery(api.backups.holdsNow.queryOptions({ enabled: backup !== null }))
  const restore = useMutation(
    api.backups.restore.mutationOptions({ onSuccess: handleClose, meta: { isProblemShown: true } }),
  )
  const word = t('restoreWord')
  const isConfirmed = typed.trim().toLocaleUpperCase(locale) === word
  const rows = [
    ['leadsRow', 'leads'],
    ['messagesRow', 'messages'],
    ['filesRow', 'files'],
  ] as const

  function handleClose(): void {
    setTyped('')
    restore.reset()
    onClose()
  }

  return (
    <Modal
      opened={backup !== null}
      onClose={handleClose}
      size="lg"
      title={backup && t('restoreTitle', { when: format.dateTime(backup.madeAt) })}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      {backup && (
        <form
          onSubmit={event => {
            event.preventDefault()
            if (isConfirmed) restore.mutate({ place: backup.place, name: backup.name })
          }}
        >
          <Stack gap="md">
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th />
                  <Table.Th ta="end">{t('inBackup')}</Table.Th>
                  <Table.Th ta="end">{t('inPresent')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map(([label, field]) => (
                  <Table.Tr key={field}>
                    <Table.Td>{t(label)}</Table.Td>
                    <Table.Td ta="end" className="tabular">
                      {backup.holds && format.number(backup.holds[field])}
                    </Table.Td>
                    <Table.Td ta="end" className="tabular">
                      {now.data && format.number(now.data[field])}
                    </Table.Td>
                  </Table.Tr>
                ))}
                <Table.Tr>
                  <Table.Td>{t('newestRow')}</Table.Td>
                  <Table.Td ta="end" className="tabular">
                    {backup.holds?.newestMessageAt ? format.dateTime(backup.holds.newestMessageAt) : '—'}
                  </Table.Td>
                  <Table.Td ta="end" className="tabular">
                    {now.data?.newestMessageAt ? format.dateTime(now.data.newestMessageAt) : '—'}
                  </Table.Td>
                </Table.Tr>
              </Table.Tbody>
            </Table>
            {now.isError && <ProblemNotice error={now.error} onRetry={() => void now.refetch()} />}
            <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />}>
              <List size="sm" spacing={4}>
                <List.Item>{t('restoreLoses')}</List.Item>
                <List.Item>{t('restoreAside')}</List.Item>
                <List.Item>{t('restoreRelink')}</List.Item>
                <List.Item>{t('restoreQueued')}</List.Item>
                <List.Item>{t('restoreSignIn')}</List.Item>
              </List>
            </Alert>
            <TextInput
              data-autofocus
              label={t('restoreType', { word })}
              value={typed}
              onChange={event => setTyped(event.currentTarget.value)}
              autoComplete="off"
            />
            {restore.error && <ProblemNotice error={restore.error} />}
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={handleClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" color="red" disabled={!isConfirmed} loading={restore.isPending}>
                {t('restoreNow')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
