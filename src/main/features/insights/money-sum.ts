import { asc, eq } from 'drizzle-orm'
import type { MoneyTotal } from '#shared/contract/insights.ts'
import { type Currency, convert, RATE_UNIT } from '#shared/domain/money.ts'
import type { Db } from '../../db/database.ts'
import { exchangeRates } from '../sales/schema.ts'

/** The stored rates into one currency: of a day the rate of that day or the newest before it, never a later one. */
export interface Rates {
  readonly into: Currency
  find(currency: Currency, onDay: string): { readonly onDay: string; readonly rate: number } | undefined
}

export function readRates(db: Db, into: Currency): Rates {
  const byCurrency = Map.groupBy(
    db
      .select({ currency: exchangeRates.currency, onDay: exchangeRates.onDay, rate: exchangeRates.rate })
      .from(exchangeRates)
      .where(eq(exchangeRates.into, into))
      .orderBy(asc(exchangeRates.onDay))
      .all(),
    ({ currency }) => currency,
  )
  return {
    into,
    find: (currency, onDay) =>
      currency === into
        ? { onDay, rate: RATE_UNIT }
        : byCurrency.get(currency)?.findLast(({ onDay: day }) => day <= onDay),
  }
}

/** Adds money up: each currency by itself, and all in the office's by the rate of each day, where one is stored. */
export class MoneySum {
  readonly #rates: Rates
  readonly #sums = new Map<Currency, number>()
  readonly #used = new Map<string, MoneyTotal['rates'][number]>()
  readonly #missing = new Set<Currency>()
  #inOffice: number | null = null

  constructor(rates: Rates) {
    this.#rates = rates
  }

  add(amount: number, currency: Currency, onDay: string): this {
    if (amount === 0) return this
    this.#sums.set(currency, (this.#sums.get(currency) ?? 0) + amount)
    const { into } = this.#rates
    const found = this.#rates.find(currency, onDay)
    if (!found) {
      this.#missing.add(currency)
      return this
    }
    this.#inOffice = (this.#inOffice ?? 0) + convert({ amount, currency }, into, found.rate).amount
    if (currency !== into) this.#used.set(`${currency} ${found.onDay}`, { currency, ...found })
    return this
  }

  addAll(other: MoneySum): this {
    for (const [currency, amount] of other.#sums) this.#sums.set(currency, (this.#sums.get(currency) ?? 0) + amount)
    for (const [key, rate] of other.#used) this.#used.set(key, rate)
    for (const currency of other.#missing) this.#missing.add(currency)
    if (other.#inOffice !== null) this.#inOffice = (this.#inOffice ?? 0) + other.#inOffice
    return this
  }

  /** The newest rate of each currency stands for those that it was worked out with. */
  total(): MoneyTotal {
    const newest = new Map<Currency, MoneyTotal['rates'][number]>()
    for (const rate of this.#used.values()) {
      const known = newest.get(rate.currency)
      if (known === undefined || known.onDay < rate.onDay) newest.set(rate.currency, rate)
    }
    const isNothing = this.#sums.size === 0
    return {
      sums: [...this.#sums].map(([currency, amount]) => ({ currency, amount })),
      currency: this.#rates.into,
      amount: isNothing ? 0 : this.#inOffice,
      rates: [...newest.values()],
      missing: [...this.#missing],
    }
  }
}
