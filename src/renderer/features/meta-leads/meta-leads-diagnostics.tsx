import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { SelfCheck } from './self-check.tsx'

/** Diagnostics: each connection with Meta goes the way of a lead once. Nothing where none is connected. */
export function MetaLeadsDiagnostics() {
  const { t } = useTranslation('metaLeads')
  const { data: connections = [] } = useQuery(api.meta.connections.queryOptions())
  const [checked, setChecked] = useState<MetaConnectionId | null>(null)
  const usable = connections.filter(({ state }) => state !== 'disconnected')
  if (usable.length === 0) return null
  return (
    <Stack gap="xs" component="section" aria-label={t('selfCheckTitle')} mb="lg">
      <Text size="sm" c="dimmed">
        {t('selfCheckHint')}
      </Text>
      {usable.map(({ id, pageName }) => (
        <Group key={id} gap="sm">
          <Text size="sm" fw={500}>
            {pageName}
          </Text>
          <Button variant="default" size="compact-sm" onClick={() => setChecked(id)}>
            {t('selfCheck')}
          </Button>
        </Group>
      ))}
      {checked !== null && <SelfCheck isOpen connectionId={checked} onClose={() => setChecked(null)} />}
    </Stack>
  )
}
