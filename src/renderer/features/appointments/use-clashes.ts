import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AppointmentDetails } from '#shared/contract/appointments.ts'
import type { AppointmentId } from '#shared/domain/ids.ts'
import type { Recurrence } from '#shared/domain/recurrence.ts'
import { api } from '../../rpc/api.ts'

const NONE = { clashes: [], mayOverride: false }

/** What stands in the way of what is being chosen, asked for while it is chosen. */
export function useClashes(
  details: AppointmentDetails | null,
  recurrence: Recurrence | null,
  exceptId: AppointmentId | null,
) {
  const input = details && {
    startsAt: details.startsAt,
    endsAt: details.endsAt,
    staffId: details.staffId,
    roomId: details.roomId,
    bufferBefore: details.bufferBefore,
    bufferAfter: details.bufferAfter,
    leadIds: details.leadIds,
    timeZone: details.timeZone,
    recurrence,
    exceptId,
  }
  const [settled] = useDebouncedValue(input, 150)
  const { data = NONE } = useQuery({
    ...api.appointments.check.queryOptions({ input: settled ?? EMPTY }),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  })
  return settled === null ? NONE : data
}

const EMPTY = {
  ...{ startsAt: 0, endsAt: 0, staffId: null, roomId: null, bufferBefore: 0, bufferAfter: 0 },
  ...{ leadIds: [], timeZone: 'UTC', recurrence: null, exceptId: null },
}
