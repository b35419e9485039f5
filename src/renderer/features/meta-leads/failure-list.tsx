import { Accordion, Button, Code, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'

interface FailureListProps {
  readonly isOpen: boolean
  readonly connectionId: MetaConnectionId
  readonly onClose: () => void
}

/** Entries that could not be stored: why, what came, and trying again. */
export function FailureList({ isOpen, connectionId, onClose }: FailureListProps) {
  const { t } = useTranslation('metaLeads')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('failuresTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Failures connectionId={connectionId} />
    </Modal>
  )
}

function Failures({ connectionId }: { readonly connectionId: MetaConnectionId }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const now = useNow(60_000)
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: api.metaLeads.key() })
  const failures = useInfiniteQuery(
    api.metaLeads.failures.infiniteOptions({
      input: (cursor: string | null) => ({ connectionId, cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  const retry = useMutation(api.metaLeads.retryFailure.mutationOptions({ onSettled }))
  const retryAll = useMutation(api.metaLeads.retryFailures.mutationOptions({ onSettled }))
  if (failures.isError) return <ProblemNotice error={failures.error} onRetry={() => void failures.refetch()} />
  if (failures.data === undefined) return <Skeleton height={160} />
  const items = failures.data.pages.flatMap(page => page.items)
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm" align="flex-start">
        <Text size="sm" c="dimmed" flex="1 1 260px">
          {items.length === 0 ? t('failuresEmpty') : t('failuresHint')}
        </Text>
        {items.length > 0 && (
          <Button size="compact-sm" loading={retryAll.isPending} onClick={() => retryAll.mutate({ connectionId })}>
            {t('retryAll')}
          </Button>
        )}
      </Group>
      <Accordion variant="separated" chevronPosition="left">
        {items.map(failure => (
          <Accordion.Item key={failure.id} value={failure.id}>
            <Group gap="xs" wrap="nowrap" pr="xs">
              <Accordion.Control>
                <Text size="sm" fw={500}>
                  {t(`reasons.${failure.reason}`)}
                </Text>
                <Text size="xs" c="dimmed">
                  {failure.formName ?? t('unnamed')} · {format.moment(failure.failedAt, now)} ·{' '}
                  {t('attempts', { count: failure.attempts })}
                  {failure.errorClass !== null && ` · ${failure.errorClass}`}
                </Text>
              </Accordion.Control>
              <Button
                variant="default"
                size="compact-sm"
                flex="none"
                loading={retry.isPending && retry.variables.id === failure.id}
                onClick={() => retry.mutate({ id: failure.id })}
              >
                {t('retry')}
              </Button>
            </Group>
            <Accordion.Panel>
              <Text size="xs" c="dimmed" mb={4}>
                {t('content')}
              </Text>
              <Code block>{failure.content}</Code>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {failures.hasNextPage && (
        <Group justify="center">
          <Button variant="default" size="compact-sm" onClick={() => void failures.fetchNextPage()}>
            {t('more')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
