import { useQueries, useQuery } from '@tanstack/react-query'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { linkSeverity } from '#shared/domain/link-state.ts'
import type { HealthLight } from '#shared/domain/number-health.ts'
import { api } from '../../rpc/api.ts'

const RENEW_MS = 60_000

const optionsFor = (id: ChannelAccountId) =>
  api.channelAccounts.health.queryOptions({ input: { id }, refetchInterval: RENEW_MS })

export function useNumberHealth(id: ChannelAccountId) {
  return useQuery(optionsFor(id)).data
}

/** The lights of several numbers, in the terms of the one light. */
export function useHealthSeverities(ids: readonly ChannelAccountId[]): readonly ReturnType<typeof linkSeverity>[] {
  const found = useQueries({ queries: ids.map(optionsFor) })
  return found.flatMap(({ data }) => (data === undefined ? [] : [severityOf(data.light)]))
}

export function severityOf(light: HealthLight): ReturnType<typeof linkSeverity> {
  return light === 'green' ? 'good' : light === 'amber' ? 'waiting' : 'broken'
}
