import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../rpc/api.ts'
import { ConnectionLeads } from './connection-leads.tsx'

/** Diagnostics: what each connection with Meta fetches, and its self-check. Nothing where none is connected. */
export function MetaLeadsDiagnostics() {
  const { t } = useTranslation('metaLeads')
  const { data: connections = [] } = useQuery(api.meta.connections.queryOptions())
  if (connections.length === 0) return null
  return (
    <>
      <Title order={3}>{t('title')}</Title>
      {connections.map(({ id, pageName }) => (
        <Stack key={id} gap="xs">
          {connections.length > 1 && <Text fw={600}>{pageName}</Text>}
          <ConnectionLeads connectionId={id} />
        </Stack>
      ))}
    </>
  )
}
