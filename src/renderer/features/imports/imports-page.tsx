import { Badge, Button, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ImportState } from '#shared/domain/import.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { ImportDrop } from './import-drop.tsx'
import classes from './imports.module.css'

export const stateColors: Record<ImportState, string> = {
  uploading: 'gray',
  draft: 'gray',
  checking: 'accent',
  checked: 'gray',
  running: 'accent',
  done: 'accent',
  cancelled: 'gray',
  failed: 'red',
  undoing: 'accent',
  undone: 'gray',
}

/** Files of people: a new one is dropped here, and those before are told of. */
export function ImportsPage() {
  const { t } = useTranslation('imports')
  return (
    <Page
      title={t('title')}
      actions={
        <Button component={Link} to="/leads" variant="default" leftSection={<IconArrowLeft size={16} />}>
          {t('toLeads')}
        </Button>
      }
    >
      <div className={classes.body}>
        <Stack gap="xl" maw={960}>
          <ImportDrop />
          <EarlierImports />
        </Stack>
      </div>
    </Page>
  )
}

function EarlierImports() {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { colleagueOf } = useColleagues()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    api.imports.list.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: 20 }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton height={160} />
  const rows = data.pages.flatMap(({ items }) => items)
  if (rows.length === 0) return null
  return (
    <Stack gap="sm">
      <Title order={2}>{t('earlier')}</Title>
      <Table.ScrollContainer minWidth={640}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('file')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
              <Table.Th>{t('added')}</Table.Th>
              <Table.Th>{t('by')}</Table.Th>
              <Table.Th>{t('when')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ id, fileName, state, counts, staffId, createdAt }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Text component={Link} to={`/leads/import/${id}`} size="sm" className={classes.fileLink}>
                    {fileName}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Badge size="sm" variant="light" tt="none" fw={500} color={stateColors[state] ?? 'gray'}>
                    {t(`states.${state}`)}
                  </Badge>
                </Table.Td>
                <Table.Td className="tabular">{format.number(counts.created + counts.joined)}</Table.Td>
                <Table.Td>{colleagueOf(staffId)?.name ?? '—'}</Table.Td>
                <Table.Td className="tabular">{format.dateTime(createdAt)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}
