export interface PaceRange {
  readonly leastMs: number
  readonly mostMs: number
}

export interface Pace {
  /** Between two answers to people who wrote within the last day. */
  readonly answer: PaceRange
  /** Before a message to somebody who did not: WhatsApp restricts numbers that write to strangers like a machine. */
  readonly firstContact: PaceRange
}

export const HUMAN_PACE: Pace = {
  answer: { leastMs: 200, mostMs: 600 },
  firstContact: { leastMs: 3_000, mostMs: 8_000 },
}

const ANSWER_WITHIN = 24 * 60 * 60_000

/** How long to wait, showing that we type, before this message may go. `random` is from 0 to 1. */
export function waitBefore({
  pace,
  now,
  lastSentAt,
  customerWroteAt,
  random,
}: {
  pace: Pace
  now: number
  lastSentAt: number | null
  customerWroteAt: number | null
  random: number
}): number {
  const isAnswer = customerWroteAt !== null && now - customerWroteAt < ANSWER_WITHIN
  const { leastMs, mostMs } = isAnswer ? pace.answer : pace.firstContact
  const wait = Math.round(leastMs + (mostMs - leastMs) * random)
  if (!isAnswer) return wait
  // A clock that was set back leaves the last one in the future.
  return lastSentAt === null ? 0 : Math.min(wait, Math.max(0, lastSentAt + wait - now))
}
