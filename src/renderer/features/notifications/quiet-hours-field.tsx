import { Group, Stack, Switch, TextInput } from '@mantine/core'
import type { QuietHours } from '#shared/domain/notice-rules.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { SavedField } from '../../ui/saved-field.tsx'
import { usePreference } from './use-preference.ts'

const NIGHT: QuietHours = { from: 22 * 60, to: 8 * 60 }

/** From when until when nobody is told of anything, also over midnight. */
export function QuietHoursField() {
  const { t } = useTranslation('notifications')
  const { timeZone } = useHandshake()
  const { value: hours = null, state, save } = usePreference('quietHours')

  function handleTime(end: keyof QuietHours, time: string) {
    const minute = toMinute(time)
    if (hours !== null && minute !== null && minute !== hours[end]) save({ ...hours, [end]: minute })
  }

  return (
    <Stack gap="xs">
      <SavedField state={state}>
        <Switch
          checked={hours !== null}
          onChange={event => save(event.currentTarget.checked ? NIGHT : null)}
          label={t('quietHours')}
          description={t('quietHoursHint')}
        />
      </SavedField>
      {hours !== null && (
        <Group gap="md" align="flex-end" ps={48}>
          {(['from', 'to'] as const).map(end => (
            <TextInput
              key={end}
              type="time"
              w={120}
              label={t(end === 'from' ? 'quietFrom' : 'quietTo')}
              value={toTime(hours[end])}
              onChange={event => handleTime(end, event.currentTarget.value)}
            />
          ))}
          <span className="tabular" style={{ fontSize: 12, paddingBottom: 8, color: 'var(--mantine-color-dimmed)' }}>
            {t('quietZone', { timeZone })}
          </span>
        </Group>
      )}
    </Stack>
  )
}

function toTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** Null while the field is half empty. */
function toMinute(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number)
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes) ? null : hours * 60 + minutes
}
