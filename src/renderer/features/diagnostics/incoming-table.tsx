import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { IncomingFilter } from '#shared/contract/diagnostics.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { wordKind } from '../conversations/kind-words.ts'
import { DiagnosticsTable } from './diagnostics-table.tsx'

/** What the linked numbers received, and what became of it (row E43). */
export function IncomingTable({ accounts }: { readonly accounts: readonly ChannelAccount[] }) {
  const { t } = useTranslation('diagnostics')
  const { t: tMessage } = useTranslation('conversations')
  const format = useFormat()
  const [filter, setFilter] = useState<IncomingFilter>('all')
  const incoming = useInfiniteQuery(
    api.diagnostics.incoming.infiniteOptions({
      input: (cursor: string | null) => ({ filter, cursor }),
      initialPageParam: null,
      getNextPageParam: last => last.nextCursor,
      placeholderData: keepPreviousData,
    }),
  )
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return (
    <Stack gap="xs" align="flex-start">
      <SegmentedControl
        size="xs"
        aria-label={t('incomingFilter')}
        value={filter}
        onChange={value => setFilter(IncomingFilter.parse(value))}
        data={IncomingFilter.options.map(value => ({ value, label: t(`incomingFilters.${value}`) }))}
      />
      {incoming.isError && <ProblemNotice error={incoming.error} onRetry={() => void incoming.refetch()} />}
      {incoming.isPending && <Skeleton height={120} />}
      <DiagnosticsTable
        rows={incoming.data?.pages.flatMap(page => page.items) ?? []}
        keyOf={event => event.id}
        empty={t('noIncoming')}
        minWidth={620}
        columns={[
          { title: t('linkWhen'), cell: event => format.dateTime(event.at), isTabular: true },
          { title: t('account'), cell: event => names.get(event.channelAccountId) },
          { title: t('kind'), cell: event => (event.kind === null ? '–' : wordKind(event.kind, tMessage)) },
          {
            title: t('outcome'),
            cell: ({ outcome, reason }) => (
              <>
                {t(`outcomes.${outcome}`)}
                {reason !== null && (
                  <Text size="xs" c="dimmed">
                    {reason}
                  </Text>
                )}
              </>
            ),
          },
          { title: t('attempts'), cell: event => format.number(event.attempts), isTabular: true },
        ]}
      />
      {incoming.hasNextPage && (
        <Group>
          <Button variant="default" loading={incoming.isFetchingNextPage} onClick={() => void incoming.fetchNextPage()}>
            {t('older')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
