import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { UpdateFeed } from './update-feed.tsx'
import { UpdateState } from './update-state.tsx'

/** In About, of a program that can bring itself up to date. */
export function UpdateSettings() {
  const { t } = useTranslation('updates')
  const isAdmin = useSignedInStaff().role === 'admin'
  const { data } = useQuery(api.updates.get.queryOptions())
  if (!data?.isSupported) return null
  return (
    <Stack gap="sm" component="section" aria-label={t('title')}>
      <Title order={3}>{t('title')}</Title>
      {data.feed === null ? (
        <Text size="sm" c="dimmed">
          {t(isAdmin ? 'off' : 'offForOthers')}
        </Text>
      ) : (
        <UpdateState state={data.state} isAdmin={isAdmin} />
      )}
      {isAdmin && <UpdateFeed key={data.feed} feed={data.feed} />}
    </Stack>
  )
}
