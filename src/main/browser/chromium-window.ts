import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

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
}): { process: ChildProcess; closed: Promise<void> } {
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
  const closed = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve())
    child.once('error', reject)
  })
  return { process: child, closed }
}
