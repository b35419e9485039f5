import { expect, it } from 'vitest'
import { fromClockTime } from './turkish-suffix.ts'

it('gives a clock time the suffix of the number that is spoken last', () => {
  const spoken = ['15:02', '15:05', '15:06', '15:09', '15:10', '15:20', '15:30', '15:40', '15:50', '15:43', '08:27']
  expect(spoken.map(fromClockTime)).toEqual([
    "15:02'den",
    "15:05'ten",
    "15:06'dan",
    "15:09'dan",
    "15:10'dan",
    "15:20'den",
    "15:30'dan",
    "15:40'tan",
    "15:50'den",
    "15:43'ten",
    "08:27'den",
  ])
})

it('speaks a full hour without its zeros', () => {
  expect(['09:00', '10:00', '15:00', '20:00', '00:00'].map(fromClockTime)).toEqual([
    "09:00'dan",
    "10:00'dan",
    "15:00'ten",
    "20:00'den",
    "00:00'dan",
  ])
})
