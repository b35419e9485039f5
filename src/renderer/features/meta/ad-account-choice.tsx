import { Checkbox, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FoundAdAccount } from '#shared/contract/meta.ts'

interface AdAccountChoiceProps {
  readonly accounts: readonly FoundAdAccount[]
  readonly chosen: readonly string[]
  onChange(externalIds: string[]): void
}

export function AdAccountChoice({ accounts, chosen, onChange }: AdAccountChoiceProps) {
  const { t } = useTranslation('meta')
  if (accounts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('noAdAccounts')}
      </Text>
    )
  }
  return (
    <Checkbox.Group label={t('adAccounts')} description={t('adAccountsHint')} value={[...chosen]} onChange={onChange}>
      <Stack gap={8} mt="xs">
        {accounts.map(({ externalId, name, currency }) => (
          <Checkbox key={externalId} value={externalId} label={`${name} · ${currency}`} description={externalId} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
