import { DayView, MonthView, ResourcesDayView, type ScheduleEventData, WeekView } from '@mantine/schedule'
import '@mantine/schedule/styles.css'
import { useMemo, useRef, useState } from 'react'
import type { Appointment, BusyTime } from '#shared/contract/appointments.ts'
import type { AppointmentId, StaffId } from '#shared/domain/ids.ts'
import { dayOf, weekdayOf } from '#shared/domain/zoned-time.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { fromPicked, toPicked } from '../leads/picked-moment.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import classes from './calendar.module.css'
import type { CalendarView } from './calendar-search.ts'
import { MOST_BESIDE, withRoom } from './crowded-hours.ts'
import { DragNote } from './drag-note.tsx'
import type { Draft } from './form-values.ts'
import { type MoreOfDay, withRest } from './month-events.ts'
import { type CalendarEvent, NOBODY, toEvents, toSlot } from './to-events.ts'
import { useAppointmentTypes } from './use-appointments.ts'
import { useBusinessHours } from './use-business-hours.ts'
import { FIRST_HOUR, LAST_HOUR, useDraggedTo } from './use-dragged-to.ts'
import type { ProposedMove } from './use-key-moves.ts'
import { useMoveAppointment } from './use-move-appointment.ts'
import { useScheduleLabels } from './use-schedule-labels.ts'

/** By which what a dragged event would cover is found again. */
const PREVIEW = 'santral-drag-preview'

interface CalendarBoardProps {
  readonly view: Exclude<CalendarView, 'agenda'>
  readonly on: string
  readonly staffIds: readonly StaffId[] | null
  readonly appointments: readonly Appointment[]
  readonly busy: readonly BusyTime[]
  /** What full days of the month have besides. */
  readonly more: readonly MoreOfDay[]
  /** Shown where it would be, and not moved yet. */
  readonly moving: ProposedMove | null
  readonly onOpen: (id: AppointmentId) => void
  readonly onNew: (draft: Draft) => void
  readonly onDay: (day: string) => void
  /** Dropped where something else is: to be looked at before it is moved. */
  readonly onMeets: (moved: Appointment) => void
}

