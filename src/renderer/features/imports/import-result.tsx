import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconAlertTriangle, IconArrowBackUp, IconUsers } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Import } from '#shared/contract/imports.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ImportCountsLine } from './import-counts.tsx'
import { TroublesTable } from './troubles-table.tsx'

/** What became of a file, what of it needs somebody's eyes, and the way back. */
export function ImportResult({ ended }: { readonly ended: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const queries = useQueryClient()
  const { id, state, counts, undoUntil, undone, problem } = ended
  const undoing = useMutation(
    api.imports.undo.mutationOptions({
      meta: { isProblemShown: true },
      onSettled: () => queries.invalidateQueries({ queryKey: api.imports.key() }),
    }),
  )

  function handleUndo() {
    modals.openConfirmModal({
      title: t('undoTitle'),
      children: <Text size="sm">{t('undoText')}</Text>,
      labels: { confirm: t('undo'), cancel: t('cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => undoing.mutate({ id }),
    })
  }

  return (
    <Stack gap="lg" maw={960}>
      {problem !== null && state === 'failed' && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
          {t(`unreadable.${problem}`)}
        </Alert>
      )}
      {undone !== null && state === 'undone' && (
        <Alert color="blue" variant="light" role="status">
          {t('undoneText', { removed: format.number(undone.removed), givenBack: format.number(undone.givenBack) })}
          {undone.kept.length > 0 && (
            <List size="sm" mt={6}>
              {undone.kept.map(({ why, leads }) => (
                <List.Item key={why}>
                  {t('keptLine', { count: leads, formatted: format.number(leads), why: t(`kept.${why}`) })}
                </List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
      <ImportCountsLine counts={counts} />
      <Group>
        <Button component={Link} to="/leads" leftSection={<IconUsers size={16} />}>
          {t('toLeads')}
        </Button>
        {undoUntil !== null && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} />}
            loading={undoing.isPending}
            onClick={handleUndo}
          >
            {t('undo')}
          </Button>
        )}
        {undoUntil !== null && (
          <Text size="xs" c="dimmed">
            {t('undoUntil', { date: format.date(undoUntil) })}
          </Text>
        )}
      </Group>
      {undoing.error !== null && <ProblemNotice error={undoing.error} />}
      <TroublesTable of={ended} />
    </Stack>
  )
}
