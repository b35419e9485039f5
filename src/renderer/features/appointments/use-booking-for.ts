import { useCallback } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import type { Booking } from './booking-dialog.tsx'

/** A booking for somebody: with whose patient they are, at that person's first free time. */
export function useBookingFor(): (lead: Pick<Lead, 'id' | 'name' | 'ownerId'>) => Booking {
  const { id: me } = useSignedInStaff()
  return useCallback(
    ({ id, name, ownerId }) => ({
      edited: null,
      draft: { startsAt: null, staffId: ownerId ?? me, leads: [{ id, name }] },
    }),
    [me],
  )
}
