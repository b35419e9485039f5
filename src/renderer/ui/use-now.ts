import { useEffect, useState } from 'react'
import { coreNow } from '../rpc/core-clock.ts'

/** The core's time, renewed every so often, for ages and countdowns. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(coreNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(coreNow()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
