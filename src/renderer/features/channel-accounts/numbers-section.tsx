import { Button, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { NumberCard } from './number-card.tsx'

/** Settings → WhatsApp numbers. */
export function NumbersSection() {
  const { t } = useTranslation('channelAccounts')
  const queries = useQueryClient()
  const isAdmin = useSignedInStaff().role === 'admin'
  const accounts = useQuery(api.channelAccounts.list.queryOptions())
  const create = useMutation(
    api.channelAccounts.create.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.channelAccounts.key() }),
    }),
  )
  const count = accounts.data?.length ?? 0

  function handleAdd(): void {
    const name = count === 0 ? t('firstName') : t('nextName', { number: count + 1 })
    create.mutate({ id: newId<ChannelAccountId>(), name })
  }

  return (
    <Stack gap="lg">
      <SectionHeader
        title={t('title')}
        hint={t('hint')}
        action={
          <DisabledReason reason={isAdmin ? null : t('onlyAdmins')}>
            <Button
              leftSection={<IconPlus size={16} />}
              loading={create.isPending}
              disabled={!isAdmin}
              onClick={handleAdd}
            >
              {t('add')}
            </Button>
          </DisabledReason>
        }
      />
      {accounts.isError && <ProblemNotice error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.data?.map(account => (
        <NumberCard key={account.id} account={account} isAdmin={isAdmin} />
      ))}
      {accounts.data && count === 0 && (
        <Text size="sm" c="dimmed">
          {t('empty')}
        </Text>
      )}
    </Stack>
  )
}
