import { Portal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Appointment } from '#shared/contract/appointments.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import { agendaRows } from './agenda-rows.ts'
import classes from './print-sheet.module.css'
import { titleOf } from './to-events.ts'
import { useAppointmentTypes, useRooms } from './use-appointments.ts'

interface PrintSheetProps {
  /** Which days. */
  readonly title: string
  readonly appointments: readonly Appointment[]
  readonly onDone: () => void
}

/**
 * The shown days on paper, or as the PDF that the print dialog saves: day by day in the order of the hours, black on white in either
 * theme. On the screen it is never seen.
 */
export function PrintSheet({ title, appointments, onDone }: PrintSheetProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const timeZone = useTimeZone() ?? 'UTC'
  const types = useAppointmentTypes()
  const rooms = useRooms()
  const { colleagueOf } = useColleagues()
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const isReady = settings !== undefined
  useEffect(() => {
    if (!isReady) return
    window.addEventListener('afterprint', onDone)
    const frame = requestAnimationFrame(() => window.print())
    return () => {
      window.removeEventListener('afterprint', onDone)
      cancelAnimationFrame(frame)
    }
  }, [isReady, onDone])

  const typeOf = new Map(types.map(type => [type.id, type.name]))
  const roomOf = new Map(rooms.map(room => [room.id, room.name]))
  const shown = appointments.filter(({ status }) => status !== 'cancelled' && status !== 'no_show')
  const days = Map.groupBy(
    agendaRows(shown, timeZone).flatMap(row => (row.kind === 'appointment' ? [row.appointment] : [])),
    ({ startsAt }) => format.longDay(startsAt, startsAt),
  )
  if (!isReady) return null
  return (
    <Portal className={classes.portal}>
      <div className={classes.sheet} data-print-sheet>
        <header className={classes.head}>
          <strong>{settings.officeName}</strong>
          <span>{title}</span>
        </header>
        {days.size === 0 && <p>{t('noEvents')}</p>}
        {[...days].map(([day, ofDay]) => (
          <section key={day} className={classes.day}>
            <h2>{day}</h2>
            <table>
              <tbody>
                {ofDay.map(one => (
                  <tr key={one.id}>
                    <td className={classes.time}>
                      {format.time(one.startsAt)} – {format.time(one.endsAt)}
                    </td>
                    <td>{titleOf(one, one.typeId === null ? undefined : typeOf.get(one.typeId)) ?? t('one')}</td>
                    <td>{colleagueOf(one.staffId)?.name ?? ''}</td>
                    <td>{one.roomId === null ? (one.place ?? '') : roomOf.get(one.roomId)}</td>
                    <td>{t(`status.${one.status}`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
        <footer className={classes.foot}>{t('printedAt', { when: format.dateTime(coreNow()) })}</footer>
      </div>
    </Portal>
  )
}
