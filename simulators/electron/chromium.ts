import { type ChildProcess, spawn } from 'node:child_process'
import { findChromium } from '../../src/main/browser/find-chromium.ts'
import { connectToDevtools, type DevtoolsConnection } from './chrome-devtools.ts'
import { surroundings } from './surroundings.ts'

export interface Chromium {
  readonly devtools: DevtoolsConnection
  /** Where another client, such as Playwright in a test, can drive the same pages. */
  readonly address: string
  close(): Promise<void>
}

/** Starts a real Chromium without any window; its profile is kept in `profile`. */
export async function startChromium(profile: string): Promise<Chromium> {
  const executable = findChromium()
  if (!executable) throw new Error('The Electron double needs a Chromium, and none was found')
  const chromium = spawn(
    executable,
    [
      '--headless=new',
      '--no-startup-window',
      '--remote-debugging-port=0',
      // Nothing is said over the pipe. But when it breaks, Chromium ends: a killed double leaves no browser behind.
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-sync',
      // Electron takes an address as it is written, and so must this.
      '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--password-store=basic',
      // A page is told the language that the system prefers, as in Electron.
      `--accept-lang=${surroundings.languages.join(',')}`,
      // Chromium refuses its sandbox to root, which build machines often are.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  )
  const address = await addressOf(chromium)
  const devtools = await connectToDevtools(address)
  return {
    devtools,
    address,
    async close() {
      if (chromium.exitCode !== null || chromium.signalCode !== null) return
      const gone = new Promise<void>(resolve => chromium.once('exit', () => resolve()))
      devtools.browser.send('Browser.close').catch(() => chromium.kill('SIGKILL'))
      await gone
    },
  }
}

function addressOf(chromium: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    chromium.stderr?.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-20_000)
      const address = text.match(/DevTools listening on (ws:\S+)/)?.[1]
      if (address) resolve(address)
    })
    chromium.once('error', reject)
    chromium.once('exit', code => reject(new Error(`Chromium ended with code ${code}:\n${text}`)))
  })
}