/** The days themselves. Everything is drawn at the hour of the office's clock, whatever the PC's own is set to. */
export function CalendarBoard(props: CalendarBoardProps) {
  const { view, on, staffIds, appointments, busy, more, moving, onOpen, onNew, onDay, onMeets } = props
  const { t } = useTranslation('appointments')
  const locale = useLocale()
  const timeZone = useTimeZone()
  const types = useAppointmentTypes()
  const { active } = useColleagues()
  const labels = useScheduleLabels()
  const format = useFormat()
  const businessHours = useBusinessHours()
  const move = useMoveAppointment(onMeets)
  const board = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<Appointment | null>(null)
  const to = useDraggedTo(board, dragged, { on, previewClass: PREVIEW, isAcross: view === 'people' })
  const shown = useMemo(() => {
    if (moving === null) return appointments
    const { appointment, startsAt, endsAt } = moving
    return [...appointments.filter(({ id }) => id !== appointment.id), { ...appointment, startsAt, endsAt }]
  }, [appointments, moving])
  const events = useMemo(() => {
    const words = { untitled: t('one'), busy: t('busy') }
    // The month shows what there is, not when somebody else is taken.
    const all = toEvents({ appointments: shown, busy: view === 'month' ? [] : busy }, types, timeZone, words)
    const wordRest = (count: number) => t('restOfDay', { count })
    if (view === 'month') return withRest(all, more, wordRest)
    return view === 'people' ? all : withRoom(all, MOST_BESIDE[view], wordRest)
  }, [view, shown, busy, more, types, timeZone, t])
  const people = useMemo(
    () => [
      ...active
        .filter(({ id }) => staffIds === null || staffIds.includes(id))
        .map(({ id, name }) => ({ id, label: name })),
      ...(events.some(event => event.resourceId === NOBODY) ? [{ id: NOBODY, label: t('nobody') }] : []),
    ],
    [active, staffIds, events, t],
  )
  const appointmentOf = (event: ScheduleEventData) => (event as CalendarEvent).payload?.appointment ?? null

  const today = dayOf(coreNow(), timeZone ?? 'UTC')
  const common = {
    date: on,
    events,
    labels,
    locale,
    withHeader: false,
    onEventDragStart: (event: ScheduleEventData) => setDragged(appointmentOf(event)),
    onEventDragEnd: () => setDragged(null),
    highlightToday: true,
    canDragEvent: (event: ScheduleEventData) => appointmentOf(event) !== null,
    canResizeEvent: (event: ScheduleEventData) => appointmentOf(event) !== null,
    onEventClick(event: ScheduleEventData) {
      const appointment = appointmentOf(event)
      const day = (event as CalendarEvent).payload?.day
      if (appointment !== null) onOpen(appointment.id)
      else if (day !== undefined) onDay(day)
    },
    renderEventBody: (event: ScheduleEventData) => {
      const appointment = appointmentOf(event)
      const isOverridden = appointment !== null && appointment.overrideReason !== null
      const isShort = appointment === null || appointment.endsAt - appointment.startsAt < 45 * 60_000
      return (
        <span
          className={classes.event}
          data-status={appointment?.status ?? 'busy'}
          data-appointment={appointment?.id}
          data-is-moving={(appointment !== null && appointment.id === moving?.appointment.id) || undefined}
          data-is-short={isShort || undefined}
          data-is-clash={isOverridden || undefined}
          title={[event.title, appointment?.overrideReason].filter(Boolean).join('\n')}
        >
          <span className={classes.eventText}>
            {event.title}
            {appointment !== null && <span className={classes.eventTime}>{format.time(appointment.startsAt)}</span>}
          </span>
        </span>
      )
    },
  }
  const timed = {
    ...common,
    startTime: `${String(FIRST_HOUR).padStart(2, '0')}:00:00`,
    endTime: `${LAST_HOUR}:00:00`,
    startScrollTime: '08:00:00',
    intervalMinutes: 30,
    slotLabelFormat: locale === 'tr' ? 'HH:mm' : 'h A',
    withEventsDragAndDrop: true,
    eventDragInterval: 15,
    withEventResize: true,
    eventResizeInterval: 15,
    withDragSlotSelect: true,
    withCurrentTimeIndicator: true,
    withCurrentTimeBubble: false,
    getCurrentTime: () => toPicked(coreNow(), timeZone),
  }

  function handleMoved({
    event,
    ...to
  }: {
    event: ScheduleEventData
    newStart: string
    newEnd: string
    resourceId?: string | number
  }): void {
    const appointment = appointmentOf(event)
    if (appointment !== null) move(appointment, toSlot(to, timeZone))
  }

  function handleSelected(from: string, until: string, resourceId?: string | number): void {
    const { startsAt, endsAt, staffId } = toSlot({ newStart: from, newEnd: until, resourceId }, timeZone)
    onNew({ startsAt, endsAt, ...(staffId === undefined ? {} : { staffId }) })
  }

  return (
    <div ref={board} className={classes.days} data-view={view}>
      {days()}
      {to !== null && <DragNote to={to} />}
    </div>
  )

  function days() {
    if (view === 'month') {
      return (
        <MonthView
          {...common}
          // It would go by the PC's clock, which may be in another zone.
          highlightToday={false}
          getDayProps={day => (day === today ? { 'data-is-today': true } : {})}
          firstDayOfWeek={1}
          maxEventsPerDay={4}
          weekendDays={[]}
          withEventsDragAndDrop
          onEventDrop={handleMoved}
          onDayClick={onDay}
        />
      )
    }
    if (view === 'people') {
      return (
        <ResourcesDayView
          {...timed}
          classNames={{ resourcesDayViewDragPreview: PREVIEW }}
          slotWidth={56}
          rowHeight={72}
          resources={people}
          onEventDrop={handleMoved}
          onEventResize={handleMoved}
          onTimeSlotClick={({ slotStart, resourceId }) =>
            onNew({
              startsAt: fromPicked(slotStart, timeZone),
              staffId: resourceId === NOBODY ? null : (resourceId as StaffId),
            })
          }
          onSlotDragEnd={({ rangeStart, rangeEnd, resourceId }) => handleSelected(rangeStart, rangeEnd, resourceId)}
        />
      )
    }
    const slots = {
      ...timed,
      slotHeight: 52,
      onEventDrop: handleMoved,
      onEventResize: handleMoved,
      onTimeSlotClick: ({ slotStart }: { slotStart: string }) => onNew({ startsAt: fromPicked(slotStart, timeZone) }),
      onSlotDragEnd: (from: string, until: string) => handleSelected(from, until),
    }
    if (view === 'day') {
      const hours = businessHours?.[weekdayOf(on) % 7]
      return (
        <DayView
          {...slots}
          {...(hours ? { highlightBusinessHours: true, businessHours: hours } : {})}
          classNames={{ dayViewDragPreview: PREVIEW }}
          withAllDaySlot={false}
        />
      )
    }
    return (
      <WeekView
        {...slots}
        {...(businessHours === null ? {} : { highlightBusinessHours: true, businessHours })}
        classNames={{ weekViewDragPreview: PREVIEW }}
        withAllDaySlots={false}
        withWeekNumber={false}
        weekendDays={[]}
      />
    )
  }
}
