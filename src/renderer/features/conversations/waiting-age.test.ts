import { describe, expect, it } from 'vitest'
import { tickOf } from './tick.ts'
import { waitingAge } from './waiting-age.ts'

const now = 10_000_000_000

describe('waitingAge', () => {
  it('says nothing for the first minute, nor for a clock that runs ahead', () => {
    expect(waitingAge(now - 59_999, now)).toBeNull()
    expect(waitingAge(now + 5000, now)).toBeNull()
    expect(waitingAge(null, now)).toBeNull()
  })

  it('counts whole minutes, hours and days', () => {
    expect(waitingAge(now - 60_000, now)).toEqual({ unit: 'minutes', count: 1 })
    expect(waitingAge(now - 3_599_999, now)).toEqual({ unit: 'minutes', count: 59 })
    expect(waitingAge(now - 3_600_000, now)).toEqual({ unit: 'hours', count: 1 })
    expect(waitingAge(now - 86_400_000 * 2.9, now)).toEqual({ unit: 'days', count: 2 })
  })
})

describe('tickOf', () => {
  it('marks our messages only', () => {
    expect(tickOf({ direction: 'in', status: 'read' })).toBeNull()
    expect(tickOf({ direction: 'out', status: 'read' })).toBe('read')
  })

  it('tells what has not reached the core yet from what waits in it', () => {
    expect(tickOf({ direction: 'out', status: 'queued', isOnItsWay: true })).toBe('on-its-way')
    expect(tickOf({ direction: 'out', status: 'queued' })).toBe('queued')
  })
})
