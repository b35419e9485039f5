import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { type DesktopProcess, startDesktop } from './desktop-process.ts'
import type {} from './page-client.ts'
import type { Surroundings } from './surroundings.ts'

// Santral in the double: what the tests of the desktop host have in common.

export const program = join(import.meta.dirname, '../..')

/** Builds the program, unless the build is of these sources, and the client that tests put into its page. */
export async function buildSantral(): Promise<{ pageClient: string }> {
  const built = spawnSync(process.execPath, [join(program, 'scripts/build.ts')], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stderr)
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'page-client.ts'), formats: ['iife'], name: 'pageClient' },
    },
  })
  const [bundle] = [result].flat()
  if (!bundle || !('output' in bundle)) throw new Error('The client of the page was not bundled')
  return { pageClient: bundle.output[0].code }
}

export function startSantral({
  dataFolder,
  argv = [],
  surroundings = {},
  whatsApp = {},
}: {
  dataFolder: string
  argv?: readonly string[]
  surroundings?: Partial<Surroundings>
  whatsApp?: Record<string, string>
}): Promise<DesktopProcess> {
  // A closed port of this machine stands for WhatsApp, so that nothing outside can be reached.
  const environment = { SANTRAL_WHATSAPP_URL: 'ws://127.0.0.1:9/', ...whatsApp, SANTRAL_DATA_DIR: dataFolder }
  return startDesktop({ program, argv, surroundings, environment, logFile: join(dataFolder, 'logs', 'santral.log') })
}

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'santral-desktop-'))
}

/** Chromium may still be putting its things away. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

/** The page of the window, able to call the core over a port of its own. */
export async function pageWithClient(desktop: DesktopProcess, pageClient: string): Promise<Page> {
  const page = await desktop.page()
  await page.waitForLoadState('load')
  await page.evaluate(pageClient)
  return page
}

/** What reached the desktop under that name. */
export function dataOf(desktop: DesktopProcess, what: string): unknown[] {
  return desktop.happenings.filter(happening => happening.what === what).map(({ data }) => data)
}

/** What the double could not do, and what the page asked of a network: both should be empty. */
export function troubles(desktop: DesktopProcess): unknown[] {
  return [...dataOf(desktop, 'problem'), ...dataOf(desktop, 'network-request')]
}

// The following run in the page.

export function sayHello(contract: number) {
  const { client } = openClient()
  return client.system.hello({ contract, sessionToken: null })
}

/** Makes the office, links a number to it and answers with the admin's session; `window.scan` is the phone that reads the code. */
export async function linkNumber({ contract, accountId }: { contract: number; accountId: ChannelAccountId }) {
  const { client } = openClient()
  await client.system.hello({ contract, sessionToken: null })
  const { token } = await client.setup.createOffice({
    locale: 'tr',
    officeName: 'Deneme',
    timeZone: 'Europe/Istanbul',
    defaultCountry: 'TR',
    admin: { name: 'Ayşe Kaya', email: 'ayse@example.com', password: 'correct horse' },
  })
  await client.system.hello({ contract, sessionToken: token })
  await client.channelAccounts.create({ id: accountId, name: 'Klinik' })
  const updates = await client.system.updates()
  await client.channelAccounts.startLinking({ id: accountId, method: { kind: 'qr' } })
  let isScanned = false
  for (;;) {
    const [account] = await client.channelAccounts.list()
    if (account?.link.kind === 'connected') return token
    if (!isScanned && account?.link.kind === 'pairing' && account.link.qr !== null) {
      isScanned = true
      await (window as unknown as { scan(qr: string): Promise<void> }).scan(account.link.qr)
    }
    await updates.next()
  }
}
