import { z } from 'zod'

/** ISO 4217. */
export const Currency = z.string().regex(/^[A-Z]{3}$/u)
export type Currency = z.infer<typeof Currency>

/** In the smallest unit of its currency, whole: kuruş, cents, yen, fils. */
export const Amount = z.number().int().min(0).max(1_000_000_000_000)

export interface Money {
  readonly amount: number
  readonly currency: Currency
}

/** How many digits a currency has behind the point: 2 of most, none of the yen, three of the dinar of Kuwait. */
export function digitsOf(currency: Currency): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    return maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** How Intl writes it: the lira's sign also in English, which otherwise says TRY and needs twice the room. */
export function currencyStyle(currency: Currency): Intl.NumberFormatOptions {
  return { style: 'currency', currency, currencyDisplay: currency === 'TRY' ? 'narrowSymbol' : 'symbol' }
}

/** What a person typed as a number (12.5) in the smallest unit. Rounds what the currency has no coin for. */
export function toMinor(value: number, currency: Currency): number {
  return Math.round(value * 10 ** digitsOf(currency) + (value > 0 ? 1e-6 : 0))
}

/** The same as a number for a field, and for Intl. */
export function fromMinor(amount: number, currency: Currency): number {
  return amount / 10 ** digitsOf(currency)
}

/** One sum for each currency, in the order in which they first come. They are never added to each other. */
export function sumByCurrency(sums: readonly Money[]): Money[] {
  const totals = new Map<Currency, number>()
  for (const { amount, currency } of sums) totals.set(currency, (totals.get(currency) ?? 0) + amount)
  return [...totals].map(([currency, amount]) => ({ currency, amount }))
}

/** Rates are whole numbers too: millionths of the other currency for one of this. */
export const RATE_UNIT = 1_000_000

/** By a stored rate: one unit of `money.currency` is `rate` millionths of a unit of `into`. */
export function convert(money: Money, into: Currency, rate: number): Money {
  const units = (money.amount * rate) / RATE_UNIT
  const shift = 10 ** (digitsOf(into) - digitsOf(money.currency))
  return { amount: Math.round(units * shift), currency: into }
}
