import { Alert, Button, Center, Group, Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconSend } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { OutboxItem } from '#shared/contract/outbox.ts'
import { OutboxState } from '#shared/domain/outbox.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { senderName } from '../senders/sender-words.ts'
import { OutboxDetails } from './outbox-details.tsx'
import { OutboxRow } from './outbox-row.tsx'
import { wordOutboxProblem } from './problem-words.ts'

const PAGE = 50

interface OutboxListProps {
  readonly state: OutboxState | null
  onState(state: OutboxState | null): void
}

/** Everything that left by mail, SMS and official WhatsApp, or is about to; what nobody knows the end of waits for a person. */
export function OutboxList({ state, onState }: OutboxListProps) {
  const { t } = useTranslation('outbox')
  const [opened, setOpened] = useState<OutboxItem | null>(null)
  const list = useInfiniteQuery(
    api.outbox.list.infiniteOptions({
      input: (cursor: string | null) => ({ state, cursor, limit: PAGE }),
      initialPageParam: null,
      getNextPageParam: last => last.nextCursor,
    }),
  )
  const items = list.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Stack gap="md" pb="lg">
      <Notices onUnknown={() => onState('unknown')} isUnknownShown={state === 'unknown'} />
      <Group>
        <FilterChip
          label={t('filter.state')}
          anyLabel={t('filter.any')}
          clearLabel={t('filter.clear')}
          value={state}
          options={OutboxState.options.map(value => ({ value, label: t(`state.${value}`) }))}
          onChange={onState}
        />
      </Group>
      {list.error && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton height={280} />}
      {list.data && items.length === 0 && (
        <EmptyState
          icon={<IconSend size={32} stroke={1.4} aria-hidden="true" />}
          title={t(state === null ? 'empty' : 'emptyState')}
        >
          {t(state === null ? 'emptyHint' : 'emptyStateHint')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table.ScrollContainer minWidth={900}>
          <Table layout="fixed" highlightOnHover verticalSpacing="xs" aria-label={t('list')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={160}>{t('column.to')}</Table.Th>
                <Table.Th>{t('column.what')}</Table.Th>
                <Table.Th w={150}>{t('column.state')}</Table.Th>
                <Table.Th w={100}>{t('column.cost')}</Table.Th>
                <Table.Th w={115}>{t('column.when')}</Table.Th>
                <Table.Th w={240}>
                  <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map(item => (
                <OutboxRow key={item.id} item={item} onOpen={() => setOpened(item)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {list.hasNextPage && (
        <Center>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('more')}
          </Button>
        </Center>
      )}
      <OutboxDetails item={opened} onClose={() => setOpened(null)} />
    </Stack>
  )
}

/** What keeps messages from leaving, and what waits for a decision. */
function Notices({ isUnknownShown, onUnknown }: { readonly isUnknownShown: boolean; onUnknown(): void }) {
  const { t } = useTranslation('outbox')
  const { data: counts } = useQuery(api.outbox.counts.queryOptions())
  const { data: senders } = useQuery(api.senders.list.queryOptions())
  const unknown = counts?.unknown ?? 0
  const settings = (
    <Button
      size="xs"
      variant="default"
      renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'senders' }} />}
    >
      {t('toSettings')}
    </Button>
  )
  return (
    <>
      {senders?.length === 0 && (
        <Alert variant="light" color="gray" p="sm">
          <Group justify="space-between" gap="sm">
            <Text size="sm" flex={1}>
              {t('noSenders')}
            </Text>
            {settings}
          </Group>
        </Alert>
      )}
      {senders?.flatMap(({ kind, problem }) =>
        problem === null ? (
          []
        ) : (
          <Alert key={kind} variant="light" color="red" p="sm" icon={<IconAlertTriangle size={18} />}>
            <Group justify="space-between" gap="sm">
              <Text size="sm" flex={1}>
                <strong>{senderName(t, kind)}:</strong> {wordOutboxProblem(t, problem).title}.{' '}
                {wordOutboxProblem(t, problem).mend}
              </Text>
              <Button
                size="xs"
                variant="default"
                renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'senders' }} />}
              >
                {t('senders:lightAction')}
              </Button>
            </Group>
          </Alert>
        ),
      )}
      {unknown > 0 && !isUnknownShown && (
        <Alert variant="light" color="yellow" p="sm" icon={<IconAlertTriangle size={18} />}>
          <Group justify="space-between" gap="sm">
            <Text size="sm" flex={1}>
              {t('decide', { count: unknown })}
            </Text>
            <Button size="xs" variant="default" onClick={onUnknown}>
              {t('showUnknown')}
            </Button>
          </Group>
        </Alert>
      )}
    </>
  )
}
