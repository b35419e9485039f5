import { Button, Center, Skeleton, Stack, Table, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { AuditRow } from './audit-row.tsx'

const PAGE = 50

/** Settings → Audit log: who did what and when, newest first. */
export function AuditSection() {
  const { t } = useTranslation('audit')
  const audit = useInfiniteQuery(
    api.diagnostics.audit.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: PAGE }),
      initialPageParam: null,
      getNextPageParam: last => last.nextCursor,
      staleTime: 0,
    }),
  )
  const { data: colleagues = [] } = useQuery(api.staff.colleagues.queryOptions())
  const names = useMemo(() => new Map(colleagues.map(colleague => [colleague.id, colleague.name])), [colleagues])
  const entries = audit.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Stack gap="lg">
      <SectionHeader title={t('title')} hint={t('hint')} />
      {audit.isError && <ProblemNotice error={audit.error} onRetry={() => void audit.refetch()} />}
      {audit.isPending && <Skeleton height={320} />}
      {audit.isSuccess && entries.length === 0 && <Text size="sm">{t('empty')}</Text>}
      {entries.length > 0 && (
        <Table.ScrollContainer minWidth={620}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={160}>{t('when')}</Table.Th>
                <Table.Th w={170}>{t('who')}</Table.Th>
                <Table.Th>{t('what')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {entries.map(entry => (
                <AuditRow
                  key={entry.id}
                  entry={entry}
                  who={entry.staffId === null ? t('program') : (names.get(entry.staffId) ?? t('unknownPerson'))}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {audit.hasNextPage && (
        <Center>
          <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {t('older')}
          </Button>
        </Center>
      )}
    </Stack>
  )
}
