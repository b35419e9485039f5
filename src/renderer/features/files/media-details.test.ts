import { expect, it } from 'vitest'
import { heightsOf } from './media-details.ts'

it('a waveform has the loudest of each stretch', () => {
  expect(heightsOf(Float32Array.of(0, 0.1, -0.5, 0, 0.25, 0.2, 0, 0), 4)).toEqual([20, 100, 50, 0])
})

it('silence is flat, and a sound shorter than its bars is no problem', () => {
  expect(heightsOf(new Float32Array(8), 4)).toEqual([0, 0, 0, 0])
  expect(heightsOf(Float32Array.of(1), 4)).toEqual([100, 0, 0, 0])
})
