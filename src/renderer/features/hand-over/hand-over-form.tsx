import { Button, Checkbox, Group, List, MultiSelect, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type BulkRunId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { HandOverClashes } from './hand-over-clashes.tsx'
import { HandOverRun } from './hand-over-run.tsx'

interface HandOverFormProps {
  readonly fromId: StaffId
  readonly name: string
  readonly onClose: () => void
}

/** What there is, who gets it, and which of it; then how far it is, and the way back. */
export function HandOverForm({ fromId, name, onClose }: HandOverFormProps) {
  const { t } = useTranslation('handOver')
  const format = useFormat()
  const { active } = useColleagues()
  const belongings = useQuery(api.bulkActions.belongings.queryOptions({ input: { staffId: fromId }, staleTime: 0 }))
  const [toIds, setToIds] = useState<StaffId[]>([])
  const [outcomes, setOutcomes] = useState<StageOutcome[] | null>(null)
  const [clashing, setClashing] = useState<'give' | 'keep'>('give')
  const [isAsked, setIsAsked] = useState(false)
  const [runId, setRunId] = useState<BulkRunId | null>(null)
  const start = useMutation(
    api.bulkActions.handOver.mutationOptions({ meta: { isProblemShown: true }, onSuccess: run => setRunId(run.id) }),
  )

  if (belongings.isError) return <ProblemNotice error={belongings.error} onRetry={() => void belongings.refetch()} />
  if (belongings.data === undefined) return <Skeleton height={180} />
  if (runId !== null) return <HandOverRun runId={runId} onClose={onClose} />

  const { leads, nextActions, waitingChats, appointments } = belongings.data
  const present = leads.map(({ outcome }) => outcome)
  const chosen = outcomes ?? present
  const total = leads.reduce((all, one) => all + (chosen.includes(one.outcome) ? one.leads : 0), 0)
  const counted = (key: 'leads' | 'nextActions' | 'waitingChats' | 'appointments', count: number) =>
    t(key, { count, formatted: format.number(count) })

  if (leads.length === 0) {
    return (
      <Stack gap="md">
        <Text size="sm">{t('nothing', { name })}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    )
  }

  function handleSubmit(event: React.FormEvent) {
    event.preventDefault()
    setIsAsked(true)
    if (toIds.length === 0 || total === 0) return
    const wanted = chosen.length === present.length ? [] : chosen
    start.mutate({ id: newId<BulkRunId>(), handOver: { kind: 'hand_over', fromId, toIds, outcomes: wanted, clashing } })
  }

  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="md">
        <div>
          <Text size="sm" fw={500}>
            {t('belongs')}
          </Text>
          <List size="sm" mt={4}>
            <List.Item>
              {counted(
                'leads',
                leads.reduce((all, one) => all + one.leads, 0),
              )}
            </List.Item>
            {nextActions > 0 && <List.Item>{counted('nextActions', nextActions)}</List.Item>}
            {waitingChats > 0 && <List.Item>{counted('waitingChats', waitingChats)}</List.Item>}
            {appointments > 0 && <List.Item>{counted('appointments', appointments)}</List.Item>}
          </List>
        </div>
        <MultiSelect
          label={t('to')}
          description={t('toHint')}
          data={active.filter(({ id }) => id !== fromId).map(({ id, name: label }) => ({ value: id, label }))}
          value={toIds}
          searchable
          data-autofocus
          error={isAsked && toIds.length === 0 ? t('toMissing') : null}
          onChange={values => setToIds(values as StaffId[])}
        />
        <HandOverClashes fromId={fromId} name={name} toIds={toIds} value={clashing} onChange={setClashing} />
        <Checkbox.Group
          label={t('which')}
          value={[...chosen]}
          onChange={values => setOutcomes(values as StageOutcome[])}
        >
          <Group gap="md" mt={6}>
            {leads.map(({ outcome, leads: count }) => (
              <Checkbox key={outcome} value={outcome} label={`${t(`outcomes.${outcome}`)} · ${format.number(count)}`} />
            ))}
          </Group>
        </Checkbox.Group>
        {start.error !== null && <ProblemNotice error={start.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={start.isPending} disabled={total === 0}>
            {t('start')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
