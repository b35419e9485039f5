import { Button, Divider, Group, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SavedField } from '../../ui/saved-field.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { QuietHoursField } from './quiet-hours-field.tsx'
import { playNotificationSound } from './sound.ts'
import { usePreference } from './use-preference.ts'

type SwitchField = 'showsToasts' | 'playsSound' | 'showsDesktopNotices' | 'onlyOwnLeads'

/** Settings → Notifications: how the person at this window is told of messages, on whichever PC they sit. */
export function NotificationsSection() {
  const { t } = useTranslation('notifications')
  const { host } = useHandshake()
  const { error, refetch, isPending } = useQuery(api.preferences.get.queryOptions())
  return (
    <Stack gap="lg" maw={560}>
      <SectionHeader title={t('title')} hint={t('hint')} />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending ? (
        <Skeleton height={260} />
      ) : (
        <>
          <PreferenceSwitch field="showsToasts" />
          <PreferenceSwitch
            field="playsSound"
            // So that it is known what was switched on.
            onSwitched={isOn => isOn && playNotificationSound()}
          />
          <PreferenceSwitch field="showsDesktopNotices" />
          {host === 'browser' && 'Notification' in window && <SystemNotices />}
          <Divider />
          <PreferenceSwitch field="onlyOwnLeads" />
          <QuietHoursField />
        </>
      )}
    </Stack>
  )
}

interface PreferenceSwitchProps {
  readonly field: SwitchField
  readonly onSwitched?: (isOn: boolean) => void
}

function PreferenceSwitch({ field, onSwitched }: PreferenceSwitchProps) {
  const { t } = useTranslation('notifications')
  const { value = false, state, save } = usePreference(field)
  return (
    <SavedField state={state}>
      <Switch
        checked={value}
        label={t(field)}
        description={t(`${field}Hint`)}
        onChange={event => {
          save(event.currentTarget.checked)
          onSwitched?.(event.currentTarget.checked)
        }}
      />
    </SavedField>
  )
}

/** What the browser itself allows: without it a wish for desktop notices is in vain. */
function SystemNotices() {
  const { t } = useTranslation('notifications')
  const [permission, setPermission] = useState(Notification.permission)

  async function handleAllow() {
    setPermission(await Notification.requestPermission())
  }

  return (
    <Stack gap={6} ps={48}>
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
