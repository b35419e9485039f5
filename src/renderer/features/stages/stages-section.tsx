import { Button, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Stage } from '#shared/contract/stages.ts'
import { newId, type StageId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { useOrder } from '../../ui/use-order.ts'
import { RejectionReasons } from '../rejection-reasons/reasons-section.tsx'
import { StageRow } from './stage-row.tsx'
import classes from './stages-section.module.css'

/** Settings → Pipeline: the office's own stages, in order, each with one of the five fixed outcomes. */
export function StagesSection() {
  const { t } = useTranslation('stages')
  const queries = useQueryClient()
  const list = useQuery(api.stages.list.queryOptions())
  const stages = list.data ?? []
  const create = useMutation(
    api.stages.create.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.stages.key() }),
    }),
  )
  const [dragged, setDragged] = useState<StageId | null>(null)
  const [announcement, setAnnouncement] = useState('')
  const move = useOrder({
    items: stages,
    queryKey: api.stages.list.queryKey(),
    save: ids => rpc.stages.reorder({ ids }),
  })
  const listRef = useRef<HTMLOListElement>(null)
  const removedPlace = useRef<number | null>(null)

  // The button that was pressed has gone with its row: the focus goes on in the row that took its place.
  const count = stages.length
  useEffect(() => {
    if (removedPlace.current === null) return
    const row = listRef.current?.children[Math.min(removedPlace.current, count - 1)]
    row?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.focus()
    removedPlace.current = null
  }, [count])

  function handleMove(stage: Stage, to: number): void {
    if (move(stage.id, to)) {
      setAnnouncement(t('movedTo', { name: stage.name, place: to + 1, of: stages.length }))
    }
  }

  function handleDrop(to: number): void {
    const stage = stages.find(one => one.id === dragged)
    setDragged(null)
    if (stage !== undefined) handleMove(stage, to)
  }

  function handleAdd(): void {
    create.mutate({ id: newId<StageId>(), name: t('newName'), outcome: 'contacted', color: 'blue' })
  }

  return (
    <Stack gap="lg">
      <SectionHeader
        title={t('title')}
        hint={t('hint')}
        action={
          <Button leftSection={<IconPlus size={16} />} loading={create.isPending} onClick={handleAdd}>
            {t('add')}
          </Button>
        }
      />
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton height={220} />}
      <ol ref={listRef} className={classes.stages} aria-label={t('title')}>
        {stages.map((stage, index) => (
          <StageRow
            key={stage.id}
            stage={stage}
            place={index + 1}
            of={stages.length}
            isDragged={stage.id === dragged}
            onDragStart={() => setDragged(stage.id)}
            onDragEnd={() => setDragged(null)}
            onDrop={() => handleDrop(index)}
            onMove={by => handleMove(stage, index + by)}
            onRemoved={() => {
              removedPlace.current = index
            }}
          />
        ))}
      </ol>
      <RejectionReasons />
      <VisuallyHidden role="status" aria-live="polite">
        {announcement}
      </VisuallyHidden>
    </Stack>
  )
}
