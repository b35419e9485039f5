import { describe, expect, it } from 'vitest'
import { piecesOf } from './calendar.ts'
import { budgetToMinor, majorToMinor, readRow } from './read-row.ts'

describe('money of Meta', () => {
  it.each([
    ['412.35', 'TRY', 41_235],
    ['0.29', 'EUR', 29],
    ['1.1', 'USD', 110],
    ['1250', 'JPY', 1_250],
    ['1.2345', 'KWD', 1_235],
    ['1.005', 'TRY', 101],
    ['123456789012.34', 'TRY', 12_345_678_901_234],
  ])('%s %s is %s of the smallest coin', (text, currency, amount) => {
    expect(majorToMinor(text, currency)).toBe(amount)
  })

  it.each([
    ['15000', 'TRY', 15_000],
    ['15000', 'JPY', 15_000],
    ['15000', 'KWD', 150_000],
    ['0', 'TRY', null],
    [undefined, 'TRY', null],
  ])('a budget of %s %s is %s', (text, currency, amount) => {
    expect(budgetToMinor(text, currency)).toBe(amount)
  })
})

describe('a row', () => {
  const of = { level: 'ad', accountId: 'act_1', currency: 'TRY' } as const
  const raw = { ad_id: '120', date_start: '2026-11-19', spend: '1.5' }

  it('holds zeros for what is not told, and never adds names of the same thing', () => {
    const actions = [
      { action_type: 'onsite_conversion.lead_grouped', value: '11' },
      { action_type: 'lead', value: '12' },
      { action_type: 'something.new', value: '7' },
    ]
    expect(readRow({ ...raw, actions }, of)?.sums).toMatchObject({ spend: 150, clicks: 0, chats: 0, leads: 12 })
  })

  it.each([{ ...raw, date_start: 'yesterday' }, { ...raw, spend: 'many' }, { date_start: '2026-11-19' }, null, 'x'])(
    'that is none is left out: %j',
    odd => {
      expect(readRow(odd, of)).toBeNull()
    },
  )
})

it('a long stretch is read by month, and its ends by day', () => {
  expect(piecesOf('2026-01-15', '2026-06-10')).toEqual({
    days: [
      ['2026-01-15', '2026-01-31'],
      ['2026-06-01', '2026-06-10'],
    ],
    months: ['2026-02', '2026-05'],
  })
  expect(piecesOf('2026-01-01', '2026-12-31')).toEqual({ days: [], months: ['2026-01', '2026-12'] })
  expect(piecesOf('2026-01-15', '2026-03-31')).toEqual({ days: [['2026-01-15', '2026-03-31']], months: null })
})
