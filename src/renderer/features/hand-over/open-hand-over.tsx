import { Button, Group, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import type { QueryClient } from '@tanstack/react-query'
import type { StaffId } from '#shared/domain/ids.ts'
import { i18n } from '../../i18n/i18n.ts'
import { api } from '../../rpc/api.ts'
import { HandOverForm } from './hand-over-form.tsx'

interface Member {
  readonly id: StaffId
  readonly name: string
}

const OFFERED_MS = 30_000

/** Everything that somebody looks after, to others of the office. */
export function openHandOver({ id, name }: Member): void {
  const modalId = `hand-over-${id}`
  modals.open({
    modalId,
    size: 'lg',
    title: i18n.t('handOver:title', { name }),
    children: <HandOverForm fromId={id} name={name} onClose={() => modals.close(modalId)} />,
  })
}

/** Somebody has left the office: if anything hangs on them, it is offered at once to whoever let them go. */
export async function offerHandOver(queries: QueryClient, member: Member): Promise<void> {
  const options = api.bulkActions.belongings.queryOptions({ input: { staffId: member.id }, staleTime: 0 })
  const belongings = await queries.fetchQuery(options).catch(() => null)
  if (belongings === null || (belongings.leads.length === 0 && belongings.appointments === 0)) return
  const id = `hand-over-offer-${member.id}`
  notifications.show({
    id,
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm" c="var(--mantine-color-text)">
          {i18n.t('handOver:offer', { name: member.name })}
        </Text>
        <Button
          variant="light"
          size="compact-sm"
          style={{ flex: 'none' }}
          onClick={() => {
            notifications.hide(id)
            openHandOver(member)
          }}
        >
          {i18n.t('handOver:offerAction')}
        </Button>
      </Group>
    ),
    autoClose: OFFERED_MS,
    withBorder: true,
    role: 'status',
    closeButtonProps: { 'aria-label': i18n.t('frame:close') },
  })
}
