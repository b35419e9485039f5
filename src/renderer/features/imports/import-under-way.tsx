import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Import } from '#shared/contract/imports.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'

/** What goes on in the background, how far it is, and how to end it. */
export function ImportUnderWay({ current }: { readonly current: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const queries = useQueryClient()
  const { id, state, doneRows, totalRows, counts } = current
  const cancelling = useMutation(
    api.imports.cancel.mutationOptions({ onSettled: () => queries.invalidateQueries({ queryKey: api.imports.key() }) }),
  )
  const isRunning = state === 'running'
  const share = isRunning && totalRows ? Math.min(100, (doneRows / totalRows) * 100) : null
  const title = t(isRunning ? 'runningTitle' : state === 'undoing' ? 'undoingTitle' : 'checkingTitle')
  return (
    <Stack gap="md" maw={640}>
      <Stack gap={6} role="status">
        <Group justify="space-between">
          <Text size="sm" fw={500}>
            {title}
          </Text>
          {isRunning && totalRows !== null && (
            <Text size="xs" c="dimmed" className="tabular">
              {t('rowsDone', { done: format.number(doneRows), of: format.number(totalRows) })}
            </Text>
          )}
        </Group>
        <Progress value={share ?? 100} animated={share === null} aria-label={title} />
        {isRunning && (
          <Text size="xs" c="dimmed" className="tabular">
            {t('soFar', {
              created: format.number(counts.created),
              joined: format.number(counts.joined),
              failed: format.number(counts.failed),
            })}
          </Text>
        )}
      </Stack>
      <Text size="sm" c="dimmed">
        {t('goesOn')}
      </Text>
      {state !== 'undoing' && (
        <Group>
          <Button variant="default" loading={cancelling.isPending} onClick={() => cancelling.mutate({ id })}>
            {t(isRunning ? 'stop' : 'back')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
