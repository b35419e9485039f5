import { describe, expect, it } from 'vitest'
import { placeWindow, type Rectangle, SMALLEST } from './window-placement.ts'

const laptop: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 }
const onTheRight: Rectangle = { x: 1920, y: -200, width: 2560, height: 1400 }

describe('a window', () => {
  it('stands in the middle of the main screen the first time', () => {
    expect(placeWindow(undefined, [laptop, onTheRight])).toEqual({ x: 280, y: 90, width: 1360, height: 860 })
  })

  it('is never larger than a small screen', () => {
    const small = { x: 0, y: 24, width: 1280, height: 700 }
    expect(placeWindow(undefined, [small])).toEqual({ x: 0, y: 24, width: 1280, height: 700 })
    const tiny = { x: 0, y: 0, width: 800, height: 500 }
    expect(placeWindow(undefined, [tiny])).toEqual(tiny)
  })

  it('stands where it was, on the screen it was on', () => {
    const there = { x: 2100, y: 100, width: 1500, height: 900 }
    expect(placeWindow(there, [laptop, onTheRight])).toEqual(there)
  })

  it('comes to the main screen when its screen is gone', () => {
    const there = { x: 2100, y: 100, width: 1500, height: 900 }
    expect(placeWindow(there, [laptop])).toEqual({ x: 210, y: 70, width: 1500, height: 900 })
  })

  it('comes back when its upper edge cannot be reached, though the rest is seen', () => {
    const above = { x: 100, y: -400, width: 1200, height: 900 }
    expect(placeWindow(above, [laptop])).toEqual({ x: 360, y: 70, width: 1200, height: 900 })
  })

  it('is moved back when it hangs over the edge, as far as needed', () => {
    expect(placeWindow({ x: 1500, y: 300, width: 1360, height: 860 }, [laptop])).toEqual({
      x: 560,
      y: 180,
      width: 1360,
      height: 860,
    })
  })

  it('belongs to the screen that shows most of it', () => {
    const between = { x: 1700, y: 0, width: 1400, height: 900 }
    expect(placeWindow(between, [laptop, onTheRight])).toEqual({ ...between, x: 1920 })
  })

  it('shrinks with a screen that has become smaller, and never below what the page needs', () => {
    const smaller = { x: 0, y: 0, width: 1366, height: 728 }
    const was = { x: 100, y: 20, width: 1900, height: 1000 }
    expect(placeWindow(was, [smaller])).toEqual({ x: 0, y: 0, width: 1366, height: 728 })
    expect(placeWindow({ x: 100, y: 20, width: 300, height: 200 }, [smaller])).toMatchObject(SMALLEST)
  })
})
