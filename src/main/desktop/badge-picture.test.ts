import { describe, expect, it } from 'vitest'
import { BADGE_SIZE, drawBadge } from './badge-picture.ts'

/** Which dots are white, as rows of text. */
function inkOf(count: number): string[] {
  const picture = drawBadge(count)
  return Array.from({ length: BADGE_SIZE }, (_row, y) =>
    Array.from({ length: BADGE_SIZE }, (_dot, x) => (picture[(y * BADGE_SIZE + x) * 4] === 255 ? '#' : ' ')).join(''),
  )
}

describe('the badge on the taskbar', () => {
  it('is a disc on nothing', () => {
    const picture = drawBadge(1)
    expect(picture).toHaveLength(BADGE_SIZE * BADGE_SIZE * 4)
    expect(picture[3]).toBe(0)
    expect([...picture.subarray((16 * BADGE_SIZE + 3) * 4, (16 * BADGE_SIZE + 4) * 4)]).toEqual([0x6e, 0x76, 0x0f, 255])
  })

  it('looks different for each number up to nine, and the same above', () => {
    const drawn = Array.from({ length: 9 }, (_, index) => inkOf(index + 1).join('\n'))
    expect(new Set(drawn).size).toBe(9)
    expect(inkOf(10)).toEqual(inkOf(250))
    expect(drawn).not.toContain(inkOf(10).join('\n'))
  })

  it('keeps its number inside of the disc', () => {
    for (const count of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      for (const [y, row] of inkOf(count).entries()) {
        for (const [x, mark] of [...row].entries()) {
          if (mark === '#') expect(Math.hypot(x + 0.5 - 16, y + 0.5 - 16)).toBeLessThan(15)
        }
      }
    }
  })
})
