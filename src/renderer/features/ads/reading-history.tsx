import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { InsightRun } from '#shared/contract/insights.ts'
import type { AdAccountId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useSyncWords } from '../meta-leads/use-sync-words.ts'

interface ReadingHistoryProps {
  readonly accountId: AdAccountId | null
  readonly onClose: () => void
}

/** What each reading of an account brought, the newest first. */
export function ReadingHistory({ accountId, onClose }: ReadingHistoryProps) {
  const { t } = useTranslation('ads')
  return (
    <Modal
      opened={accountId !== null}
      onClose={onClose}
      title={t('history')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('closeWindow') }}
    >
      {accountId !== null && <Runs accountId={accountId} />}
    </Modal>
  )
}

function Runs({ accountId }: { readonly accountId: AdAccountId }) {
  const { t } = useTranslation('ads')
  const runs = useInfiniteQuery(
    api.insights.runs.infiniteOptions({
      input: (cursor: string | null) => ({ accountId, cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  if (runs.isError) return <ProblemNotice error={runs.error} onRetry={() => void runs.refetch()} />
  const items = runs.data?.pages.flatMap(page => page.items) ?? []
  if (items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {runs.data === undefined ? t('loading') : t('historyEmpty')}
      </Text>
    )
  }
  return (
    <Stack gap="sm">
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={140}>{t('when')}</Table.Th>
            <Table.Th w={150}>{t('what')}</Table.Th>
            <Table.Th>{t('outcome')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(run => (
            <Run key={run.id} run={run} />
          ))}
        </Table.Tbody>
      </Table>
      {runs.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            size="compact-sm"
            loading={runs.isFetchingNextPage}
            onClick={() => void runs.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Run({ run }: { readonly run: InsightRun }) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const now = useNow(60_000)
  const { wordProblem } = useSyncWords()
  const days =
    run.fromOn === null || run.toOn === null
      ? null
      : t('daysRead', { from: format.calendarDay(run.fromOn), to: format.calendarDay(run.toOn) })
  return (
    <Table.Tr>
      <Table.Td className="tabular">{format.moment(run.startedAt, now)}</Table.Td>
      <Table.Td>{t(`kinds.${run.kind}`)}</Table.Td>
      <Table.Td>
        <Text size="sm">
          {[
            t(`states.${run.state}`),
            t('changed', { changed: format.number(run.changed), fetched: format.number(run.fetched) }),
            days,
          ]
            .filter(part => part !== null)
            .join(' · ')}
        </Text>
        {run.problem !== null && (
          <Text size="xs" c="orange">
            {wordProblem(run.problem)}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
