import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/**
 * How our Chromium process ended. Where one still has a window of this profile, left by a program that was killed, a second one
 * asks it to open the page and ends at once: there is a window then, but we cannot see when it is closed.
 */
export type WindowEnd = 'closed' | 'handed-over' | 'failed'

/** Nobody closes a window that fast: it takes longer to appear. */
const HANDED_OVER_WITHIN = 3_000

/**
 * The page in a window of its own, without tabs and address bar, with a profile that belongs to this data folder. Resolves when
 * the window is closed.
 */
export function openChromiumWindow({
  executable,
  url,
  dataFolder,
}: {
  executable: string
  url: string
  dataFolder: string
}): { process: ChildProcess; closed: Promise<WindowEnd> } {
  const openedAt = performance.now()
  const child = spawn(
    executable,
    [
      `--app=${url}`,
      `--user-data-dir=${join(dataFolder, 'window')}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1360,860',
    ],
    { stdio: 'ignore' },
  )
  const closed = new Promise<WindowEnd>(resolve => {
    child.once('exit', code => {
      if (code !== 0) resolve('failed')
      else resolve(performance.now() - openedAt < HANDED_OVER_WITHIN ? 'handed-over' : 'closed')
    })
    child.once('error', () => resolve('failed'))
  })
  return { process: child, closed }
}
