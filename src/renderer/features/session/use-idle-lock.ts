import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../rpc/api.ts'
import { lockSession } from '../../rpc/session.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { watchForIdle } from './idle-lock.ts'

const MINUTE = 60_000

/** Locks the window after the office's idle time. */
export function useIdleLock(): void {
  const { isLocked } = useHandshake()
  const { data: settings } = useQuery(api.settings.get.queryOptions({ enabled: !isLocked }))
  const { mutate: lock } = useMutation({ mutationFn: lockSession, meta: { isProblemShown: true } })
  const idleMs = (settings?.lockAfterMinutes ?? 0) * MINUTE
  useEffect(() => {
    if (isLocked || idleMs === 0) return undefined
    return watchForIdle(idleMs, lock)
  }, [isLocked, idleMs, lock])
}
