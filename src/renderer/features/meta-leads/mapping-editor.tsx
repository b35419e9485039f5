import { Alert, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormMappingView, LeadForm } from '#shared/contract/meta-leads.ts'
import type { ConsentChannel } from '#shared/domain/consent.ts'
import type { FormMapping } from '#shared/domain/lead-form.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { hasCode } from '../../rpc/problem.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ConsentBoxes } from './consent-boxes.tsx'
import { MappingPreview } from './mapping-preview.tsx'
import { MappingTable } from './mapping-table.tsx'

interface MappingEditorProps {
  /** Null: closed. */
  readonly form: LeadForm | null
  readonly onClose: () => void
}

/** Where the answers of one form go, tried on entries that have really come. */
export function MappingEditor({ form, onClose }: MappingEditorProps) {
  const { t } = useTranslation('metaLeads')
  return (
    <Modal
      opened={form !== null}
      onClose={onClose}
      title={t('mappingTitle', { form: form?.name ?? t('unnamed') })}
      size="xl"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {form !== null && <LoadMapping key={form.id} form={form} onClose={onClose} />}
    </Modal>
  )
}

function LoadMapping({ form, onClose }: { readonly form: LeadForm; readonly onClose: () => void }) {
  const view = useQuery(api.metaLeads.mapping.queryOptions({ input: { id: form.id }, refetchOnMount: 'always' }))
  if (view.isError) return <ProblemNotice error={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined || !view.isFetchedAfterMount) return <Skeleton height={260} />
  return <EditMapping view={view.data} onClose={onClose} />
}

function EditMapping({ view, onClose }: { readonly view: FormMappingView; readonly onClose: () => void }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const queries = useQueryClient()
  const { form, questions, disclaimers } = view
  // As it was when the window opened: somebody else's change is told when this one is saved.
  const [version, setVersion] = useState(form.version)
  const [mapping, setMapping] = useState<FormMapping>(() =>
    Object.fromEntries(questions.map(({ key, target }) => [key, target])),
  )
  const [channels, setChannels] = useState<Record<string, ConsentChannel[]>>(() =>
    Object.fromEntries(disclaimers.map(box => [box.key, box.channels])),
  )
  const renew = () => queries.invalidateQueries({ queryKey: api.metaLeads.key() })
  const save = useMutation(
    api.metaLeads.saveMapping.mutationOptions({ meta: { isProblemShown: true }, onSettled: renew }),
  )
  const apply = useMutation(
    api.metaLeads.applyMapping.mutationOptions({ meta: { isProblemShown: true }, onSettled: renew }),
  )
  const change = { id: form.id, version, mapping, consentChannels: channels }
  const stored = form.storedCount + form.testCount
  const isBusy = save.isPending || apply.isPending

  async function handleApply(): Promise<void> {
    const saved = await save.mutateAsync(change)
    setVersion(saved.form.version)
    await apply.mutateAsync({ id: form.id })
  }

  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('mappingHint')}
      </Text>
      {questions.length === 0 ? (
        <Text size="sm">{t('noQuestions')}</Text>
      ) : (
        <MappingTable
          questions={questions}
          mapping={mapping}
          onChange={(key, target) => setMapping(current => ({ ...current, [key]: target }))}
        />
      )}
      {disclaimers.length > 0 && (
        <ConsentBoxes
          boxes={disclaimers}
          channels={channels}
          onChange={(key, chosen) => setChannels(current => ({ ...current, [key]: chosen }))}
        />
      )}
      <MappingPreview formId={form.id} mapping={mapping} />
      {save.error !== null &&
        (hasCode(save.error, 'CONFLICT') ? (
          <Alert color="orange" variant="light" role="alert">
            {t('conflict')}
          </Alert>
        ) : (
          <ProblemNotice error={save.error} />
        ))}
      {apply.error !== null && <ProblemNotice error={apply.error} />}
      {apply.data !== undefined && (
        <Text size="sm" role="status">
          {t('applied', { count: apply.data, formatted: format.number(apply.data) })}
        </Text>
      )}
      <Group justify="space-between" gap="sm">
        {stored > 0 ? (
          <Stack gap={2}>
            <Button
              variant="default"
              loading={apply.isPending}
              disabled={isBusy || apply.isSuccess}
              onClick={() => void handleApply().catch(() => {})}
            >
              {t('apply', { count: stored, formatted: format.number(stored) })}
            </Button>
            <Text size="xs" c="dimmed">
              {t('applyHint')}
            </Text>
          </Stack>
        ) : (
          <span />
        )}
        <Button
          loading={save.isPending && !apply.isPending}
          disabled={isBusy || apply.isSuccess}
          onClick={() => save.mutate(change, { onSuccess: onClose })}
        >
          {t('save')}
        </Button>
      </Group>
    </Stack>
  )
}
