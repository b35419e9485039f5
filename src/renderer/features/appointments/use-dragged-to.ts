import { type RefObject, useEffect, useState } from 'react'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { toInstant } from '#shared/domain/zoned-time.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { NOBODY } from './to-events.ts'

/** What is dragged, and where it would be if it were dropped now. */
export interface DraggedTo {
  readonly appointment: Appointment
  readonly startsAt: number
  readonly endsAt: number
  readonly staffId?: StaffId | null
}

export const FIRST_HOUR = 7
export const LAST_HOUR = 22
const SHOWN_MINUTES = (LAST_HOUR - FIRST_HOUR) * 60
const STEP = 15

/**
 * The schedule keeps to itself where a dragged event would land, but draws a preview there: its place in its day, or in its person's row,
 * is the time. `previewClass` is the class the preview was given.
 */
export function useDraggedTo(
  board: RefObject<HTMLElement | null>,
  dragged: Appointment | null,
  { on, previewClass, isAcross }: { on: string; previewClass: string; isAcross: boolean },
): DraggedTo | null {
  const timeZone = useTimeZone() ?? 'UTC'
  const [to, setTo] = useState<DraggedTo | null>(null)
  useEffect(() => {
    const element = board.current
    if (dragged === null || element === null) return
    let frame = 0
    function look() {
      frame = 0
      const place = placeOf(element?.querySelector<HTMLElement>(`.${CSS.escape(previewClass)}`) ?? null, isAcross)
      if (place === null || dragged === null) return
      const day = isAcross ? on : (place.group ?? on)
      const startsAt = toInstant(`${day}T${clock(FIRST_HOUR * 60 + place.minute)}`, timeZone)
      const staffId = !isAcross || place.group === null ? undefined : toStaff(place.group)
      setTo(before =>
        before?.startsAt === startsAt && before.staffId === staffId && before.appointment === dragged
          ? before
          : {
              appointment: dragged,
              startsAt,
              endsAt: startsAt + (dragged.endsAt - dragged.startsAt),
              ...(staffId === undefined ? {} : { staffId }),
            },
      )
    }
    const handleOver = () => {
      // The preview is drawn after this event.
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    element.addEventListener('dragover', handleOver)
    return () => {
      element.removeEventListener('dragover', handleOver)
      cancelAnimationFrame(frame)
      setTo(null)
    }
  }, [board, dragged, on, previewClass, isAcross, timeZone])
  return dragged === null ? null : to
}

function placeOf(preview: HTMLElement | null, isAcross: boolean): { minute: number; group: string | null } | null {
  const room = preview?.parentElement
  if (!preview || !room) return null
  const [inner, outer] = [preview.getBoundingClientRect(), room.getBoundingClientRect()]
  const part = isAcross ? (inner.left - outer.left) / outer.width : (inner.top - outer.top) / outer.height
  const minute = Math.round((part * SHOWN_MINUTES) / STEP) * STEP
  const group = room.querySelector<HTMLElement>('[data-drag-slot-group]')?.dataset['dragSlotGroup'] ?? null
  return minute < 0 || minute >= SHOWN_MINUTES ? null : { minute, group }
}

function toStaff(group: string): StaffId | null {
  return group === NOBODY ? null : (group as StaffId)
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
