import type { LeadFigures } from '#shared/contract/overview.ts'
import type { Money } from '#shared/domain/money.ts'

/** What is counted of one lead. */
export interface Counted {
  /** How long it waited for its first answer; null: nobody has answered. */
  readonly waitedMs: number | null
  readonly hasAppointment: boolean
  readonly isConverted: boolean
  readonly sales: readonly Money[]
}

/** Gathers figures lead by lead. */
export function createFigures() {
  let [leads, appointments, converted, sold] = [0, 0, 0, 0]
  const waits: number[] = []
  const sales = new Map<string, number>()
  return {
    add(one: Counted): void {
      leads += 1
      if (one.waitedMs !== null) waits.push(one.waitedMs)
      if (one.hasAppointment) appointments += 1
      if (one.isConverted) converted += 1
      if (one.sales.length > 0) sold += 1
      for (const { currency, amount } of one.sales) sales.set(currency, (sales.get(currency) ?? 0) + amount)
    },
    read: (): LeadFigures => ({
      ...{ leads, answered: waits.length, appointments, converted, sold },
      // In an order that does not hang on who came first.
      sales: [...sales]
        .map(([currency, amount]) => ({ currency, amount }))
        .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
      firstAnswerMs: medianOf(waits),
    }),
  }
}

/** The middle one; of an even number, the lower of the two. Null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return nthOf(Float64Array.from(values), (values.length - 1) >> 1)
}

/** The one that would stand at that place if they were in order (Hoare): to sort two hundred thousand takes ten times as long. */
function nthOf(values: Float64Array, place: number): number {
  const at = (index: number) => values[index] ?? 0
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const middle = at((low + high) >> 1)
    let [left, right] = [low, high]
    while (left <= right) {
      while (at(left) < middle) left += 1
      while (at(right) > middle) right -= 1
      if (left > right) break
      const swapped = at(left)
      values[left] = at(right)
      values[right] = swapped
      left += 1
      right -= 1
    }
    if (place <= right) high = right
    else if (place >= left) low = left
    else break
  }
  return at(place)
}

/** One set of figures for each value, the most leads first. */
export function createFiguresBy<Key>() {
  const by = new Map<Key, ReturnType<typeof createFigures>>()
  return {
    add(key: Key, one: Counted): void {
      let figures = by.get(key)
      if (figures === undefined) {
        figures = createFigures()
        by.set(key, figures)
      }
      figures.add(one)
    },
    read: (most = Number.POSITIVE_INFINITY): [Key, LeadFigures][] =>
      [...by]
        .map(([key, figures]): [Key, LeadFigures] => [key, figures.read()])
        .toSorted(([, one], [, other]) => other.leads - one.leads)
        .slice(0, most),
  }
}
