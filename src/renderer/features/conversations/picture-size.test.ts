import { expect, it } from 'vitest'
import { pictureSize } from './picture-size.ts'

const picture = (width: number | null, height: number | null) => pictureSize({ kind: 'image', width, height })

it('a picture keeps its shape within the bubble', () => {
  expect(picture(600, 300)).toEqual({ width: 300, height: 150 })
  expect(picture(1_000, 2_000)).toEqual({ width: 170, height: 340 })
  expect(picture(200, 150)).toEqual({ width: 200, height: 150 })
})

it('a panorama is cut, an unknown shape gets a usual one', () => {
  expect(picture(5_000, 100)).toEqual({ width: 300, height: 80 })
  expect(picture(null, null)).toEqual({ width: 240, height: 180 })
  expect(pictureSize({ kind: 'sticker', width: 512, height: 300 })).toEqual({ width: 140, height: 140 })
})
