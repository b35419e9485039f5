import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AppointmentDetails, CourseVisit } from '#shared/contract/appointments.ts'
import type { AppointmentId } from '#shared/domain/ids.ts'
import type { Recurrence } from '#shared/domain/recurrence.ts'
import { api } from '../../rpc/api.ts'

const NONE = { clashes: [], mayOverride: false }

interface Around {
  readonly recurrence: Recurrence | null
  /** The later visits of a course. */
  readonly visits: CourseVisit[]
  /** What is being changed does not stand in its own way. */
  readonly exceptId: AppointmentId | null
}

/** What stands in the way of what is being chosen, asked for while it is chosen. */
export function useClashes(details: AppointmentDetails | null, { recurrence, visits, exceptId }: Around) {
  const input = details && {
    startsAt: details.startsAt,
    endsAt: details.endsAt,
    staffId: details.staffId,
    roomId: details.roomId,
    typeId: details.typeId,
    bufferBefore: details.bufferBefore,
    bufferAfter: details.bufferAfter,
    leadIds: details.leadIds,
    timeZone: details.timeZone,
    recurrence,
    visits,
    exceptId,
  }
  // As text: what is built anew with the same content is not asked again.
  const [settled] = useDebouncedValue(JSON.stringify(input), 120)
  const asked = JSON.parse(settled) as typeof input
  const { data = NONE } = useQuery({
    ...api.appointments.check.queryOptions({ input: asked ?? EMPTY }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  })
  return asked === null ? NONE : data
}

const EMPTY = {
  ...{ startsAt: 0, endsAt: 0, staffId: null, roomId: null, typeId: null, bufferBefore: 0, bufferAfter: 0 },
  ...{ leadIds: [], timeZone: 'UTC', recurrence: null, visits: [], exceptId: null },
}
