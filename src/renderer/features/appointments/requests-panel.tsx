import { ActionIcon, Group, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { AppointmentId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './calendar.module.css'
import { RequestCard } from './request-card.tsx'

interface RequestsPanelProps {
  readonly requests: readonly Appointment[]
  readonly onOpen: (appointment: Appointment) => void
  readonly onClose: () => void
  readonly openId: AppointmentId | null
}

/** What waits for a yes, the oldest first: a manager's, then the patient's. */
export function RequestsPanel({ requests, openId, onOpen, onClose }: RequestsPanelProps) {
  const { t } = useTranslation('appointments')
  const parts = [
    { key: 'manager', title: t('requestsOfManager') },
    { key: 'patient', title: t('requestsOfPatient') },
  ] as const
  return (
    <aside className={classes.panel} aria-label={t('requests')}>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text fw={600}>{t('requests')}</Text>
        <ActionIcon aria-label={t('close')} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      {requests.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noRequests')}
        </Text>
      )}
      <Stack gap="md">
        {parts.map(({ key, title }) => {
          const waiting = requests.filter(({ approval }) => (approval === 'manager') === (key === 'manager'))
          if (waiting.length === 0) return null
          return (
            <section key={key} aria-label={title}>
              <Text size="xs" c="dimmed" fw={600} mb={4}>
                {title}
              </Text>
              <Stack gap="xs">
                {waiting.map(request => (
                  <RequestCard
                    key={request.id}
                    request={request}
                    isOpen={request.id === openId}
                    onOpen={() => onOpen(request)}
                  />
                ))}
              </Stack>
            </section>
          )
        })}
      </Stack>
    </aside>
  )
}
