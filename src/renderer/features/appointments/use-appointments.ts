import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { startOfDay } from '#shared/domain/zoned-time.ts'
import { api } from '../../rpc/api.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { type CalendarSearch, type CalendarView, daysShown } from './calendar-search.ts'

const NO_TYPES: never[] = []

const NOTHING_ELSE = { busy: [], more: [] }

/** What stands in the calendar on the shown days; what was there stays while the next is asked for. */
export function useAppointments(view: CalendarView, on: string, { staff, types, cancelled }: CalendarSearch) {
  const timeZone = useTimeZone() ?? 'UTC'
  const { from, until } = daysShown(view, on)
  const filter = { staffIds: staff ?? null, typeIds: types ?? null, includesCancelled: cancelled ?? false }
  const isMonth = view === 'month'
  const begin = startOfDay(from, timeZone)
  const month = useQuery({
    ...api.appointments.month.queryOptions({ input: { from: begin, days: 42, timeZone, ...filter } }),
    enabled: isMonth,
    placeholderData: keepPreviousData,
    select: found => ({ ...NOTHING_ELSE, ...found }),
  })
  const range = useQuery({
    ...api.appointments.range.queryOptions({ input: { from: begin, until: startOfDay(until, timeZone), ...filter } }),
    enabled: !isMonth,
    placeholderData: keepPreviousData,
    select: found => ({ ...NOTHING_ELSE, ...found }),
  })
  return isMonth ? month : range
}

/** What is booked in this office, in its order; what is not offered any more too. */
export function useAppointmentTypes() {
  const { data = NO_TYPES } = useQuery(api.appointmentTypes.list.queryOptions())
  return data
}

export function useRooms() {
  const { data = NO_TYPES } = useQuery(api.rooms.list.queryOptions())
  return data
}
