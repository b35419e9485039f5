import { Button, Checkbox, Group, Stack, Table, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

const NOBODY: ReadonlySet<LeadId> = new Set()

/** Whom the office's rule would delete. Nobody goes without a person saying so. */
export function RetentionProposals() {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState(NOBODY)
  const list = useInfiniteQuery(
    api.privacy.retention.list.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: 50 }),
      initialPageParam: null as string | null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  const proposals = list.data?.pages.flatMap(({ items }) => items) ?? []
  const ids = proposals.map(({ leadId }) => leadId).filter(id => chosen.has(id))
  const deciding = useMutation({
    mutationFn: async ({ keeps, leadIds }: { keeps: boolean; leadIds: LeadId[] }) => {
      // As many as the core takes at once.
      for (let start = 0; start < leadIds.length; start += 200) {
        const some = { leadIds: leadIds.slice(start, start + 200) }
        if (keeps) await rpc.privacy.retention.keep(some)
        else await rpc.privacy.retention.confirm(some)
      }
    },
    onSuccess: () => setChosen(NOBODY),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: api.privacy.retention.key() }),
        queries.invalidateQueries({ queryKey: api.leads.key() }),
      ]),
  })

  function choose(id: LeadId, isChosen: boolean): void {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    setChosen(next)
  }

  function handleDelete(): void {
    modals.openConfirmModal({
      title: t('privacy:deleteTitle', { count: ids.length }),
      children: <Text size="sm">{t('privacy:deleteWarning')}</Text>,
      labels: { confirm: t('privacy:delete'), cancel: t('frame:cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => deciding.mutate({ keeps: false, leadIds: ids }),
    })
  }

  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        {t('privacy:proposals')}
      </Text>
      {list.error && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && proposals.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('privacy:noProposals')}
        </Text>
      )}
      {proposals.length > 0 && (
        <>
          <Group gap="sm">
            <Button
              color="red"
              variant="light"
              size="compact-sm"
              disabled={ids.length === 0}
              loading={deciding.isPending}
              onClick={handleDelete}
            >
              {t('privacy:deleteChosen', { count: ids.length })}
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              disabled={ids.length === 0 || deciding.isPending}
              onClick={() => deciding.mutate({ keeps: true, leadIds: ids })}
            >
              {t('privacy:keepChosen', { count: ids.length })}
            </Button>
          </Group>
          <Table maw={640} aria-label={t('privacy:proposals')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={36}>
                  <Checkbox
                    aria-label={t('privacy:chooseAll')}
                    checked={ids.length === proposals.length}
                    indeterminate={ids.length > 0 && ids.length < proposals.length}
                    onChange={event =>
                      setChosen(event.currentTarget.checked ? new Set(proposals.map(one => one.leadId)) : NOBODY)
                    }
                  />
                </Table.Th>
                <Table.Th colSpan={2}>{t('privacy:chooseAll')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {proposals.map(({ leadId, name, untouchedSince, rejectionReason }) => (
                <Table.Tr key={leadId}>
                  <Table.Td>
                    <Checkbox
                      aria-label={t('privacy:chooseOne', { name })}
                      checked={chosen.has(leadId)}
                      onChange={event => choose(leadId, event.currentTarget.checked)}
                    />
                  </Table.Td>
                  <Table.Td>
                    <Link to="/leads/$leadId/page" params={{ leadId }}>
                      {name}
                    </Link>
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm" c="dimmed">
                      {t('privacy:untouchedSince', { date: format.date(untouchedSince) })}
                      {rejectionReason !== null && ` · ${t('privacy:because', { reason: rejectionReason })}`}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
      {list.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('privacy:more')}
        </Button>
      )}
    </Stack>
  )
}
