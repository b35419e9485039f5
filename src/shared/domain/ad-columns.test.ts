import { describe, expect, it } from 'vitest'
import { type AdsFigures, sortRows, valueOf } from './ad-columns.ts'
import { NO_SUMS } from './insight.ts'

function row(
  id: string,
  name: string,
  { spend = 0, spendInOffice = spend as number | null, leads = 0, revenue = 0 } = {},
) {
  const outcomes = { leads, appointments: 0, patients: 0, revenue: { amount: revenue } }
  const figures: AdsFigures = {
    ...{ sums: { ...NO_SUMS, spend }, spendInOffice, outcomes, dailyBudget: null, lifetimeBudget: null },
  }
  return { id, name, ...figures }
}
const order = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join(' ')

describe('the table of the ads', () => {
  it('is sorted by what things cost in one currency', () => {
    const rows = [row('lira', 'a', { spend: 5_000 }), row('euro', 'b', { spend: 200, spendInOffice: 10_000 })]
    expect(order(sortRows(rows, 'spend', false))).toBe('euro lira')
    expect(order(sortRows(rows, 'spend', true))).toBe('lira euro')
  })

  it('has what tells nothing at its end, whichever way round', () => {
    const rows = [
      row('none', 'a', { spend: 10 }),
      row('dear', 'b', { spend: 90, leads: 1 }),
      row('cheap', 'c', { spend: 10, leads: 1 }),
    ]
    expect(order(sortRows(rows, 'costPerLead', false))).toBe('dear cheap none')
    expect(order(sortRows(rows, 'costPerLead', true))).toBe('cheap dear none')
  })

  it('knows the alphabet, and numbers in names', () => {
    const rows = [row('1', 'Zirkonyum'), row('2', 'Çene 10'), row('3', 'Ceren'), row('4', 'Çene 9')]
    expect(order(sortRows(rows, 'name', false))).toBe('3 4 2 1')
  })

  it('stays as it is among equals', () => {
    const rows = ['3', '1', '2'].map(id => row(id, id))
    expect(order(sortRows(rows, 'spend', false))).toBe('1 2 3')
    expect(order(sortRows(rows.toReversed(), 'spend', false))).toBe('1 2 3')
  })

  it('tells no return on nothing', () => {
    expect(valueOf(row('1', 'a', { revenue: 900 }), 'roas')).toBeNull()
    expect(valueOf(row('1', 'a', { spend: 300, revenue: 900 }), 'roas')).toBe(3)
    expect(valueOf(row('1', 'a', { spend: 300, spendInOffice: null, revenue: 900 }), 'roas')).toBeNull()
  })
})
