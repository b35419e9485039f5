import { Badge, Button, Group, Stack, Table, Text, UnstyledButton } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReportRun } from '#shared/contract/report-sending.ts'
import type { ReportRunId } from '#shared/domain/ids.ts'
import { DeliveryState } from '#shared/domain/report-sending.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { RunDetails } from './run-details.tsx'
import { STATE_COLORS } from './state-colors.ts'

/** Every report that was sent, the newest first. */
export function HistoryPanel() {
  const { t } = useTranslation('reportSending')
  const format = useFormat()
  const [opened, setOpened] = useState<ReportRunId | null>(null)
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    api.reportRuns.list.infiniteOptions({
      input: (cursor: string | null) => ({ cursor }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  if (error !== null) return <ProblemNotice error={error} />
  if (data === undefined) return null
  const runs = data.pages.flatMap(({ items }) => items)
  const daysOf = ({ from, to }: ReportRun) =>
    from === to ? format.day(from) : `${format.day(from)} – ${format.day(to)}`

  return (
    <Stack gap="sm" maw={1080}>
      <SectionHeader title={t('history')} />
      {runs.length === 0 ? (
        <EmptyState icon={<IconMailForward size={32} stroke={1.4} aria-hidden />} title={t('historyEmpty')}>
          {t('historyEmptyHint')}
        </EmptyState>
      ) : (
        <Table verticalSpacing="xs" highlightOnHover>
          <Table.Tbody>
            {runs.map(run => (
              <Table.Tr key={run.id}>
                <Table.Td>
                  <UnstyledButton
                    onClick={() => setOpened(run.id)}
                    aria-label={t('open', { title: daysOf(run), date: format.dateTime(run.createdAt) })}
                  >
                    <Text size="sm" fw={500}>
                      {daysOf(run)}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {run.scheduleName !== null && t('automatic', { name: run.scheduleName })}
                      {run.scheduleName !== null && run.askedBy !== null && ' · '}
                      {run.askedBy !== null && t('by', { name: run.askedBy })}
                    </Text>
                  </UnstyledButton>
                </Table.Td>
                <Table.Td className="tabular">{format.dateTime(run.createdAt)}</Table.Td>
                <Table.Td>
                  <Group gap={6} justify="flex-end">
                    {run.state === 'making' && <Badge variant="light">{t('making')}</Badge>}
                    {run.state === 'failed' && (
                      <Badge variant="light" color="red">
                        {t('notMade')}
                      </Badge>
                    )}
                    {run.state === 'ready' &&
                      DeliveryState.options
                        .filter(state => run.counts[state] > 0)
                        .map(state => (
                          <Badge key={state} variant="light" color={STATE_COLORS[state]} tt="none">
                            {t(`counts.${state}`, { count: run.counts[state] })}
                          </Badge>
                        ))}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('older')}
        </Button>
      )}
      {opened !== null && <RunDetails id={opened} onClose={() => setOpened(null)} />}
    </Stack>
  )
}
