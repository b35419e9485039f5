import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeadForm } from '#shared/contract/meta-leads.ts'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { FailureList } from './failure-list.tsx'
import { FormTable } from './form-table.tsx'
import { MappingEditor } from './mapping-editor.tsx'
import { SelfCheck } from './self-check.tsx'
import { SyncHistory } from './sync-history.tsx'
import { SyncPanel } from './sync-panel.tsx'

/** How often a fetch that is under way is asked how far it is; events tell of it too, but not of each entry. */
const PROGRESS_MS = 700

/** Settings → Meta, below each connection: its forms, what they bring, and what did not come. */
export function ConnectionLeads({ connectionId }: { readonly connectionId: MetaConnectionId }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const input = { connectionId }
  const forms = useQuery(api.metaLeads.forms.queryOptions({ input }))
  const status = useQuery(
    api.metaLeads.status.queryOptions({
      input,
      refetchInterval: ({ state }) => (state.data?.running ? PROGRESS_MS : false),
    }),
  )
  const [mapped, setMapped] = useState<LeadForm | null>(null)
  const [isHistoryOpen, history] = useDisclosure(false)
  const [isFailuresOpen, failures] = useDisclosure(false)
  const [isChecking, check] = useDisclosure(false)
  if (forms.isError) return <ProblemNotice error={forms.error} onRetry={() => void forms.refetch()} />
  if (status.isError) return <ProblemNotice error={status.error} onRetry={() => void status.refetch()} />
  if (forms.data === undefined || status.data === undefined) return <Skeleton height={140} />
  const failed = status.data.failures
  return (
    <Stack gap="sm" component="section" aria-label={t('title')}>
      <SyncPanel connectionId={connectionId} status={status.data} />
      {status.data.bringsOnlyDuplicates && (
        <Alert color="gray" variant="light" role="note">
          {t('onlyDuplicates')}
        </Alert>
      )}
      {forms.data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('noForms')}
        </Text>
      ) : (
        <FormTable forms={forms.data} onMap={setMapped} />
      )}
      <Group gap="xs">
        <Button variant="default" size="compact-sm" onClick={history.open}>
          {t('history')}
        </Button>
        {failed > 0 && (
          <Button variant="light" color="orange" size="compact-sm" onClick={failures.open}>
            {t('failures', { count: failed, formatted: format.number(failed) })}
          </Button>
        )}
        <Button variant="default" size="compact-sm" onClick={check.open}>
          {t('selfCheck')}
        </Button>
      </Group>
      <SyncHistory isOpen={isHistoryOpen} connectionId={connectionId} onClose={history.close} />
      <FailureList isOpen={isFailuresOpen} connectionId={connectionId} onClose={failures.close} />
      <SelfCheck isOpen={isChecking} connectionId={connectionId} onClose={check.close} />
      <MappingEditor form={mapped} onClose={() => setMapped(null)} />
    </Stack>
  )
}
