import { Checkbox, Stack, Text } from '@mantine/core'
import type { FoundAdAccount } from '#shared/contract/meta.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

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
