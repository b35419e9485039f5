import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SyncRun, SyncStatus } from '#shared/contract/meta-leads.ts'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useSyncWords } from './use-sync-words.ts'

interface SyncPanelProps {
  readonly connectionId: MetaConnectionId
  readonly status: SyncStatus
}

/** When leads were fetched last, what that brought, and fetching now. */
export function SyncPanel({ connectionId, status }: SyncPanelProps) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const now = useNow(30_000)
  const queries = useQueryClient()
  const { running, last, nextAt } = status
  const renew = () => queries.invalidateQueries({ queryKey: api.metaLeads.key() })
  const sync = useMutation(api.metaLeads.sync.mutationOptions({ meta: { isProblemShown: true }, onSettled: renew }))
  const cancel = useMutation(api.metaLeads.cancelSync.mutationOptions({ onSettled: renew }))
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <Stack gap={0} flex="1 1 240px">
          <Text size="sm">
            {last === null ? t('never') : t('lastAt', { when: format.moment(last.startedAt, now) })}
          </Text>
          <Text size="xs" c="dimmed">
            {nextAt === null ? t('notPlanned') : t('nextAt', { when: format.moment(Math.max(nextAt, now), now) })}
          </Text>
        </Stack>
        {running === null ? (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={sync.isPending}
            onClick={() => sync.mutate({ connectionId })}
          >
            {t('syncNow')}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} />}
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ connectionId })}
          >
            {t('cancel')}
          </Button>
        )}
      </Group>
      {sync.isError && <ProblemNotice error={sync.error} />}
      {running === null ? last && <LastRun run={last} /> : <Running running={running} />}
    </Stack>
  )
}

function Running({ running }: { readonly running: NonNullable<SyncStatus['running']> }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const { run, formName, formsDone, forms, expected } = running
  const share = expected === null || expected === 0 ? null : Math.min(100, (run.fetched / expected) * 100)
  const where =
    forms === 0 ? t('readingForms') : t('progressForm', { form: formName ?? t('unnamed'), done: formsDone + 1, forms })
  return (
    <Stack gap={6} role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500}>
          {t('running')}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          {where} · {t('progressFigures', { stored: format.number(run.stored), fetched: format.number(run.fetched) })}
        </Text>
      </Group>
      <Progress value={share ?? 100} animated={share === null} aria-label={t('running')} />
    </Stack>
  )
}

function LastRun({ run }: { readonly run: SyncRun }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const now = useNow(30_000)
  const { wordOutcome, wordProblem } = useSyncWords()
  const troubles = run.problems.filter(({ code }) => code !== 'gap_healed')
  const healed = run.problems.filter(({ code }) => code === 'gap_healed')
  const outcome = wordOutcome(run)
  return (
    <>
      <Group gap={8} wrap="nowrap" role="status">
        <StatusDot severity={run.state === 'succeeded' ? 'good' : run.state === 'failed' ? 'broken' : 'waiting'} />
        <Text size="sm" c="dimmed">
          {run.state === 'succeeded'
            ? outcome
            : [t(`states.${run.state}`), outcome].filter(part => part !== '').join(' · ')}
        </Text>
      </Group>
      {troubles.length > 0 && (
        <Alert color="orange" variant="light" role="alert">
          {troubles.map((problem, index) => (
            <Text key={index} size="sm">
              {wordProblem(problem)}
            </Text>
          ))}
          {run.retryAt !== null && run.retryAt > now && (
            <Text size="sm">{t('retryAt', { when: format.moment(run.retryAt, now) })}</Text>
          )}
        </Alert>
      )}
      {healed.map((problem, index) => (
        <Alert key={index} color="teal" variant="light" role="status">
          {wordProblem(problem)}
        </Alert>
      ))}
    </>
  )
}
