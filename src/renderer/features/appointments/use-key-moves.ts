import { useMemo, useState } from 'react'
import type { Appointment } from '#shared/contract/appointments.ts'
import { addDays, addMinutes, minutes, toInstant, toWallTime } from '#shared/domain/zoned-time.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'

/** Where an appointment would stand, and nothing has been changed yet. */
export interface ProposedMove {
  readonly appointment: Appointment
  readonly startsAt: number
  readonly endsAt: number
}

const SHORTEST = minutes(15)

/**
 * Moves the open appointment by keys: an hour up and down, a day left and right, with Shift its end by a quarter of an hour. It is only
 * shown at its new place until that is confirmed.
 */
export function useKeyMoves(appointment: Appointment | undefined) {
  const { t } = useTranslation('appointments')
  const timeZone = useTimeZone() ?? 'UTC'
  const [moved, setMoved] = useState<ProposedMove | null>(null)
  // What was proposed for another one, or for how this one stood before, is over.
  const isCurrent =
    moved !== null && moved.appointment.id === appointment?.id && moved.appointment.version === appointment.version
  const move = isCurrent ? moved : null

  useShortcuts(
    t('shortcuts'),
    useMemo(() => {
      const change = (how: (now: ProposedMove) => Pick<ProposedMove, 'startsAt' | 'endsAt'>) => () => {
        if (appointment === undefined) return
        setMoved(before => {
          const isSame = before?.appointment.id === appointment.id && before.appointment.version === appointment.version
          const from = isSame ? before : { appointment, startsAt: appointment.startsAt, endsAt: appointment.endsAt }
          return { appointment, ...how(from) }
        })
      }
      /** By the wall clock: ten o'clock stays ten o'clock over a change of the clocks. */
      const shifted = (shift: (wall: string) => string) =>
        change(({ startsAt, endsAt }) => {
          const start = toInstant(shift(toWallTime(startsAt, timeZone)), timeZone)
          return { startsAt: start, endsAt: start + (endsAt - startsAt) }
        })
      const byDays = (days: number) => shifted(wall => `${addDays(wall.slice(0, 10), days)}${wall.slice(10)}`)
      const byHours = (hours: number) => shifted(wall => addMinutes(wall, hours * 60))
      const longer = (by: number) =>
        change(({ startsAt, endsAt }) => ({ startsAt, endsAt: Math.max(startsAt + SHORTEST, endsAt + minutes(by)) }))
      return [
        { keys: 'alt+ArrowUp', label: t('moveEarlier'), run: byHours(-1) },
        { keys: 'alt+ArrowDown', label: t('moveLater'), run: byHours(1) },
        { keys: 'alt+ArrowLeft', label: t('moveDayBefore'), run: byDays(-1) },
        { keys: 'alt+ArrowRight', label: t('moveDayAfter'), run: byDays(1) },
        { keys: 'alt+shift+ArrowUp', label: t('makeShorter'), run: longer(-15) },
        { keys: 'alt+shift+ArrowDown', label: t('makeLonger'), run: longer(15) },
      ]
    }, [t, appointment, timeZone]),
  )
  return { move, drop: () => setMoved(null) }
}
