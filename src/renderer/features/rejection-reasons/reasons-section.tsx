import { Stack, Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RejectionReason } from '#shared/contract/rejection-reasons.ts'
import { newId, type RejectionReasonId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { OrderedNames } from '../../ui/ordered-names.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SavedField } from '../../ui/saved-field.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showUndoToast } from '../../ui/toast.tsx'
import { useOfficeSetting } from '../settings/use-office-setting.ts'

/** Settings → Pipeline: why leads are given up, to choose from. */
export function RejectionReasons() {
  const { t } = useTranslation('rejectionReasons')
  const queries = useQueryClient()
  const isAdmin = useSignedInStaff().role === 'admin'
  const { data: reasons = [], error, refetch } = useQuery(api.rejectionReasons.list.queryOptions())
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const required = useOfficeSetting('requiresRejectionReason')
  const queryKey = api.rejectionReasons.list.queryKey()
  const keep = (saved: RejectionReason[]) => queries.setQueryData(queryKey, saved)
  const changing = useMutation({
    mutationFn: (change: () => Promise<RejectionReason[]>) => change(),
    onSuccess: keep,
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
  const add = (name: string, id = newId<RejectionReasonId>()) =>
    changing.mutateAsync(() => rpc.rejectionReasons.add({ id, name }))
  return (
    <Stack gap="md">
      <SectionHeader title={t('title')} hint={t('hint')} />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {settings && (
        <SavedField state={required.state}>
          <Switch
            label={t('required')}
            description={t('requiredHint')}
            disabled={!isAdmin}
            checked={settings.requiresRejectionReason}
            onChange={event => required.save(event.currentTarget.checked)}
          />
        </SavedField>
      )}
      <OrderedNames
        label={t('title')}
        items={reasons}
        isReadOnly={!isAdmin}
        maxLength={80}
        words={{
          name: t('name'),
          add: t('add'),
          placeholder: t('newReason'),
          empty: t('empty'),
          up: name => t('up', { name }),
          down: name => t('down', { name }),
          remove: name => t('remove', { name }),
          moved: (name, place, of) => t('moved', { name, place, of }),
        }}
        onAdd={name => add(name)}
        onRename={({ id, version }, name) =>
          changing.mutateAsync(() => rpc.rejectionReasons.rename({ id, version, name }))
        }
        onReorder={ids => changing.mutate(() => rpc.rejectionReasons.reorder({ ids: ids as RejectionReasonId[] }))}
        onRemove={({ id, name }) =>
          changing.mutate(() => rpc.rejectionReasons.remove({ id }), {
            onSuccess: () => showUndoToast(`reason-${id}`, t('removed', { name }), () => void add(name, id)),
          })
        }
      />
    </Stack>
  )
}
