import { Button, Group, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHandshake } from '../../rpc/use-connection.ts'
import { SectionHeader } from '../../ui/section-header.tsx'
import { playNotificationSound } from './sound.ts'
import { useSoundSetting } from './use-sound-setting.ts'

/** Settings → Notifications: what this PC does when a message comes. */
export function NotificationsSection() {
  const { t } = useTranslation('notifications')
  const { host } = useHandshake()
  const [isSoundOn, setIsSoundOn] = useSoundSetting()

  function handleSound(isOn: boolean) {
    setIsSoundOn(isOn)
    // So that it is known what was switched on.
    if (isOn) playNotificationSound()
  }

  return (
    <Stack gap="lg" maw={560}>
      <SectionHeader title={t('title')} hint={t('hint')} />
      <Switch
        checked={isSoundOn}
        onChange={event => handleSound(event.currentTarget.checked)}
        label={t('sound')}
        description={t('soundHint')}
      />
      {host === 'browser' && 'Notification' in window && <SystemNotices />}
    </Stack>
  )
}

function SystemNotices() {
  const { t } = useTranslation('notifications')
  const [permission, setPermission] = useState(Notification.permission)

  async function handleAllow() {
    setPermission(await Notification.requestPermission())
  }

  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t('system')}
      </Text>
      <Text size="xs" c="dimmed">
        {t(`systemStates.${permission}`)}
      </Text>
      {permission === 'default' && (
        <Group>
          <Button variant="default" onClick={() => void handleAllow()}>
            {t('allowSystem')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
