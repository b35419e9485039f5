import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { declineSystemNotices, mayAskForSystemNotices } from './system-notice.ts'

const ID = 'system-notices'

/** After a message came that could not be told on the desktop: the moment when the question explains itself. */
export function offerSystemNotices(closeLabel: string): void {
  if (!mayAskForSystemNotices()) return
  notifications.show({
    id: ID,
    message: <PermissionToast />,
    autoClose: false,
    withBorder: true,
    role: 'status',
    closeButtonProps: { 'aria-label': closeLabel },
    onClose: declineSystemNotices,
  })
}

function PermissionToast() {
  const { t } = useTranslation('notifications')
  const [isDenied, setIsDenied] = useState(false)

  async function handleAllow() {
    const permission = await Notification.requestPermission()
    if (permission === 'denied') setIsDenied(true)
    else notifications.hide(ID)
  }

  return (
    <Stack gap={8}>
      <Text size="sm" c="var(--mantine-color-text)">
        {isDenied ? t('systemStates.denied') : t('offerSystem')}
      </Text>
      {!isDenied && (
        <Group gap="xs">
          <Button size="compact-sm" onClick={() => void handleAllow()}>
            {t('allow')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => notifications.hide(ID)}>
            {t('notNow')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
