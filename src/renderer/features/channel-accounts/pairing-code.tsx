import { Group, Loader, Stack, Text } from '@mantine/core'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './pairing-code.module.css'

interface PairingCodeProps {
  readonly code: string | null
  readonly expiresAt: number | null
}

/** The eight letters in two groups, as WhatsApp's own field has them. */
export function PairingCode({ code, expiresAt }: PairingCodeProps) {
  const { t } = useTranslation('channelAccounts')
  const format = useFormat()
  const now = useNow(500)
  if (code === null) {
    return (
      <Group gap="sm" mih={64}>
        <Loader size="sm" />
        <Text size="sm" c="dimmed">
          {t('codeComing')}
        </Text>
      </Group>
    )
  }
  return (
    <Stack gap={6}>
      <output className={classes.code} aria-label={t('codeLabel', { code: [...code].join(' ') })}>
        {code.slice(0, 4)}
        <span className={classes.gap} aria-hidden="true">
          –
        </span>
        {code.slice(4)}
      </output>
      {expiresAt !== null && (
        <Text size="xs" c="dimmed" className="tabular">
          {t('codeExpires', { countdown: format.countdown(expiresAt - now) })}
        </Text>
      )}
    </Stack>
  )
}
