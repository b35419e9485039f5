import { Button, Group, Skeleton, Text } from '@mantine/core'
import { IconArrowLeft, IconUsersMinus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { DuplicatePair } from '#shared/contract/duplicates.ts'
import type { DuplicatePairId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import classes from './duplicates.module.css'
import { PairCard } from './pair-card.tsx'
import { usePairDecisions } from './use-pair-decisions.ts'

/** Records that may be one person, side by side, for a person to say. */
export function DuplicatesPage() {
  const { t } = useTranslation('duplicates')
  const format = useFormat()
  const pairs = useInfiniteQuery(
    api.duplicates.list.infiniteOptions({
      input: (cursor: string | null) => ({ cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  const { merge, tellApart, mergingId } = usePairDecisions()
  const items = useMemo(() => pairs.data?.pages.flatMap(page => page.items) ?? [], [pairs.data])
  const [selected, setSelected] = useState<ReadonlySet<DuplicatePairId>>(new Set())
  /** The pairs whose other record is to stay. By itself it is the older one. */
  const [swapped, setSwapped] = useState<ReadonlySet<DuplicatePairId>>(new Set())
  const [activeId, setActiveId] = useState<DuplicatePairId | null>(null)
  const active = items.find(({ id }) => id === activeId) ?? items[0]
  const chosen = items.filter(({ id }) => selected.has(id)).map(({ id }) => id)

  const keptOf = ({ id, one, other }: DuplicatePair) => {
    const isOneOlder = one.createdAt <= other.createdAt
    return isOneOlder !== swapped.has(id) ? one : other
  }
  const handleMerge = (pair: DuplicatePair) => merge(pair, keptOf(pair).id)

  function move(by: number): void {
    const next = items[(active ? items.indexOf(active) : -1) + by]
    if (!next) return
    setActiveId(next.id)
    document.querySelector<HTMLElement>(`[data-pair="${next.id}"]`)?.focus()
  }

  useShortcuts(
    t('shortcuts'),
    useMemo(
      () => [
        { keys: 'J', label: t('shortcutNext'), run: () => move(1) },
        { keys: 'K', label: t('shortcutPrevious'), run: () => move(-1) },
        { keys: 'X', label: t('shortcutSelect'), run: () => active && setSelected(toggled(active.id)) },
        { keys: 'S', label: t('shortcutSwap'), run: () => active && setSwapped(toggled(active.id)) },
        { keys: 'M', label: t('shortcutMerge'), run: () => active && handleMerge(active) },
        { keys: 'D', label: t('shortcutDifferent'), run: () => active && tellApart([active.id]) },
      ],
      // oxlint-disable-next-line react/exhaustive-deps -- the functions are new with each render; what they use is listed
      [t, items, active, swapped, merge, tellApart],
    ),
  )

  return (
    <Page
      title={t('title')}
      filters={
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={16} stroke={1.6} />}
          renderRoot={props => <Link {...props} to="/leads" search={{}} />}
        >
          {t('back')}
        </Button>
      }
      actions={
        chosen.length > 0 && (
          <Button
            onClick={() => {
              tellApart(chosen)
              setSelected(new Set())
            }}
          >
            {t('differentSelected', { count: chosen.length, formatted: format.number(chosen.length) })}
          </Button>
        )
      }
    >
      {content()}
    </Page>
  )

  function content() {
    if (pairs.isError) return <ProblemNotice error={pairs.error} onRetry={() => void pairs.refetch()} />
    if (pairs.data === undefined) {
      return (
        <Delayed>
          <Skeleton height={240} m="md" />
        </Delayed>
      )
    }
    if (items.length === 0) {
      return (
        <EmptyState icon={<IconUsersMinus size={32} stroke={1.4} />} title={t('emptyTitle')}>
          {t('emptyText')}
        </EmptyState>
      )
    }
    return (
      <div className={classes.pairs}>
        <Text size="sm" c="dimmed" maw={640}>
          {t('hint')} {t('mergeHint')}
        </Text>
        {items.map(pair => (
          <PairCard
            key={pair.id}
            pair={pair}
            keptId={keptOf(pair).id}
            isSelected={selected.has(pair.id)}
            isMerging={mergingId === pair.id}
            onFocus={() => setActiveId(pair.id)}
            onSelect={() => setSelected(toggled(pair.id))}
            onSwap={() => setSwapped(toggled(pair.id))}
            onMerge={() => handleMerge(pair)}
            onDifferent={() => tellApart([pair.id])}
          />
        ))}
        {pairs.hasNextPage && (
          <Group justify="center">
            <Button variant="default" loading={pairs.isFetchingNextPage} onClick={() => void pairs.fetchNextPage()}>
              {t('more')}
            </Button>
          </Group>
        )}
      </div>
    )
  }
}

function toggled(id: DuplicatePairId) {
  return (before: ReadonlySet<DuplicatePairId>): ReadonlySet<DuplicatePairId> => {
    const after = new Set(before)
    if (!after.delete(id)) after.add(id)
    return after
  }
}
