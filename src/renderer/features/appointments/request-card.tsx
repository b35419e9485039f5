import { Button, Group, Paper, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Appointment, Clash } from '#shared/contract/appointments.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { hasCode, toProblem } from '../../rpc/problem.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { ClashList } from './clash-list.tsx'
import { waitsForManager } from './next-status.ts'
import { OverrideField } from './override-field.tsx'
import { titleOf } from './to-events.ts'
import { useAppointmentTypes } from './use-appointments.ts'

interface RequestCardProps {
  readonly request: Appointment
  readonly isOpen: boolean
  readonly onOpen: () => void
}

/** One request: yes, where its time is still free, or no with a reason. */
export function RequestCard({ request, isOpen, onOpen }: RequestCardProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const queries = useQueryClient()
  const { role } = useSignedInStaff()
  const { colleagueOf } = useColleagues()
  const type = useAppointmentTypes().find(({ id }) => id === request.typeId)
  const [isDeclining, setDeclining] = useState(false)
  const [declined, setDeclined] = useState('')
  const [reason, setReason] = useState('')
  const { id, version } = request
  const isForManager = waitsForManager(request)
  const scope = request.seriesId === null ? ('this' as const) : ('all' as const)
  const override = reason.trim().length >= 3 ? { reason: reason.trim() } : null
  const options = {
    meta: { isProblemShown: true },
    onSettled: () => queries.invalidateQueries({ queryKey: api.appointments.key() }),
  }
  const accepting = useMutation({
    ...options,
    mutationFn: () =>
      isForManager
        ? rpc.appointments.approve({ id, version, scope, override })
        : rpc.appointments.setStatus({ id, version, scope, status: 'confirmed', override }),
  })
  const declining = useMutation({
    ...options,
    mutationFn: () => rpc.appointments.setStatus({ id, version, scope, status: 'cancelled', reason: declined }),
  })
  const clashes = clashesOf(accepting.error)
  const mayDecide = !isForManager || role !== 'consultant'
  const booker = colleagueOf(request.bookedBy)?.name
  const name = titleOf(request, type?.name) ?? t('one')

  return (
    <Paper withBorder p="xs" data-is-open={isOpen || undefined} component="article" aria-label={name}>
      <UnstyledButton onClick={onOpen} w="100%">
        <Text size="sm" fw={600} lineClamp={2}>
          {name}
        </Text>
        <Text size="sm" className="tabular">
          {format.longDay(request.startsAt, request.startsAt)}, {format.time(request.startsAt)} –{' '}
          {format.time(request.endsAt)}
        </Text>
        <Text size="xs" c="dimmed">
          {[colleagueOf(request.staffId)?.name, booker && t('askedBy', { name: booker })].filter(Boolean).join(' · ')}
        </Text>
      </UnstyledButton>
      {clashes.length > 0 && (
        <Stack gap={6} mt={6}>
          <ClashList clashes={clashes} />
          {role !== 'consultant' && <OverrideField value={reason} onChange={setReason} />}
        </Stack>
      )}
      {accepting.error !== null && clashes.length === 0 && <ProblemNotice error={accepting.error} />}
      {declining.error !== null && <ProblemNotice error={declining.error} />}
      {isDeclining ? (
        <Stack gap={6} mt={6}>
          <TextInput
            label={t('declineReason')}
            size="xs"
            autoFocus
            maxLength={300}
            value={declined}
            onChange={event => setDeclined(event.currentTarget.value)}
          />
          <Group gap={6}>
            <Button
              color="red"
              size="compact-sm"
              disabled={declined.trim() === ''}
              loading={declining.isPending}
              onClick={() => declining.mutate()}
            >
              {t('decline')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setDeclining(false)}>
              {t('back')}
            </Button>
          </Group>
        </Stack>
      ) : (
        mayDecide && (
          <Group gap={6} mt={6}>
            <Button
              size="compact-sm"
              disabled={clashes.length > 0 && override === null}
              loading={accepting.isPending}
              onClick={() => accepting.mutate()}
            >
              {t(isForManager ? 'approve' : 'patientSaidYes')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setDeclining(true)}>
              {t(isForManager ? 'decline' : 'patientSaidNo')}
            </Button>
          </Group>
        )
      )}
    </Paper>
  )
}

/** What has come into the way since it was asked for. */
function clashesOf(error: Error | null): Clash[] {
  if (error === null || !hasCode(error, 'CLASH')) return []
  const data = toProblem(error).data as { clashes?: unknown } | undefined
  return Clash.array().safeParse(data?.clashes).data ?? []
}
