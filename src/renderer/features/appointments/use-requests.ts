import { useQuery } from '@tanstack/react-query'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'

const NONE: never[] = []

/** What waits for a yes, and how much of it this person has to decide. */
export function useRequests() {
  const { role } = useSignedInStaff()
  const { data: requests = NONE } = useQuery(api.appointments.requests.queryOptions())
  const mine = role === 'consultant' ? 0 : requests.filter(({ approval }) => approval === 'manager').length
  return { requests, mine }
}
