import { mkdirSync } from 'node:fs'
import { openChromiumWindow } from '../../src/main/browser/chromium-window.ts'
import { findChromium } from '../../src/main/browser/find-chromium.ts'

export interface DemoWindow {
  /** Resolves when a person has closed it. */
  readonly closed: Promise<unknown>
  close(): void
}

/** Opens an address in a window of its own; undefined when there is no browser, or when it does not come up. */
export async function openWindow(url: string, profileFolder: string): Promise<DemoWindow | undefined> {
  const executable = findChromium()
  if (executable === undefined) return undefined
  mkdirSync(profileFolder, { recursive: true })
  const window = openChromiumWindow({ executable, url, dataFolder: profileFolder })
  const { closed } = window
  // A browser that cannot open a window (no display, no sandbox) gives up within moments.
  const hasComeUp = await Promise.race([
    closed.then(() => false),
    new Promise<boolean>(resolve => setTimeout(resolve, COMES_UP_WITHIN_MS, true)),
  ])
  return hasComeUp ? { closed, close: () => void window.process.kill() } : undefined
}

const COMES_UP_WITHIN_MS = 2_500
