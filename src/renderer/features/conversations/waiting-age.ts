const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface WaitingAge {
  unit: 'minutes' | 'hours' | 'days'
  count: number
}

/** How long a customer has waited for us, in the one unit that matters; null while it is too fresh to show. */
export function waitingAge(waitingSince: number | null, now: number): WaitingAge | null {
  if (waitingSince === null) return null
  const waited = now - waitingSince
  if (waited < MINUTE) return null
  if (waited < HOUR) return { unit: 'minutes', count: Math.floor(waited / MINUTE) }
  if (waited < DAY) return { unit: 'hours', count: Math.floor(waited / HOUR) }
  return { unit: 'days', count: Math.floor(waited / DAY) }
}
