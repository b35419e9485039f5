import { Badge, Button, Collapse, Group, Text } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { Lead } from '#shared/contract/leads.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import { type Booking, BookingDialog } from './booking-dialog.tsx'
import { LeadAppointment } from './lead-appointment.tsx'
import classes from './lead-appointments.module.css'
import { useBookingFor } from './use-booking-for.ts'

const SHOWN_OF_PAST = 20

interface LeadAppointmentsProps {
  readonly lead: Pick<Lead, 'id' | 'name' | 'ownerId'>
  readonly className: string | undefined
  readonly titleClassName: string | undefined
}

/** The visits of one person: what comes, what was, and one click that says how it went. */
export function LeadAppointments({ lead, className, titleClassName }: LeadAppointmentsProps) {
  const { t } = useTranslation('appointments')
  const now = useNow(60_000)
  const bookingFor = useBookingFor()
  const [booking, setBooking] = useState<Booking | null>(null)
  const [isPastShown, setPastShown] = useState(false)
  const { data } = useQuery(api.appointments.ofLead.queryOptions({ input: { leadId: lead.id } }))
  if (data === undefined) return null
  const isAhead = ({ endsAt, status }: Appointment) =>
    status !== 'cancelled' && status !== 'no_show' && status !== 'done' && endsAt >= now
  // The nearest first; what was not said how it went stays on top until it is.
  const isOpen = (one: Appointment) =>
    isAhead(one) || one.status === 'scheduled' || one.status === 'confirmed' || one.status === 'arrived'
  const upcoming = data.filter(isOpen).toReversed()
  const past = data.filter(one => !isOpen(one))
  const edit = (appointment: Appointment) =>
    setBooking({ edited: appointment, draft: { startsAt: appointment.startsAt } })
  return (
    <section className={className} aria-label={t('ofLead')}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <h3 className={titleClassName} style={{ margin: 0 }}>
          {t('ofLead')}
          {upcoming.length > 0 && (
            <Badge variant="default" size="xs" ml={6}>
              {upcoming.length}
            </Badge>
          )}
        </h3>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconCalendarPlus size={14} />}
          onClick={() => setBooking(bookingFor(lead))}
        >
          {t('bookAction')}
        </Button>
      </Group>
      {upcoming.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noneAhead')}
        </Text>
      )}
      <ul className={classes.list}>
        {upcoming.map(appointment => (
          <LeadAppointment key={appointment.id} appointment={appointment} onEdit={edit} />
        ))}
      </ul>
      {past.length > 0 && (
        <>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            mt={6}
            aria-expanded={isPastShown}
            onClick={() => setPastShown(shown => !shown)}
          >
            {t(isPastShown ? 'hidePast' : 'showPast', { count: past.length })}
          </Button>
          <Collapse expanded={isPastShown}>
            <ul className={classes.list}>
              {past.slice(0, SHOWN_OF_PAST).map(appointment => (
                <LeadAppointment key={appointment.id} appointment={appointment} onEdit={edit} />
              ))}
            </ul>
          </Collapse>
        </>
      )}
      <BookingDialog booking={booking} onClose={() => setBooking(null)} />
    </section>
  )
}
