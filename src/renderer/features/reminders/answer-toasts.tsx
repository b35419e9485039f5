import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import type { AppEvent } from '#shared/contract/events.ts'
import { dayOf } from '#shared/domain/zoned-time.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { subscribeToAppEvents } from '../../rpc/app-events.ts'
import { useSignedInStaff, useTimeZone } from '../../rpc/use-connection.ts'

type Answered = Extract<AppEvent, { type: 'appointment.answered' }>

/** Whoever wants something else waits for a person; a yes is only told. */
const TOLD_MS = 12_000

const WORDS = { confirm: 'toastConfirmed', change: 'toastChange', cancel: 'toastCancel' } as const

/** Tells the consultant, wherever in the program they are, what their patient answered to a reminder. */
export function AnswerToasts() {
  const { t } = useTranslation('reminders')
  const format = useFormat()
  const timeZone = useTimeZone()
  const me = useSignedInStaff()
  const queries = useQueryClient()
  const navigate = useNavigate()

  const tell = useEffectEvent(async ({ leadId, appointmentId, answer }: Answered): Promise<void> => {
    const [appointment, lead] = await Promise.all([
      queries.fetchQuery(api.appointments.get.queryOptions({ input: { id: appointmentId }, staleTime: 0 })),
      queries.fetchQuery(api.leads.get.queryOptions({ input: { id: leadId } })),
    ])
    const theirs = appointment.staffId ?? lead.ownerId
    // What is nobody's is everybody's who sees it.
    if (theirs !== null && theirs !== me.id && lead.ownerId !== me.id) return
    const id = `answer-${appointmentId}`
    notifications.hide(id)
    notifications.show({
      id,
      title: t(WORDS[answer], { name: lead.name }),
      message: (
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <Text size="sm" className="tabular">
            {format.dateTime(appointment.startsAt)}
          </Text>
          <Button
            variant="light"
            size="compact-sm"
            style={{ flex: 'none' }}
            onClick={() => {
              notifications.hide(id)
              const on = dayOf(appointment.startsAt, timeZone ?? 'UTC')
              void navigate({ to: '/calendar', search: { show: 'day', on, open: appointmentId } })
            }}
          >
            {t('toastShow')}
          </Button>
        </Group>
      ),
      color: answer === 'confirm' ? 'teal' : 'yellow',
      autoClose: answer === 'confirm' ? TOLD_MS : false,
      withBorder: true,
      role: 'status',
      closeButtonProps: { 'aria-label': t('frame:close') },
    })
  })

  useEffect(
    () =>
      subscribeToAppEvents(event => {
        // It may be gone, or not theirs to see, by the time it is asked for: then there is nothing to tell.
        if (event.type === 'appointment.answered') tell(event).catch(() => undefined)
      }),
    [],
  )
  return null
}
