import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import { findElectron, whyNoElectronWindow } from '../../scripts/find-electron.ts'
import { type DesktopProcess, startDesktop } from './desktop-process.ts'
import type {} from './page-client.ts'
import type { Surroundings } from './surroundings.ts'

// The built main and preload, as they are shipped, in the double of Electron.

const program = join(import.meta.dirname, '../..')
let pageClient = ''
let folder = ''
let dataFolder = ''

beforeAll(async () => {
  // Does nothing when the build is of these sources.
  const built = spawnSync(process.execPath, [join(program, 'scripts/build.ts')], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stderr)
  pageClient = await bundlePageClient()
}, 120_000)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'santral-desktop-'))
  dataFolder = join(folder, 'data')
  return () => rmSync(folder, { recursive: true, force: true })
})

async function bundlePageClient(): Promise<string> {
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
  return bundle.output[0].code
}

function start(surroundings: Partial<Surroundings> = {}, kept = dataFolder): Promise<DesktopProcess> {
  return startDesktop({ program, surroundings, environment: { SANTRAL_DATA_DIR: kept } })
}

/** The page of the window, able to call the core over a port of its own. */
async function pageWithClient(desktop: DesktopProcess) {
  const page = await desktop.page()
  await page.waitForLoadState('load')
  await page.evaluate(pageClient)
  return page
}

function sayHello(contract: number) {
  const { client } = openClient()
  return client.system.hello({ contract, sessionToken: null })
}

function data(desktop: DesktopProcess, what: string): unknown[] {
  return desktop.happenings.filter(happening => happening.what === what).map(happening => happening.data)
}

function expectNoProblems(desktop: DesktopProcess): void {
  expect(data(desktop, 'problem')).toEqual([])
  expect(data(desktop, 'network-request')).toEqual([])
}

describe('the desktop host, running', () => {
  let ownFolder = ''
  let desktop: DesktopProcess

  beforeAll(async () => {
    ownFolder = mkdtempSync(join(tmpdir(), 'santral-desktop-'))
    desktop = await start({}, join(ownFolder, 'data'))
  })
  afterAll(async () => {
    await desktop[Symbol.asyncDispose]()
    rmSync(ownFolder, { recursive: true, force: true })
  })

  it('boots, shows the page and answers it over its port', async () => {
    await desktop.waitFor('window-shown')
    const page = await pageWithClient(desktop)
    const problems: string[] = []
    page.on('console', message => message.type() === 'error' && problems.push(message.text()))

    const hello = await page.evaluate(sayHello, CONTRACT_VERSION)
    expect(hello).toMatchObject({ host: 'desktop', officeId: null, secretsState: 'ready', secretsKind: 'os' })
    // The page itself has connected, too: the first run is there, in the language of the system.
    await page.getByRole('heading').first().waitFor()
    expect(await page.evaluate('[typeof require, typeof process, Object.keys(santral)]')).toEqual([
      'undefined',
      'undefined',
      ['platform', 'connect'],
    ])
    expect(problems).toEqual([])
    expectNoProblems(desktop)
  })

  it('sends a strict policy with the page, which then loads nothing else and may do nothing else', async () => {
    const page = await pageWithClient(desktop)
    const found = await page.evaluate(async () => {
      const statusOf = (address: string) =>
        fetch(address).then(
          ({ status }) => status,
          () => 'refused',
        )
      const blocked: string[] = []
      const allBlocked = new Promise<void>(resolve => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (blocked.push(effectiveDirective) === 3) resolve()
        })
      })
      const inline = document.createElement('script')
      inline.textContent = 'window.wasRun = true'
      document.head.append(inline)
      const frame = Object.assign(document.createElement('iframe'), { src: location.href })
      document.body.append(frame)
      const policy = (await fetch(location.origin)).headers.get('content-security-policy')
      const traversal = await statusOf('/..%2fmain%2findex.js')
      const foreign = await statusOf('https://example.com/')
      const states = ['notifications', 'clipboard-write', 'clipboard-read', 'geolocation', 'camera', 'microphone'].map(
        async name => (await navigator.permissions.query({ name: name as PermissionName })).state,
      )
      await allBlocked
      return {
        policy,
        traversal,
        foreign,
        blocked: blocked.sort(),
        wasRun: 'wasRun' in window,
        permissions: await Promise.all(states),
      }
    })
    expect(found).toMatchObject({
      traversal: 404,
      foreign: 'refused',
      blocked: ['connect-src', 'frame-src', 'script-src-elem'],
      wasRun: false,
      permissions: ['granted', 'granted', 'denied', 'denied', 'denied', 'denied'],
    })
    expect(found.policy).toContain("default-src 'none'")
    expect(found.policy).not.toMatch(/script-src[^;]*unsafe/)
    expectNoProblems(desktop)
  })

  it('stays on its own page and opens harmless links outside', async () => {
    const page = await pageWithClient(desktop)
    const follow = (href: string, target = '') =>
      page.evaluate(
        link => {
          const anchor = Object.assign(document.createElement('a'), link)
          document.body.append(anchor)
          anchor.click()
          anchor.remove()
        },
        { href, target },
      )
    const address = page.url()

    await follow('https://example.com/in-this-window')
    expect(await desktop.waitFor('link-opened', 1)).toBe('https://example.com/in-this-window')
    await follow('https://example.com/in-a-new-window', '_blank')
    expect(await desktop.waitFor('link-opened', 2)).toBe('https://example.com/in-a-new-window')
    await page.evaluate(() => void window.open('https://example.com/from-a-script'))
    expect(await desktop.waitFor('link-opened', 3)).toBe('https://example.com/from-a-script')
    await follow('http://example.com/without-a-lock')
    await page.evaluate(() => void window.open('file:///etc/passwd'))
    await follow('tel:+905321234567')
    expect(await desktop.waitFor('link-opened', 4)).toBe('tel:+905321234567')

    expect(data(desktop, 'link-opened')).toHaveLength(4)
    expect(page.url()).toBe(address)
    expect(page.context().pages()).toHaveLength(1)
    expectNoProblems(desktop)
  })

  it('has a menu for its keys and offers to copy and paste on a right click', async () => {
    expect(JSON.stringify(await desktop.waitFor('application-menu'))).toMatch(/Kopyala.*Yapıştır.*Yakınlaştır/)
    await desktop.waitFor('window-shown')
    const editFlags = { canCut: true, canCopy: true, canPaste: false, canSelectAll: true }
    await desktop.command('right-click', { isEditable: true, selectionText: 'x', editFlags })
    expect(await desktop.waitFor('menu-opened')).toMatchObject([
      { role: 'cut', enabled: true },
      { role: 'copy', enabled: true },
      { role: 'paste', enabled: false },
      { role: 'selectAll', enabled: true },
    ])
    await desktop.command('right-click', { isEditable: false, selectionText: ' ', editFlags })
    await desktop.command('right-click', { isEditable: false, selectionText: '+90 532', editFlags })
    expect(await desktop.waitFor('menu-opened', 2)).toMatchObject([{ role: 'copy' }])
    // Sleep, waking up and another network reach the links without a complaint.
    await desktop.command('power', 'suspend')
    await desktop.command('go-online', false)
    await desktop.command('power', 'resume')
    expectNoProblems(desktop)
  })
})

