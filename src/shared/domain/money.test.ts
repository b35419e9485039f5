import { describe, expect, it } from 'vitest'
import { convert, digitsOf, fromMinor, RATE_UNIT, sumByCurrency, toMinor } from './money.ts'

describe('money', () => {
  it('has as many digits as its currency: lira and euro two, yen none, the dinar of Kuwait three', () => {
    expect(['TRY', 'EUR', 'JPY', 'KWD'].map(digitsOf)).toEqual([2, 2, 0, 3])
    expect(digitsOf('not a currency')).toBe(2)
  })

  it.each([
    [1234.56, 'TRY', 123_456],
    [0.1 + 0.2, 'EUR', 30],
    [1.005, 'USD', 101],
    [5_000, 'JPY', 5_000],
    [1.234, 'KWD', 1_234],
    [0, 'TRY', 0],
  ] as const)('%d %s is %d of its smallest unit', (value, currency, minor) => {
    expect(toMinor(value, currency)).toBe(minor)
  })

  it('comes back as it was typed', () => {
    for (const value of [0.01, 19.99, 250, 1_234_567.89]) expect(fromMinor(toMinor(value, 'TRY'), 'TRY')).toBe(value)
  })

  it('is summed within a currency only', () => {
    const sums = [
      { amount: 100, currency: 'EUR' },
      { amount: 5_000, currency: 'TRY' },
      { amount: 50, currency: 'EUR' },
    ]
    expect(sumByCurrency(sums)).toEqual([
      { amount: 150, currency: 'EUR' },
      { amount: 5_000, currency: 'TRY' },
    ])
  })

  it('is converted by a rate that somebody stored, also between currencies of other digits', () => {
    expect(convert({ amount: 10_000, currency: 'EUR' }, 'TRY', 41.5 * RATE_UNIT)).toEqual({
      amount: 415_000,
      currency: 'TRY',
    })
    expect(convert({ amount: 1_000, currency: 'JPY' }, 'TRY', 0.27 * RATE_UNIT)).toEqual({
      amount: 27_000,
      currency: 'TRY',
    })
    expect(convert({ amount: 1_500, currency: 'KWD' }, 'TRY', 100 * RATE_UNIT)).toEqual({
      amount: 15_000,
      currency: 'TRY',
    })
  })
})
