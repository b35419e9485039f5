import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { findElectron, whyNoElectronWindow } from '../../scripts/find-electron.ts'
import { spawnSimulator } from '../whatsapp/control-client.ts'
import type { DesktopProcess } from './desktop-process.ts'
import {
  buildSantral,
  dataOf,
  linkNumber,
  makeFolder,
  pageWithClient,
  program,
  removeFolder,
  sayHello,
  startSantral,
  troubles,
} from './santral-desktop.ts'
import type { Surroundings } from './surroundings.ts'

// The built main and preload, as they are shipped, in the double of Electron: from their start to their end.

let pageClient = ''
let dataFolder = ''

beforeAll(async () => {
  ;({ pageClient } = await buildSantral())
}, 120_000)

beforeEach(() => {
  const folder = makeFolder()
  dataFolder = join(folder, 'data')
  return () => removeFolder(folder)
})

function start(
  surroundings: Partial<Surroundings> = {},
  whatsApp: Record<string, string> = {},
): Promise<DesktopProcess> {
  return startSantral({ dataFolder, surroundings, whatsApp })
}

// Every test starts the whole program, some of them three times.
describe('the desktop host, from start to end', { timeout: 90_000 }, () => {
  it('passes live updates on, and closes the port of a page that was reloaded', async () => {
    await using desktop = await start()
    const page = await pageWithClient(desktop, pageClient)
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
    expect(troubles(desktop)).toEqual([])
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
    expect(dataOf(second, 'window-opened')).toEqual([])
    await desktop.waitFor('window-shown', 2)
    expect(dataOf(desktop, 'window-opened')).toHaveLength(1)
  })

  it('opens where a santral:// link leads, when it starts and while it runs, and nowhere else', async () => {
    const chat = newId()
    const lead = newId()
    await using desktop = await startSantral({ dataFolder, argv: [`santral://chat/${chat}`] })
    await desktop.waitFor('window-shown')
    const page = await desktop.page()
    await page.waitForURL(`**/#/inbox/${chat}`)
    await desktop.command('minimize-window')
    await using second = await startSantral({ dataFolder, argv: [`santral://lead/${lead}`] })
    expect(await second.ended).toBe(0)
    await desktop.waitFor('window-shown', 2)
    await page.waitForURL(`**/#/leads/${lead}`)
    for (const link of ['santral://settings/channels', `santral://chat/${chat}?x=1`, 'https://example.com/']) {
      await desktop.command('open-url', link)
    }
    await desktop.waitFor('window-shown', 5)
    expect(page.url()).toMatch(new RegExp(`#/leads/${lead}$`))
    await desktop.command('open-url', `santral://chat/${chat}`)
    await page.waitForURL(`**/#/inbox/${chat}`)
    expect(dataOf(desktop, 'window-opened')).toHaveLength(1)
    expect(troubles(desktop)).toEqual([])
  })

  it('drains on quit: the database is closed, the folder is free again', async () => {
    await using desktop = await start()
    await desktop.waitFor('window-shown')
    await desktop.command('close-window')
    expect(await desktop.ended).toBe(0)
    expect(dataOf(desktop, 'quit')).toEqual([0])
    // A clean end leaves no write-ahead log and no lock behind.
    expect(existsSync(join(dataFolder, 'santral.db'))).toBe(true)
    expect(existsSync(join(dataFolder, 'santral.db-wal'))).toBe(false)
    expect(existsSync(join(dataFolder, 'santral.lock.json'))).toBe(false)
    expect(readFileSync(join(dataFolder, 'logs', 'santral.log'), 'utf8')).toContain('stopped')
    expect(troubles(desktop)).toEqual([])
  })

  it('goes on beside the clock when its window is closed, where that was chosen, until it is told to end', async () => {
    await using desktop = await start()
    const page = await pageWithClient(desktop, pageClient)
    const chosen = await page.evaluate(async contract => {
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
      return client.thisPc.update({ staysInTray: true })
    }, CONTRACT_VERSION)
    // Started from its sources it cannot begin with the PC, and says so.
    expect(chosen).toEqual({ startsAtLogin: null, staysInTray: true })
    await desktop.command('close-window')
    await desktop.command('click-tray')
    await desktop.waitFor('window-opened', 2)
    await desktop.waitFor('window-shown', 2)
    await desktop.command('choose-in-tray', 'Çık')
    expect(await desktop.ended).toBe(0)
    expect(troubles(desktop)).toEqual([])
  })

  it('tells of a new message with a notice, whose click opens the conversation', async () => {
    const simulator = await spawnSimulator()
    onTestFinished(() => simulator.stop())
    const { control, url, rootKeyHex } = simulator
    await using desktop = await start({}, { SANTRAL_WHATSAPP_URL: url, SANTRAL_WHATSAPP_ROOT_KEY: rootKeyHex })
    const page = await pageWithClient(desktop, pageClient)
    const { phoneNumber: phone } = await control.call('createPhone', { phoneNumber: '+905320000001', name: 'Klinik' })
    await page.exposeFunction('scan', (qr: string) => control.call('scan', { phone, qr }))
    const accountId = newId<ChannelAccountId>()
    const token = await page.evaluate(linkNumber, { contract: CONTRACT_VERSION, accountId })
    await page.evaluate(value => localStorage.setItem('santral.session-token', value), token)
    await page.reload()
    await page.waitForURL(/#\/inbox/)

    // Whoever looks at the window is told by the page alone.
    await desktop.command('minimize-window')
    const { id: contact } = await control.call('createContact', { phoneNumber: '+905551234567', name: 'Fatma' })
    await control.call('sendText', { contact, text: 'Merhaba, fiyat alabilir miyim?' })
    expect(await desktop.waitFor('notification-shown')).toMatchObject({
      title: expect.stringContaining('Fatma'),
      body: 'Merhaba, fiyat alabilir miyim?',
    })
    await desktop.command('click-notification', 0)
    await page.waitForURL(/#\/inbox\/[0-9a-f-]{36}$/)
    await desktop.waitFor('window-shown', 2)
    expect(dataOf(desktop, 'notification-shown')).toHaveLength(1)
    desktop.signal('SIGTERM')
    expect(await desktop.ended).toBe(0)
    expect(troubles(desktop)).toEqual([])
  })

  it('reloads a page that crashed, and says so when it crashes again', async () => {
    await using desktop = await start()
    await desktop.waitFor('window-shown')
    await desktop.command('crash-page')
    await desktop.waitFor('page-loaded', 2)
    expect(dataOf(desktop, 'message-box')).toEqual([])
    await desktop.command('crash-page')
    expect(await desktop.waitFor('message-box')).toMatchObject({ message: 'Pencere iki kez kapandı' })
    await desktop.waitFor('page-loaded', 3)
    expect(troubles(desktop)).toEqual([])
  })

  it('opens the recovery in its window where the database is damaged, and changes nothing', async () => {
    mkdirSync(dataFolder, { recursive: true })
    const damaged = 'this is not a database, whatever its name says'.repeat(100)
    writeFileSync(join(dataFolder, 'santral.db'), damaged)
    await using desktop = await start()
    const page = await desktop.page()
    await page.getByRole('heading', { name: /Veritabanı bozulmuş|The database is damaged/u }).waitFor()
    expect(await page.locator('body').innerText()).not.toMatch(/\bat .*:\d+:\d+|SQLITE_/)
    expect(readFileSync(join(dataFolder, 'santral.db'), 'utf8')).toBe(damaged)
    await page.getByRole('button', { name: /^(?:Çık|Quit)$/u }).click()
    expect(await desktop.ended).toBe(0)
    expect(dataOf(desktop, 'message-box')).toEqual([])
  })

  it('says in a plain sentence, in the language of the system, when a program of the other host has the folder', async () => {
    mkdirSync(dataFolder, { recursive: true })
    const holder = new Database(join(dataFolder, 'santral.lock'))
    holder.pragma('locking_mode = EXCLUSIVE')
    holder.exec('BEGIN EXCLUSIVE')
    try {
      await using desktop = await start({ languages: ['de-DE', 'en-GB', 'tr-TR'] })
      expect(await desktop.ended).toBe(1)
      expect(dataOf(desktop, 'message-box')).toMatchObject([{ message: 'Santral is already running on this data' }])
      await using turkish = await start({ languages: ['tr-TR', 'en-US'] })
      expect(await turkish.ended).toBe(1)
      const [box] = dataOf(turkish, 'message-box')
      expect(box).toMatchObject({ type: 'error', message: 'Santral bu verilerle zaten çalışıyor' })
      expect(dataOf(turkish, 'window-opened')).toEqual([])
    } finally {
      holder.close()
    }
  })

  it.each([
    { means: 'keeps its key in the keychain', keychains: ['mine', 'mine'], state: 'ready', kind: 'os' },
    { means: 'cannot read it with another', keychains: ['mine', 'another'], state: 'cannot-unwrap', kind: 'os' },
    { means: 'says when there is none', keychains: [null], state: 'ready', kind: 'basic-text' },
  ])('$means', async ({ keychains, state, kind }) => {
    let found: object = {}
    for (const keychain of keychains) {
      await using desktop = await start({ keychain })
      const page = await pageWithClient(desktop, pageClient)
      const { secretsState, secretsKind } = await page.evaluate(sayHello, CONTRACT_VERSION)
      found = { secretsState, secretsKind }
      desktop.signal('SIGTERM')
      expect(await desktop.ended).toBe(0)
      expect(troubles(desktop)).toEqual([])
    }
    expect(found).toEqual({ secretsState: state, secretsKind: kind })
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
