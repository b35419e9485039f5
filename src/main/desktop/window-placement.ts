import { z } from 'zod'

export const Rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
export type Rectangle = z.infer<typeof Rectangle>

/** Where a window was when it was last seen; `bounds` are those it had before it was maximised. */
export const RememberedWindow = z.object({ bounds: Rectangle, isMaximized: z.boolean() })
export type RememberedWindow = z.infer<typeof RememberedWindow>

export const SMALLEST = { width: 1024, height: 640 }
const USUAL = { width: 1360, height: 860 }

/** How much of a window's upper edge must be in reach, so that a person can take hold of it. */
const HANDLE = { width: 160, height: 32 }

/**
 * Where the window goes now: where it was, on the same screen, moved and shrunk as far as needed; in the middle of the first
 * screen when the screen it was on is gone. `screens` are the areas a window may cover, the main screen first.
 */
export function placeWindow(
  remembered: Rectangle | undefined,
  screens: readonly [Rectangle, ...Rectangle[]],
): Rectangle {
  const [main] = screens
  if (!remembered) return centre(USUAL, main)
  const screen = screens
    .map(area => ({ area, handle: overlap(handleOf(remembered), area), all: overlap(remembered, area) }))
    .filter(({ handle }) => handle.width >= HANDLE.width && handle.height >= HANDLE.height)
    .sort((a, b) => b.all.width * b.all.height - a.all.width * a.all.height)[0]
  return screen ? moveInto(remembered, screen.area) : centre(remembered, main)
}

function handleOf(window: Rectangle): Rectangle {
  return { ...window, height: HANDLE.height }
}

function overlap(one: Rectangle, other: Rectangle): { width: number; height: number } {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return { width: Math.max(width, 0), height: Math.max(height, 0) }
}

/** Not smaller than the page can be shown, unless the screen is. */
function fit({ width, height }: { width: number; height: number }, area: Rectangle): { width: number; height: number } {
  return {
    width: Math.round(Math.min(Math.max(width, SMALLEST.width), area.width)),
    height: Math.round(Math.min(Math.max(height, SMALLEST.height), area.height)),
  }
}

function centre(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const { width, height } = fit(size, area)
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  }
}

function moveInto(window: Rectangle, area: Rectangle): Rectangle {
  const { width, height } = fit(window, area)
  return {
    x: Math.round(Math.min(Math.max(window.x, area.x), area.x + area.width - width)),
    y: Math.round(Math.min(Math.max(window.y, area.y), area.y + area.height - height)),
    width,
    height,
  }
}
