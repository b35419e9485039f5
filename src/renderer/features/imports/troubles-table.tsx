import { Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { Import } from '#shared/contract/imports.ts'
import type { RowProblem } from '#shared/domain/import.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { saveAddress } from '../../rpc/save-address.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Rows that need somebody's eyes, in the order of the file, and the way to have them as a file. */
export function TroublesTable({ of: { id } }: { readonly of: Pick<Import, 'id'> }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    api.imports.troubles.infiniteOptions({
      input: (cursor: string | null) => ({ id, cursor, limit: 50 }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  const saving = useMutation({ mutationFn: async () => saveAddress((await rpc.imports.troublesFile({ id })).url) })
  if (error !== null) return <ProblemNotice error={error} />
  const rows = data?.pages.flatMap(({ items }) => items) ?? []
  if (rows.length === 0) return null

  function wordProblem({ kind, text }: RowProblem): string {
    const words = t(`core:imports.problem.${kind}`)
    return text === '' ? words : `${words}: ${text}`
  }

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('troubles')}
        </Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} />}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('saveTroubles')}
        </Button>
      </Group>
      <Table.ScrollContainer minWidth={560}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={70}>{t('row')}</Table.Th>
              <Table.Th w={130}>{t('outcome')}</Table.Th>
              <Table.Th>{t('why')}</Table.Th>
              <Table.Th>{t('content')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ number, outcome, problems, cells, keptBecause }) => (
              <Table.Tr key={number}>
                <Table.Td className="tabular">{format.number(number)}</Table.Td>
                <Table.Td>{t(`outcomes.${outcome}`)}</Table.Td>
                <Table.Td>
                  {keptBecause !== null && <Text size="sm">{t(`kept.${keptBecause}`)}</Text>}
                  {problems.map(problem => (
                    <Text key={`${problem.kind} ${problem.text}`} size="sm">
                      {wordProblem(problem)}
                    </Text>
                  ))}
                </Table.Td>
                <Table.Td>
                  <Text size="xs" c="dimmed" lineClamp={2} title={cells.filter(Boolean).join(' · ')}>
                    {cells.filter(Boolean).join(' · ')}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasNextPage && (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}
