import { useQuery } from '@tanstack/react-query'
import { api } from '../../rpc/api.ts'

/** How the office calls whoever a lead became. */
export function useCustomerWord(): 'customer' | 'patient' {
  const { data } = useQuery(api.settings.get.queryOptions())
  return data?.customerWord ?? 'customer'
}
