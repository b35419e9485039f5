import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MetaRequest } from '#shared/contract/meta.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { DiagnosticsTable } from '../diagnostics/diagnostics-table.tsx'

const RENEW_MS = 30_000

/** What was asked of Meta: when, what, how it went, and how much of its limits is used. No token and no person stands here. */
export function RequestTable() {
  const { t } = useTranslation('meta')
  const format = useFormat()
  const [onlyFailed, setOnlyFailed] = useState(false)
  const requests = useInfiniteQuery(
    api.meta.requests.infiniteOptions({
      input: (cursor: string | null) => ({ onlyFailed, cursor }),
      initialPageParam: null,
      getNextPageParam: last => last.nextCursor,
      placeholderData: keepPreviousData,
      refetchInterval: RENEW_MS,
    }),
  )
  return (
    <Stack gap="xs" align="flex-start">
      <SegmentedControl
        size="xs"
        aria-label={t('requests.filter')}
        value={onlyFailed ? 'failed' : 'all'}
        onChange={value => setOnlyFailed(value === 'failed')}
        data={[
          { value: 'all', label: t('requests.all') },
          { value: 'failed', label: t('requests.failed') },
        ]}
      />
      {requests.isError && <ProblemNotice error={requests.error} onRetry={() => void requests.refetch()} />}
      {requests.isPending && <Skeleton height={120} />}
      <DiagnosticsTable
        rows={requests.data?.pages.flatMap(page => page.items) ?? []}
        keyOf={request => request.id}
        empty={t(onlyFailed ? 'requests.noneFailed' : 'requests.none')}
        minWidth={680}
        columns={[
          { title: t('requests.when'), cell: ({ at }) => format.dateTime(at), isTabular: true },
          { title: t('requests.what'), cell: request => <Asked request={request} /> },
          { title: t('requests.result'), cell: request => <Result request={request} /> },
          {
            title: t('requests.duration'),
            cell: ({ durationMs }) => format.number(durationMs),
            isTabular: true,
          },
          {
            title: t('requests.usage'),
            cell: ({ usagePercent, usageOf }) =>
              usagePercent === null ? '–' : `${format.percent(usagePercent)} (${usageOf ?? ''})`,
            isTabular: true,
          },
        ]}
      />
      {requests.hasNextPage && (
        <Button variant="default" loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>
          {t('requests.older')}
        </Button>
      )}
    </Stack>
  )
}

function Asked({ request: { method, path, attempt } }: { readonly request: MetaRequest }) {
  const { t } = useTranslation('meta')
  return (
    <>
      <Text size="sm" className="tabular">
        {method} {path}
      </Text>
      {attempt > 1 && (
        <Text size="xs" c="dimmed">
          {t('requests.attempt', { count: attempt })}
        </Text>
      )}
    </>
  )
}

function Result({ request: { problem, status, code, subcode, traceId } }: { readonly request: MetaRequest }) {
  const { t } = useTranslation('meta')
  const numbers = [
    status === null ? null : `HTTP ${status}`,
    code === null ? null : [code, subcode].filter(Boolean).join('/'),
  ]
  return (
    <>
      {problem === null ? t('requests.ok') : t(`problem.${problem}.title`)}
      <Group gap={8}>
        <Text size="xs" c="dimmed" className="tabular">
          {numbers.filter(number => number !== null).join(' · ')}
        </Text>
        {traceId !== null && (
          <Text size="xs" c="dimmed" className="tabular">
            {t('requests.trace', { id: traceId })}
          </Text>
        )}
      </Group>
    </>
  )
}
