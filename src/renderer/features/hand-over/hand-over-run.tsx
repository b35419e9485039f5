import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BulkRunId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** How far a hand-over is. It goes on when this is closed, and can be undone from here as long as the core allows it. */
export function HandOverRun({ runId, onClose }: { readonly runId: BulkRunId; readonly onClose: () => void }) {
  const { t } = useTranslation('handOver')
  const format = useFormat()
  const queries = useQueryClient()
  const run = useQuery(api.bulkActions.get.queryOptions({ input: { id: runId } }))
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.bulkActions.key() })
  const cancel = useMutation(api.bulkActions.cancel.mutationOptions({ onSuccess }))
  const undo = useMutation(api.bulkActions.undo.mutationOptions({ onSuccess }))
  if (run.isError) return <ProblemNotice error={run.error} onRetry={() => void run.refetch()} />
  if (run.data === undefined) return <Progress value={0} aria-label={t('start')} />

  const { state, done, total, leftOut, undone, undoUntil } = run.data
  const isUnderWay = state === 'gathering' || state === 'running' || state === 'undoing'
  const worked = state === 'undoing' ? undone : done + leftOut
  const all = state === 'undoing' ? done : total
  const number = (value: number) => format.number(value)
  return (
    <Stack gap="md">
      {isUnderWay ? (
        <>
          <Progress value={all === 0 ? 0 : (100 * worked) / all} animated aria-label={t('start')} />
          <Text size="sm" className="tabular" role="status">
            {t('underWay', { done: number(done - undone), total: number(total) })}
          </Text>
        </>
      ) : (
        <div role="status">
          <Text size="sm">
            {state === 'undone' && t('undone')}
            {state === 'cancelled' && t('cancelled', { done: number(done) })}
            {state === 'done' && t('done', { count: done, formatted: number(done) })}
          </Text>
          {leftOut > 0 && (
            <Text size="sm" c="dimmed">
              {t('leftOut', { count: leftOut, formatted: number(leftOut) })}
            </Text>
          )}
          {undoUntil !== null && (
            <Text size="sm" c="dimmed">
              {t('undoUntil', { date: format.date(undoUntil) })}
            </Text>
          )}
        </div>
      )}
      <Group justify="flex-end">
        {state === 'running' && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id: runId })}>
            {t('cancelRun')}
          </Button>
        )}
        {undoUntil !== null && (
          <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate({ id: runId })}>
            {t('undo')}
          </Button>
        )}
        <Button onClick={onClose}>{t('close')}</Button>
      </Group>
    </Stack>
  )
}
