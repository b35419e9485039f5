/** Nobody is asked for their number more often than once in so long. */
const ASKED_EVERY = 24 * 60 * 60_000

export function canAskForNumber(askedAt: number | null, now: number): boolean {
  return askedAt === null || now - askedAt >= ASKED_EVERY
}
