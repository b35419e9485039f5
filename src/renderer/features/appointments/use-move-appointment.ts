import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { toProblem } from '../../rpc/problem.ts'
import { showProblemToast, showUndoToast } from '../../ui/toast.tsx'
import { detailsOfAppointment } from './appointment-details.ts'

interface Slot {
  readonly startsAt: number
  readonly endsAt: number
  readonly staffId?: StaffId | null
}

/** Moves an appointment that was dropped elsewhere, with a way back. Where it meets something it is looked at first. */
export function useMoveAppointment(onMeets: (moved: Appointment) => void) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const queries = useQueryClient()
  const wordProblem = useWordProblem()
  const renew = () => queries.invalidateQueries({ queryKey: api.appointments.key() })
  const { mutate } = useMutation({
    meta: { isProblemShown: true },
    mutationFn: async ({ appointment, to }: { appointment: Appointment; to: Slot }) =>
      await rpc.appointments.update({
        ...detailsOfAppointment(appointment),
        ...to,
        id: appointment.id,
        version: appointment.version,
      }),
    onSettled: renew,
  })

  return (appointment: Appointment, to: Slot): void => {
    mutate(
      { appointment, to },
      {
        onSuccess(moved) {
          const { startsAt, endsAt, staffId } = appointment
          showUndoToast(`appointment-${appointment.id}`, t('moved', { when: format.dateTime(moved.startsAt) }), () =>
            mutate({ appointment: moved, to: { startsAt, endsAt, staffId } }),
          )
        },
        onError(error) {
          if (toProblem(error).code === 'CLASH') onMeets({ ...appointment, ...to })
          else showProblemToast(wordProblem(error))
        },
      },
    )
  }
}
