import { Button, Group, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { AppointmentDetails } from '#shared/contract/appointments.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'

const SHOWN = 5
const QUARTER = 15 * 60_000

interface FreeTimesProps {
  readonly staffId: StaffId
  readonly wanted: Pick<AppointmentDetails, 'roomId' | 'bufferBefore' | 'bufferAfter'> & { readonly minutes: number }
  readonly chosenAt: number | null
  /** The first free time is taken by itself, where nobody chose one. */
  readonly takesFirst: boolean
  readonly onTake: (startsAt: number) => void
}

/** The next times at which this person is free: one press instead of looking for a place in the calendar. */
export function FreeTimes({ staffId, wanted, chosenAt, takesFirst, onTake }: FreeTimesProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const { minutes, roomId, bufferBefore, bufferAfter } = wanted
  const [from] = useState(() => Math.ceil(coreNow() / QUARTER) * QUARTER)
  const { data: slots, isPlaceholderData } = useQuery({
    ...api.appointments.freeSlots.queryOptions({
      input: { staffIds: [staffId], roomId, minutes, bufferBefore, bufferAfter, from, days: 30, limit: SHOWN },
    }),
    enabled: minutes >= 5 && minutes <= 1_440,
    placeholderData: keepPreviousData,
  })
  const first = slots?.[0]?.startsAt
  const take = useRef(onTake)
  useEffect(() => {
    take.current = onTake
  })
  useEffect(() => {
    if (takesFirst && first !== undefined && !isPlaceholderData) take.current(first)
  }, [takesFirst, first, isPlaceholderData])

  return (
    <div role="group" aria-label={t('freeTimes')}>
      <Text size="xs" c="dimmed" mb={4}>
        {slots?.length === 0 ? t('noFreeTimes') : t('freeTimes')}
      </Text>
      <Group gap={6} mih={22}>
        {slots?.map(({ startsAt }) => (
          <Button
            key={startsAt}
            variant={startsAt === chosenAt ? 'light' : 'default'}
            size="compact-xs"
            className="tabular"
            aria-pressed={startsAt === chosenAt}
            onClick={() => onTake(startsAt)}
          >
            {format.shortMoment(startsAt)}
          </Button>
        ))}
      </Group>
    </div>
  )
}
