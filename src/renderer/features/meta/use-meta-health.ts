import { useQuery } from '@tanstack/react-query'
import type { MetaHealth } from '#shared/contract/meta.ts'
import { type MetaSeverity, metaSeverity } from '#shared/domain/meta-connection.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'

const HOUR = 3_600_000

export interface SeenHealth extends MetaHealth {
  readonly severity: MetaSeverity
}

/** How every connection to Meta stands, as of now. */
export function useMetaHealth(): readonly SeenHealth[] {
  const now = useNow(HOUR)
  const { data = [] } = useQuery(api.meta.health.queryOptions())
  return data.map(health => ({
    ...health,
    severity: metaSeverity({ ...health, problem: health.problem?.kind ?? null }, now),
  }))
}
