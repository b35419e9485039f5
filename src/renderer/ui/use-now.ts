import { useEffect, useState } from 'react'
import { connection } from '../rpc/api.ts'

/** The core's time, renewed every so often, for ages and countdowns. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(connection.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(connection.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
