export interface Backoff {
  firstMs: number
  longestMs: number
  /** Default 2. */
  factor?: number
}

export const DEFAULT_BACKOFF: Backoff = { firstMs: 2_000, longestMs: 10 * 60_000 }

/**
 * How long to wait after that many failed attempts. A quarter more or less by chance, so that what failed together does not come
 * back together.
 */
export function backoffDelay(
  { firstMs, longestMs, factor = 2 }: Backoff,
  failedAttempts: number,
  random: () => number,
): number {
  const delay = Math.min(firstMs * factor ** (failedAttempts - 1), longestMs)
  return Math.round(delay * (0.75 + random() / 2))
}
