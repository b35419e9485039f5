import { useQuery } from '@tanstack/react-query'
import { type LocalTime, localTimeAt } from '#shared/domain/local-time.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'

const HALF_A_MINUTE = 30_000

/** The customer's hour as it goes on: what the core said of it is as old as the question. */
export function useLocalTime(known: LocalTime | null): LocalTime | null {
  const now = useNow(HALF_A_MINUTE)
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  return known === null || settings === undefined ? known : localTimeAt(known, now, settings)
}
