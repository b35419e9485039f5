import { Badge } from '@mantine/core'
import type { Appointment } from '#shared/contract/appointments.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { waitsForManager } from './next-status.ts'
import { statusColor } from './status-color.ts'

/** How an appointment stands, in a word that is read on either ground: the colour only helps. */
export function StatusBadge({ appointment }: { readonly appointment: Pick<Appointment, 'status' | 'approval'> }) {
  const { t } = useTranslation('appointments')
  const { status } = appointment
  return (
    <Badge variant="light" size="sm" tt="none" fw={600} color={statusColor[status]} c="var(--mantine-color-text)">
      {waitsForManager(appointment) ? t('waitsForManager') : t(`status.${status}`)}
    </Badge>
  )
}