describe('the desktop host, from start to end', () => {
  it('passes live updates on, and closes the port of a page that was reloaded', async () => {
    await using desktop = await start()
    const page = await pageWithClient(desktop)
    const heard = await page.evaluate(async contract => {
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
      const updates = await client.system.updates()
      await client.settings.update({ officeName: 'Yeni ad' })
      for await (const update of updates) {
        if (update.kind === 'event' && update.event.type === 'settings.changed') return update
      }
      return undefined
    }, CONTRACT_VERSION)
    expect(heard).toEqual({ kind: 'event', event: { type: 'settings.changed' } })

    await page.reload()
    await page.evaluate(pageClient)
    expect(await page.evaluate(sayHello, CONTRACT_VERSION)).toMatchObject({ officeName: 'Yeni ad' })
    expectNoProblems(desktop)
  })

  it('remembers where its window was, and comes back from a screen that is gone', async () => {
    const screens = [
      { x: 0, y: 0, width: 1920, height: 1040 },
      { x: 1920, y: 0, width: 2560, height: 1400 },
    ]
    const there = { x: 2200, y: 150, width: 1500, height: 900 }
    {
      await using desktop = await start({ screens })
      expect(await desktop.waitFor('window-opened')).toMatchObject({
        bounds: { x: 280, y: 90, width: 1360, height: 860 },
        minWidth: 1024,
        minHeight: 640,
        show: false,
        backgroundColor: '#ffffff',
      })
      await desktop.waitFor('window-shown')
      await desktop.command('move-window', there)
      await desktop.command('close-window')
      expect(await desktop.ended).toBe(0)
    }
    {
      await using desktop = await start({ screens, isDark: true })
      const dark = expect.stringMatching(/^#1/)
      expect(await desktop.waitFor('window-opened')).toMatchObject({ bounds: there, backgroundColor: dark })
      desktop.signal('SIGTERM')
      expect(await desktop.ended).toBe(0)
    }
    await using desktop = await start({ screens: screens.slice(0, 1) })
    expect(await desktop.waitFor('window-opened')).toMatchObject({
      bounds: { x: 210, y: 70, width: 1500, height: 900 },
    })
  })

  it('runs once: a second start brings the first window to the front', async () => {
    await using desktop = await start()
    await desktop.waitFor('window-shown')
    await desktop.command('minimize-window')
    await using second = await start()
    expect(await second.ended).toBe(0)
    expect(data(second, 'window-opened')).toEqual([])
    await desktop.waitFor('window-shown', 2)
    expect(data(desktop, 'window-opened')).toHaveLength(1)
  })

  it('drains on quit: the database is closed, the folder is free again', async () => {
    await using desktop = await start()
    await desktop.waitFor('window-shown')
    await desktop.command('close-window')
    expect(await desktop.ended).toBe(0)
    expect(data(desktop, 'quit')).toEqual([0])
    // A clean end leaves no write-ahead log and no lock behind.
    expect(existsSync(join(dataFolder, 'santral.db'))).toBe(true)
    expect(existsSync(join(dataFolder, 'santral.db-wal'))).toBe(false)
    expect(existsSync(join(dataFolder, 'santral.lock.json'))).toBe(false)
    expect(readFileSync(join(dataFolder, 'logs', 'santral.log'), 'utf8')).toContain('stopped')
    expectNoProblems(desktop)
  })

  it('reloads a page that crashed', async () => {
    await using desktop = await start()
    await desktop.waitFor('window-shown')
    await desktop.command('crash-page')
    await desktop.waitFor('page-loaded', 2)
    expectNoProblems(desktop)
  })

  it('says in a plain sentence, in the language of the system, why it cannot start', async () => {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(join(dataFolder, 'santral.db'), 'this is not a database, whatever its name says'.repeat(100))
    await using turkish = await start({ languages: ['tr-TR', 'en-US'] })
    expect(await turkish.ended).toBe(1)
    expect(data(turkish, 'message-box')).toMatchObject([{ type: 'error', message: 'Veritabanı bozulmuş' }])
    await using english = await start({ languages: ['de-DE', 'en-GB', 'tr-TR'] })
    expect(await english.ended).toBe(1)
    const [box] = data(english, 'message-box')
    expect(box).toMatchObject({ message: 'The database is damaged' })
    expect(JSON.stringify(box)).not.toMatch(/\bat .*:\d+:\d+|SQLITE_/)
    expect(data(english, 'window-opened')).toEqual([])
  })

  it('says so when a program of the other host has the folder', async () => {
    mkdirSync(dataFolder, { recursive: true })
    const holder = new Database(join(dataFolder, 'santral.lock'))
    holder.pragma('locking_mode = EXCLUSIVE')
    holder.exec('BEGIN EXCLUSIVE')
    try {
      await using desktop = await start({ languages: ['en'] })
      expect(await desktop.ended).toBe(1)
      expect(data(desktop, 'message-box')).toMatchObject([{ message: 'Santral is already running on this data' }])
    } finally {
      holder.close()
    }
  })

  it('keeps its key in the keychain, and says so when there is none or it is another', async () => {
    const secrets = async (keychain: string | null) => {
      await using desktop = await start({ keychain })
      const page = await pageWithClient(desktop)
      const { secretsState, secretsKind } = await page.evaluate(sayHello, CONTRACT_VERSION)
      desktop.signal('SIGTERM')
      expect(await desktop.ended).toBe(0)
      expectNoProblems(desktop)
      return { secretsState, secretsKind }
    }
    expect(await secrets('mine')).toEqual({ secretsState: 'ready', secretsKind: 'os' })
    expect(await secrets('mine')).toEqual({ secretsState: 'ready', secretsKind: 'os' })
    expect(await secrets('of another PC')).toEqual({ secretsState: 'cannot-unwrap', secretsKind: 'os' })
    rmSync(dataFolder, { recursive: true })
    expect(await secrets(null)).toEqual({ secretsState: 'ready', secretsKind: 'basic-text' })
  })
})

const electron = findElectron()
const obstacle =
  electron === undefined
    ? "Electron's binary is not on this machine, so the real one was not started."
    : whyNoElectronWindow(process.platform, process.env, process.getuid?.())

describe('the real Electron', () => {
  it.skipIf(obstacle !== undefined)(`starts the desktop host${obstacle ? `: skipped. ${obstacle}` : ''}`, async () => {
    const { _electron } = await import('playwright-core')
    const real = await _electron.launch({
      executablePath: electron as string,
      args: [program],
      env: { ...(process.env as Record<string, string>), SANTRAL_DATA_DIR: dataFolder },
    })
    const page = await real.firstWindow()
    await page.getByRole('heading').first().waitFor()
    expect(page.url()).toMatch(/^app:\/\/santral\//)
    await page.evaluate(pageClient)
    expect(await page.evaluate(sayHello, CONTRACT_VERSION)).toMatchObject({ host: 'desktop' })
    await real.close()
    expect(existsSync(join(dataFolder, 'santral.lock.json'))).toBe(false)
  })
})
