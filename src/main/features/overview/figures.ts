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
  // Numbers sorted as numbers: two hundred thousand of them in some milliseconds.
  return Float64Array.from(values).sort()[(values.length - 1) >> 1] ?? null
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
