import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { SenderRefusal } from '../outbox/problem-text.tsx'

/** Brings the templates that WhatsApp has approved among the office's own (row E41). */
export function FetchTemplates() {
  const { t } = useTranslation('senders')
  const queries = useQueryClient()
  const fetching = useMutation(
    api.senders.fetchTemplates.mutationOptions({
      meta: { isProblemShown: true },
      onSettled: () => queries.invalidateQueries({ queryKey: api.templates.key() }),
    }),
  )
  return (
    <>
      <Group gap="sm">
        <Button variant="default" size="xs" loading={fetching.isPending} onClick={() => fetching.mutate({})}>
          {t('fetchTemplates')}
        </Button>
        {fetching.data && (
          <Text size="xs" c="dimmed" role="status">
            {t('fetchedTemplates', { count: fetching.data.found, changed: fetching.data.changed })}
          </Text>
        )}
      </Group>
      <SenderRefusal error={fetching.error} />
    </>
  )
}
