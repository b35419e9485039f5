import { Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { OutboxItem } from '#shared/contract/outbox.ts'
import { decisionsFor } from '#shared/domain/outbox.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'

/** What a person may do about one message, and does. */
export function useDecisions({ id, version, state }: Pick<OutboxItem, 'id' | 'version' | 'state'>) {
  const { t } = useTranslation('outbox')
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: api.outbox.key() })
  const retry = useMutation(api.outbox.retry.mutationOptions({ onSettled }))
  const markSent = useMutation(api.outbox.markSent.mutationOptions({ onSettled }))
  const cancel = useMutation(api.outbox.cancel.mutationOptions({ onSettled }))
  const one = { id, version }

  /** What may have arrived already is sent again only by somebody who knows that. */
  function askThenRetry(): void {
    if (state !== 'unknown') return retry.mutate(one)
    modals.openConfirmModal({
      title: t('retryTitle'),
      children: (
        <Stack gap="xs">
          <Text size="sm">{t('retryUnknown')}</Text>
        </Stack>
      ),
      labels: { confirm: t('retryConfirm'), cancel: t('keep') },
      onConfirm: () => retry.mutate(one),
    })
  }

  return {
    ...decisionsFor(state),
    isDeciding: retry.isPending || markSent.isPending || cancel.isPending,
    retry: askThenRetry,
    markSent: () => markSent.mutate(one),
    cancel: () => cancel.mutate(one),
  }
}
