import { useQuery } from '@tanstack/react-query'
import type { SenderCard } from '#shared/contract/senders.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import type { Severity } from '../../ui/status-dot.tsx'

/** The services that are set up; consultants are not told of their state. */
export function useSenderCards(): readonly SenderCard[] {
  const isManager = useSignedInStaff().role !== 'consultant'
  const { data = [] } = useQuery(api.senders.list.queryOptions({ enabled: isManager }))
  return isManager ? data : []
}

export function severityOf({ problem }: SenderCard): Severity {
  return problem === null ? 'good' : 'broken'
}
