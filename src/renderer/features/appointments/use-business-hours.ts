import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { WorkingHours } from '#shared/domain/working-hours.ts'
import { api } from '../../rpc/api.ts'

type Stretch = [string, string] | null

/** The office's hours as the week view takes them: one stretch a day, from the first to the last, Sunday being 0. */
export function useBusinessHours() {
  const { data } = useQuery(api.workingHours.get.queryOptions())
  return useMemo(() => {
    if (data === undefined) return null
    const of = (weekday: number) => stretchOf(data.office, weekday)
    const hours: Record<number, Stretch> = { 0: of(7), 1: of(1), 2: of(2), 3: of(3), 4: of(4), 5: of(5), 6: of(6) }
    return hours
  }, [data])
}

function stretchOf(hours: readonly WorkingHours[], weekday: number): Stretch {
  const ofDay = hours.filter(stretch => stretch.weekday === weekday)
  if (ofDay.length === 0) return null
  return [clock(Math.min(...ofDay.map(({ from }) => from))), clock(Math.max(...ofDay.map(({ until }) => until)))]
}

function clock(minute: number): string {
  const shown = Math.min(minute, 1_439)
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}:00`
}
