import { Badge, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Reminder } from '#shared/contract/reminders.ts'
import type { AppointmentId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { wordReason, wordRule } from './reminder-words.ts'

const colors: Record<Reminder['state'], string> = {
  planned: 'gray',
  queued: 'blue',
  sent: 'green',
  late: 'orange',
  failed: 'red',
  skipped: 'gray',
}

/** Under an appointment: what was sent about it by itself, what comes next, and what the patient answered. */
export function AppointmentReminders({ id }: { readonly id: AppointmentId }) {
  const { t } = useTranslation('reminders')
  const format = useFormat()
  const { data = [] } = useQuery(api.reminders.ofAppointment.queryOptions({ input: { appointmentId: id } }))
  if (data.length === 0) return null
  return (
    <Stack gap={6}>
      <Text size="xs" c="dimmed">
        {t('ofAppointment')}
      </Text>
      {data.map(reminder => (
        <Group key={reminder.id} gap={8} justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Text size="sm">{wordRule(t, reminder)}</Text>
            <Text size="xs" c="dimmed" className="tabular">
              {reminder.reason !== null && reminder.state !== 'planned'
                ? wordReason(t, reminder)
                : format.dateTime(reminder.handedAt ?? reminder.dueAt)}
              {reminder.answer !== null && ` · ${t(`answers.${reminder.answer}`)}`}
            </Text>
          </div>
          <Badge size="sm" variant="light" tt="none" color={colors[reminder.state]} style={{ flex: 'none' }}>
            {t(`states.${reminder.state}`)}
          </Badge>
        </Group>
      ))}
    </Stack>
  )
}
