import { Button, Group, Modal, Skeleton, Stack, Table, Text } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'

interface RunHistoryProps {
  readonly isOpen: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What each round of asking Meta brought, of forms or of figures: the window around a `RunTable`. */
export function RunHistory({ isOpen, title, onClose, children }: RunHistoryProps) {
  const { t } = useTranslation('metaLeads')
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size="xl" closeButtonProps={{ 'aria-label': t('close') }}>
      {children}
    </Modal>
  )
}

/** One round in words. */
export interface ShownRun {
  readonly id: string
  readonly startedAt: number
  readonly endedAt: number | null
  readonly what: string
  readonly outcome: string
  readonly isFine: boolean
  readonly problems: readonly { readonly text: string; readonly isGood: boolean }[]
}

interface RunTableProps<Run> {
  readonly runs: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Run[] }>>
  readonly show: (run: Run) => ShownRun
}

/** The newest first, as many as somebody wants to see. */
export function RunTable<Run>({ runs, show }: RunTableProps<Run>) {
  const { t } = useTranslation('metaLeads')
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
              <Table.Th w={130}>{t('how')}</Table.Th>
              <Table.Th>{t('outcome')}</Table.Th>
              <Table.Th w={80}>{t('took')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(run => {
              const shown = show(run)
              return <Row key={shown.id} run={shown} />
            })}
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

function Row({ run: { startedAt, endedAt, what, outcome, isFine, problems } }: { readonly run: ShownRun }) {
  const format = useFormat()
  const now = useNow(60_000)
  return (
    <Table.Tr>
      <Table.Td className="tabular">{format.moment(startedAt, now)}</Table.Td>
      <Table.Td>{what}</Table.Td>
      <Table.Td>
        <Text size="sm" fw={isFine ? 400 : 500}>
          {outcome}
        </Text>
        {problems.map(({ text, isGood }, index) => (
          <Text key={index} size="xs" c={isGood ? 'teal' : 'orange'}>
            {text}
          </Text>
        ))}
      </Table.Td>
      <Table.Td className="tabular">
        {endedAt === null ? '—' : format.countdown(Math.max(0, endedAt - startedAt))}
      </Table.Td>
    </Table.Tr>
  )
}
