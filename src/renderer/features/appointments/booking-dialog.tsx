import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { ConversationId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { AppointmentForm } from './appointment-form.tsx'
import { BookedMessage } from './booked-message.tsx'
import type { Draft } from './form-values.ts'
import { waitsForManager } from './next-status.ts'

/** What is booked or changed; null while the dialog is closed. */
export interface Booking {
  readonly edited: Appointment | null
  readonly draft: Draft
}

interface BookingDialogProps {
  readonly booking: Booking | null
  /** The chat from which it was opened. */
  readonly conversationId?: ConversationId
  readonly onClose: () => void
  readonly onSaved?: (appointment: Appointment) => void
}

/** The form, and when something was booked for a patient the message to them. */
export function BookingDialog({ booking, conversationId, onClose, onSaved }: BookingDialogProps) {
  const { t } = useTranslation('appointments')
  const [booked, setBooked] = useState<Appointment | null>(null)
  const [patient] = booked?.leads ?? []
  // A new one begins with the first type: they are waited for, which is felt at the first opening only.
  const { isPending } = useQuery(api.appointmentTypes.list.queryOptions())

  function handleClose() {
    setBooked(null)
    onClose()
  }

  function handleSaved(appointment: Appointment) {
    onSaved?.(appointment)
    // What a manager has not decided is nothing to be told yet.
    const isToBeTold = booking?.edited === null && appointment.leads.length > 0 && !waitsForManager(appointment)
    if (isToBeTold) setBooked(appointment)
    else handleClose()
  }

  const title = booked === null ? t(booking?.edited ? 'editTitle' : 'newTitle') : t('tellPatient')
  return (
    <Modal
      opened={booking !== null}
      onClose={handleClose}
      size="lg"
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {booking !== null && booked === null && !isPending && (
        <AppointmentForm edited={booking.edited} draft={booking.draft} onClose={handleClose} onSaved={handleSaved} />
      )}
      {booked !== null && patient !== undefined && (
        <BookedMessage
          appointment={booked}
          leadId={patient.id}
          conversationId={conversationId ?? null}
          onDone={handleClose}
        />
      )}
    </Modal>
  )
}
