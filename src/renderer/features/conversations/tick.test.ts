import { expect, it } from 'vitest'
import { tickOf } from './tick.ts'

it('marks our messages only', () => {
  expect(tickOf({ direction: 'in', status: 'read' })).toBeNull()
  expect(tickOf({ direction: 'out', status: 'read' })).toBe('read')
})

it('tells what has not reached the core yet from what waits in it', () => {
  expect(tickOf({ direction: 'out', status: 'queued', isOnItsWay: true })).toBe('on-its-way')
  expect(tickOf({ direction: 'out', status: 'queued' })).toBe('queued')
})
