import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'

/** Reads the whole database on request; the office goes on working meanwhile. */
export function DatabaseCheck() {
  const { t } = useTranslation('diagnostics')
  const format = useFormat()
  const check = useMutation(api.diagnostics.checkDatabase.mutationOptions())
  const found = check.data
  return (
    <Group gap="sm">
      <Button variant="default" size="compact-sm" loading={check.isPending} onClick={() => check.mutate({})}>
        {t('checkDatabase')}
      </Button>
      <Text size="sm" role="status" c={found?.isWhole === false ? 'var(--santral-broken)' : undefined}>
        {found && `${format.time(found.at)} · ${t(found.isWhole ? 'databaseWhole' : 'databaseDamaged')}`}
      </Text>
    </Group>
  )
}
