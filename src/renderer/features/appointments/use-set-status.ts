import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Appointment } from '#shared/contract/appointments.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { showProblemToast, showUndoToast } from '../../ui/toast.tsx'
import type { SetStatus } from './next-status.ts'

/** One click that says how an appointment went. Cancelling, which frees its time, can be taken back. */
export function useSetStatus() {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const queries = useQueryClient()
  const wordProblem = useWordProblem()
  const { mutate, isPending, variables } = useMutation({
    meta: { isProblemShown: true },
    mutationFn: ({ appointment: { id, version }, status }: { appointment: Appointment; status: SetStatus }) =>
      rpc.appointments.setStatus({ id, version, status }),
    onError: error => showProblemToast(wordProblem(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: api.appointments.key() }),
  })

  function setStatus(appointment: Appointment, status: SetStatus): void {
    mutate(
      { appointment, status },
      {
        onSuccess(changed) {
          if (status !== 'cancelled') return
          const before = appointment.status === 'requested' ? 'scheduled' : appointment.status
          showUndoToast(
            `appointment-${appointment.id}`,
            t('cancelledToast', { when: format.dateTime(appointment.startsAt) }),
            () => mutate({ appointment: changed, status: before }),
          )
        },
      },
    )
  }
  return { setStatus, pendingId: isPending ? variables.appointment.id : null }
}
