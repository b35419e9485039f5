import { describe, expect, it } from 'vitest'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { Stage } from '#shared/contract/stages.ts'
import { type LeadId, newId, type StageId } from '#shared/domain/ids.ts'
import { cardBeside, cardsOf, columnsOf, isCountKept } from './board-columns.ts'

const [first, second] = [newId<StageId>(), newId<StageId>()]
const stages = [
  { id: first, outcome: 'new' },
  { id: second, outcome: 'contacted' },
] as Stage[]
const card = (stageId: StageId) => ({ id: newId<LeadId>(), stageId }) as LeadSummary

describe('the columns of the board', () => {
  it('are the stages that the filter leaves', () => {
    expect(columnsOf(stages, {})).toEqual(stages)
    expect(columnsOf(stages, { stage: [second] })).toEqual([stages[1]])
    expect(columnsOf(stages, { outcome: ['new'] })).toEqual([stages[0]])
    expect(columnsOf(stages, { outcome: ['new'], stage: [second] })).toEqual([])
  })

  it('have exact counts while only owners and stages are asked for', () => {
    expect(isCountKept({ owner: ['me'], stage: [first], outcome: ['new'], sort: 'name', layout: 'board' })).toBe(true)
    expect(isCountKept({ country: ['TR'] })).toBe(false)
    expect(isCountKept({ q: 'ayşe' })).toBe(false)
    expect(isCountKept({ unanswered: true })).toBe(false)
  })

  it('show whoever was moved on top of the new one, and no longer in the old one', () => {
    const [one, other, there] = [card(first), card(first), card(second)]
    const moved = new Map([[one.id, { ...one, stageId: second }]])
    expect(cardsOf(first, [one, other], moved)).toEqual([other])
    expect(cardsOf(second, [there], moved).map(({ id }) => id)).toEqual([one.id, there.id])
  })

  it('never show one card twice, also when the list has learned of the move', () => {
    const one = card(second)
    expect(cardsOf(second, [one], new Map([[one.id, one]]))).toEqual([one])
  })

  it('leave out whoever has been moved elsewhere meanwhile', () => {
    expect(cardsOf(first, [card(second)], new Map())).toEqual([])
  })
})

describe('the arrow keys', () => {
  it('go to the same height of the next column that has cards', () => {
    const [a, b, c] = [card(first), card(first), card(second)]
    expect(cardBeside([[a, b], [], [c]], { column: 0, row: 1 }, 1)).toBe(c)
    expect(cardBeside([[a, b], [], [c]], { column: 2, row: 0 }, -1)).toBe(a)
    expect(cardBeside([[a, b], [], []], { column: 0, row: 0 }, 1)).toBeNull()
  })
})
