import { Button, Group, Modal, Skeleton, Stack, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { SyncRun } from '#shared/contract/meta-leads.ts'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useSyncWords } from './use-sync-words.ts'

interface SyncHistoryProps {
  readonly isOpen: boolean
  readonly connectionId: MetaConnectionId
  readonly onClose: () => void
}

/** What each fetch brought, the newest first. */
export function SyncHistory({ isOpen, connectionId, onClose }: SyncHistoryProps) {
  const { t } = useTranslation('metaLeads')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('historyTitle')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Runs connectionId={connectionId} />
    </Modal>
  )
}

function Runs({ connectionId }: { readonly connectionId: MetaConnectionId }) {
  const { t } = useTranslation('metaLeads')
  const runs = useInfiniteQuery(
    api.metaLeads.runs.infiniteOptions({
      input: (cursor: string | null) => ({ connectionId, cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  if (runs.isError) return <ProblemNotice error={runs.error} onRetry={() => void runs.refetch()} />
  if (runs.data === undefined) return <Skeleton height={200} />
  const items = runs.data.pages.flatMap(page => page.items)
  if (items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('historyEmpty')}
      </Text>
    )
  }
  return (
    <Stack gap="sm">
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={150}>{t('when')}</Table.Th>
              <Table.Th w={120}>{t('how')}</Table.Th>
              <Table.Th>{t('outcome')}</Table.Th>
              <Table.Th w={80}>{t('took')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(run => (
              <Run key={run.id} run={run} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
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

function Run({ run }: { readonly run: SyncRun }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const now = useNow(60_000)
  const { wordOutcome, wordProblem } = useSyncWords()
  const took = run.endedAt === null ? null : Math.max(0, run.endedAt - run.startedAt)
  const outcome = wordOutcome(run)
  return (
    <Table.Tr>
      <Table.Td className="tabular">{format.moment(run.startedAt, now)}</Table.Td>
      <Table.Td>{t(`triggers.${run.trigger}`)}</Table.Td>
      <Table.Td>
        <Text size="sm" fw={run.state === 'succeeded' ? 400 : 500}>
          {run.state === 'succeeded'
            ? outcome
            : [t(`states.${run.state}`), outcome].filter(part => part !== '').join(' · ')}
        </Text>
        {run.problems.map((problem, index) => (
          <Text key={index} size="xs" c={problem.code === 'gap_healed' ? 'teal' : 'orange'}>
            {wordProblem(problem)}
          </Text>
        ))}
      </Table.Td>
      <Table.Td className="tabular">{took === null ? '—' : format.countdown(took)}</Table.Td>
    </Table.Tr>
  )
}
