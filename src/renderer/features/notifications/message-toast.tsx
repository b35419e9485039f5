import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'

interface MessageToastProps {
  readonly text: string
  readonly onView: () => void
}

/** What a new message says, and the way to it (row E21). */
export function MessageToast({ text, onView }: MessageToastProps) {
  const { t } = useTranslation('notifications')
  return (
    <Group justify="space-between" align="flex-end" gap="sm" wrap="nowrap">
      <Text size="sm" c="var(--mantine-color-text)" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      <Button variant="light" size="compact-sm" onClick={onView} style={{ flex: 'none' }}>
        {t('view')}
      </Button>
    </Group>
  )
}
