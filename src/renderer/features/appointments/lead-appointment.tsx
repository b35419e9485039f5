import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconCalendar, IconDots, IconPencil, IconRepeat } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Appointment } from '#shared/contract/appointments.ts'
import { dayOf } from '#shared/domain/zoned-time.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import classes from './lead-appointments.module.css'
import { nextStatuses } from './next-status.ts'
import { StatusBadge } from './status-badge.tsx'
import { theirTime } from './their-time.ts'
import { useAppointmentTypes } from './use-appointments.ts'
import { useSetStatus } from './use-set-status.ts'

interface LeadAppointmentProps {
  readonly appointment: Appointment
  readonly onEdit: (appointment: Appointment) => void
}

/** One visit of a person, in two lines. */
export function LeadAppointment({ appointment, onEdit }: LeadAppointmentProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const locale = useLocale()
  const timeZone = useTimeZone()
  const { colleagueOf } = useColleagues()
  const type = useAppointmentTypes().find(({ id }) => id === appointment.typeId)
  const { setStatus, pendingId } = useSetStatus()
  const { status, startsAt, title, staffId } = appointment
  const [likely, ...others] = nextStatuses(appointment)
  const theirs = theirTime(startsAt, appointment.leads[0]?.timeZone, timeZone, locale)
  const when = format.dateTime(startsAt)
  const facts = [title ?? type?.name, colleagueOf(staffId)?.name].filter(Boolean).join(' · ')
  return (
    <li className={classes.row} data-status={status}>
      <div className={classes.text}>
        <div className={classes.when}>
          <Link
            to="/calendar"
            search={{ on: dayOf(startsAt, timeZone ?? 'UTC'), open: appointment.id }}
            className={classes.link}
          >
            <time dateTime={new Date(startsAt).toISOString()} className="tabular">
              {when}
            </time>
          </Link>
          {appointment.seriesId !== null && <IconRepeat size={12} aria-label={t('ofSeries')} />}
          <StatusBadge appointment={appointment} />
        </div>
        <div className={classes.facts}>
          {facts}
          {theirs !== null && <span className="tabular"> · {t('atTheirs', { time: theirs })}</span>}
        </div>
      </div>
      <div className={classes.acts}>
        {likely !== undefined && likely !== 'cancelled' && status !== 'cancelled' && status !== 'no_show' && (
          <Button
            variant="default"
            size="compact-xs"
            loading={pendingId === appointment.id}
            onClick={() => setStatus(appointment, likely)}
          >
            {t(`do.${likely}`)}
          </Button>
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={24} aria-label={t('actsOn', { when })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {(likely === 'cancelled' || status === 'cancelled' || status === 'no_show'
              ? nextStatuses(appointment)
              : others
            ).map(next => (
              <Menu.Item
                key={next}
                color={next === 'cancelled' ? 'red' : undefined}
                onClick={() => setStatus(appointment, next)}
              >
                {t(`do.${next}`)}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onEdit(appointment)}>
              {t('edit')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCalendar size={16} />}
              renderRoot={props => (
                <Link
                  to="/calendar"
                  search={{ on: dayOf(startsAt, timeZone ?? 'UTC'), open: appointment.id }}
                  {...props}
                />
              )}
            >
              {t('openInCalendar')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  )
}
