import { Badge } from '@mantine/core'
import { OutboxState } from '#shared/domain/outbox.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** Amber waits for a person, red is broken; a state of a newer core reads as being under way. */
const colors: Readonly<Record<OutboxState, string>> = {
  queued: 'gray',
  sending: 'blue',
  sent: 'blue',
  delivered: 'teal',
  failed: 'red',
  unknown: 'yellow',
  cancelled: 'gray',
  expired: 'red',
}

export function OutboxStateBadge({ state }: { readonly state: OutboxState }) {
  const { t } = useTranslation('outbox')
  const known = OutboxState.safeParse(state).data ?? 'sending'
  return (
    <Badge size="sm" variant="light" tt="none" color={colors[known]} style={{ flex: 'none' }}>
      {t(`state.${known}`)}
    </Badge>
  )
}
