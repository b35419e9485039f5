import { v7 } from 'uuid'

/** Chance with a memory: the same seed gives the same answers in the same order, on every machine. */
export interface Random {
  /** From 0 up to, and never, 1. */
  fraction(): number
  /** A whole number, both ends included. */
  whole(from: number, to: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** Each entry as often as its weight says. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item
  /** A delay as people have it: mostly near the middle value, now and then much longer. */
  delay(median: number, spread?: number): number
  /** A UUIDv7 of that instant. */
  id<Id extends string = string>(at: number): Id
  /** Upper-case hex digits, as WhatsApp writes the ids of messages. */
  hex(length: number): string
  /** A sequence of its own, which later draws from this one do not disturb. */
  fork(): Random
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0

  // Mulberry32: 32 bits of state are plenty for some hundred thousand draws of made-up data.
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }

  const whole = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1))

  return {
    fraction,
    whole,
    chance: probability => fraction() < probability,
    pick(items) {
      const item = items[whole(0, items.length - 1)]
      if (item === undefined) throw new Error('There is nothing to pick from')
      return item
    },
    weighted(items) {
      let left = fraction() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        left -= weight
        if (left < 0) return item
      }
      throw new Error('There is nothing to pick from')
    },
    delay(median, spread = 0.9) {
      // A normal deviate by the sum of uniform ones, then log-normal around the median.
      const deviate = Array.from({ length: 6 }, fraction).reduce((sum, part) => sum + part, 0) - 3
      return Math.round(median * Math.exp(deviate * Math.SQRT2 * spread))
    },
    id<Id extends string>(at: number) {
      const random = Uint8Array.from({ length: 16 }, () => whole(0, 255))
      return v7({ msecs: at, seq: whole(0, 0x7fffffff), random }) as Id
    },
    hex(length) {
      return Array.from({ length }, () => whole(0, 15).toString(16))
        .join('')
        .toUpperCase()
    },
    fork: () => createRandom(whole(0, 0x7fffffff)),
  }
}
