import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#shared/domain/ids.ts'
import { type DesktopProcess, startDesktop } from './desktop-process.ts'

// The desktop host's ports as a feature uses them, in a program that consists of nothing else.

const conversationId = newId()
const desktopFolder = pathToFileURL(join(import.meta.dirname, '../../src/main/desktop')).href

const main = `
import { app } from 'electron'
import { createDesktopBadge } from '${desktopFolder}/badge.ts'
import { createTray } from '${desktopFolder}/tray.ts'
import { createDesktopDialogs } from '${desktopFolder}/dialogs.ts'
import { createDesktopNotifier } from '${desktopFolder}/notifier.ts'
import { createDesktopPower } from '${desktopFolder}/power.ts'
import { catchTheUncaught } from '${desktopFolder}/last-resort.ts'
import { createMainWindow } from '${desktopFolder}/main-window.ts'
import { registerPageScheme, servePage } from '${desktopFolder}/page-protocol.ts'
import { createLoginStart } from '${desktopFolder}/login-start.ts'
import { createDesktopThisPc } from '${desktopFolder}/this-pc.ts'
import { openThisPcFile } from '${desktopFolder}/this-pc-file.ts'
import { createWindowMemory } from '${desktopFolder}/window-memory.ts'
import { createDesktopShell } from '${desktopFolder}/shell.ts'

const tell = (what, data = null) => process.send({ happening: { what, data } })
const failureOf = work => work.then(() => 'done', error => error.message)
app.setPath('userData', process.env.TEST_DATA)
registerPageScheme()
catchTheUncaught(() => tell('fatal'))
app.whenReady().then(async () => {
  servePage({ folder: process.env.TEST_PAGE })
  const file = openThisPcFile({ folder: process.env.TEST_DATA })
  const window = createMainWindow({
    preload: process.env.TEST_PAGE + '/preload.cjs',
    icon: 'icon.png',
    memory: createWindowMemory(file),
    explainCrash: async () => tell('crash-explained'),
  })
  window.show()
  const locale = 'tr'
  const tray = createTray({ resources: process.env.TEST_RESOURCES, locale, platform: process.platform, onOpen: () => window.show() })
  const badges = {
    linux: createDesktopBadge({ window, tray, locale, platform: 'linux' }),
    win32: createDesktopBadge({ window, tray, locale, platform: 'win32' }),
  }
  process.on('message', ({ unread, platform }) => {
    if (platform) badges[platform].show(unread)
  })
  const executable = '/opt/San tral/"100%"/santral'
  const pcOn = platform => createDesktopThisPc({
    file,
    loginStart: createLoginStart({ platform, environment: { XDG_CONFIG_HOME: process.env.TEST_DATA }, isInstalled: true, executable }),
  })
  const fromSources = createDesktopThisPc({
    file,
    loginStart: createLoginStart({ platform: 'linux', environment: {}, isInstalled: false, executable }),
  })
  process.on('message', ({ pc, change }) => {
    if (!pc) return
    const one = pc === 'sources' ? fromSources : pcOn(pc)
    if (change) one.change(change)
    tell('this-pc', one.get())
  })
  const notifier = createDesktopNotifier({
    isAttended: () => window.isAttended(),
    onClick(conversationId) {
      tell('clicked', conversationId ?? null)
      if (conversationId) window.openConversation(conversationId)
    },
  })
  const notices = {
    message: { title: 'Ayşe Kaya', body: 'Merhaba', opens: '${conversationId}', staysOpen: true },
    plain: { title: 'Santral', body: 'Hazır' },
  }
  process.on('message', ({ notice, withdraw }) => {
    if (withdraw) notifier.withdraw(withdraw)
    if (!notice) return
    notifier.show(notices[notice])
    tell('notice-given')
  })
  const power = createDesktopPower()
  const stop = power.onSuspend(() => tell('suspended'))
  power.onResume(() => { stop(); tell('resumed') })
  const shell = createDesktopShell()
  await shell.openFile('report.pdf')
  await shell.showInFolder('report.pdf')
  await shell.openLink(new URL('https://example.com/'))
  tell('link-refused', await failureOf(shell.openLink(new URL('file:///etc/passwd'))))
  tell('ports-ready')
})
process.on('message', async ({ ask }) => {
  if (ask === 'fail') setTimeout(() => { throw new Error('nobody catches this') })
  if (ask === 'reject') void Promise.reject(new Error('nobody waits for this'))
  if (ask !== 'many') return
  const dialogs = createDesktopDialogs()
  const kinds = [{ name: 'Resim', extensions: ['png', 'jpg'] }]
  tell('files-chosen', await dialogs.openFiles({ title: 'Resim ekle', kinds, multiple: true }))
  tell('place-chosen', await dialogs.saveFile({ title: 'Kaydet', suggestedName: 'rapor.pdf', kinds }) ?? null)
})
process.channel.unref()
`

const folder = mkdtempSync(join(tmpdir(), 'santral-ports-'))
const environment = {
  TEST_DATA: join(folder, 'data'),
  TEST_PAGE: join(folder, 'page'),
  TEST_RESOURCES: join(import.meta.dirname, '../../resources'),
}
let desktop: DesktopProcess

beforeAll(async () => {
  mkdirSync(environment.TEST_DATA)
  mkdirSync(environment.TEST_PAGE)
  // The preload as it is in the sources; only its types and its way of importing are not a script's.
  const preload = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, '../../src/preload/index.ts'), 'utf8'))
  writeFileSync(
    join(environment.TEST_PAGE, 'preload.cjs'),
    preload.replace(/import (\{.*\}) from 'electron'/, "const $1 = require('electron')"),
  )
  writeFileSync(join(environment.TEST_PAGE, 'index.html'), '<!doctype html><title>Santral</title>')
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'ports', version: '1.0.0', main: 'main.mjs' }))
  writeFileSync(join(folder, 'main.mjs'), main)
  // What a power cut left of the settings of this PC: the program begins with none.
  writeFileSync(join(environment.TEST_DATA, 'this-pc.json'), '{"window": {"x": 12')
  desktop = await startDesktop({ program: folder, environment })
  await desktop.waitFor('ports-ready')
})
afterAll(async () => {
  await desktop[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

describe('on the desktop', () => {
  it('a notice is shown, stays when it must, and opens its conversation when it is clicked', async () => {
    const page = await desktop.page()
    await desktop.waitFor('window-shown')
    // Whoever looks at the window is told by the page.
    desktop.send({ notice: 'message' })
    await desktop.waitFor('notice-given')
    expect(desktop.happenings.filter(({ what }) => what === 'notification-shown')).toEqual([])
    // In front, but nobody is there.
    await desktop.command('go-away', 300)
    desktop.send({ notice: 'message' })
    expect(await desktop.waitFor('notification-shown')).toEqual({
      title: 'Ayşe Kaya',
      body: 'Merhaba',
      silent: true,
      timeoutType: 'never',
      urgency: 'critical',
    })
    await desktop.command('go-away', 0)
    await desktop.command('minimize-window')
    desktop.send({ notice: 'plain' })
    expect(await desktop.waitFor('notification-shown', 2)).toMatchObject({ timeoutType: 'default', urgency: 'normal' })
    const told = page.evaluate(
      () => new Promise(resolve => window.addEventListener('message', ({ data }) => resolve(data), { once: true })),
    )
    await page.evaluate(() => undefined)
    await desktop.command('click-notification', 0)
    expect(await told).toEqual({ type: 'santral:open-conversation', conversationId })
    expect(await desktop.waitFor('clicked')).toBe(conversationId)
    await desktop.command('click-notification', 1)
    expect(await desktop.waitFor('clicked', 2)).toBeNull()
  })

  it('the number of unread chats stands on the dock, on the taskbar of Windows and in words at the tray', async () => {
    expect(await desktop.waitFor('tray-menu')).toEqual(['Aç', null, 'Çık'])
    desktop.send({ unread: 3, platform: 'linux' })
    expect(await desktop.waitFor('badge')).toBe(3)
    expect(await desktop.waitFor('tray-words', 2)).toBe('Santral · 3 okunmamış sohbet')
    desktop.send({ unread: 0, platform: 'linux' })
    expect(await desktop.waitFor('badge', 2)).toBe(0)
    expect(await desktop.waitFor('tray-words', 3)).toBe('Santral')
    desktop.send({ unread: 12, platform: 'win32' })
    expect(await desktop.waitFor('overlay')).toEqual({
      size: { width: 16, height: 16 },
      words: '12 okunmamış sohbet',
    })
    desktop.send({ unread: 0, platform: 'win32' })
    expect(await desktop.waitFor('overlay', 2)).toBeNull()
  })

  it('the tray brings the window back', async () => {
    const before = desktop.happenings.filter(({ what }) => what === 'window-focused').length
    await desktop.command('click-tray')
    await desktop.waitFor('window-focused', before + 1)
    await desktop.command('choose-in-tray', 'Aç')
    await desktop.waitFor('window-focused', before + 2)
  })

  it('a notice takes the place of the one of the same chat, and goes when the chat was read', async () => {
    await desktop.command('go-away', 300)
    const before = desktop.happenings.filter(({ what }) => what === 'notification-shown').length
    desktop.send({ notice: 'message' })
    await desktop.waitFor('notification-shown', before + 1)
    desktop.send({ notice: 'message' })
    expect(await desktop.waitFor('notification-closed')).toMatchObject({ body: 'Merhaba' })
    await desktop.waitFor('notification-shown', before + 2)
    desktop.send({ withdraw: conversationId })
    await desktop.waitFor('notification-closed', 2)
    desktop.send({ withdraw: conversationId })
    desktop.send({ notice: 'plain' })
    await desktop.waitFor('notification-shown', before + 3)
    expect(desktop.happenings.filter(({ what }) => what === 'notification-closed')).toHaveLength(2)
    await desktop.command('go-away', 0)
  })

  it('the program begins with the PC where the system is told so, and only one that was installed', async () => {
    desktop.send({ pc: 'win32' })
    expect(await desktop.waitFor('this-pc')).toEqual({ startsAtLogin: false, staysInTray: false })
    desktop.send({ pc: 'win32', change: { startsAtLogin: true } })
    expect(await desktop.waitFor('this-pc', 2)).toEqual({ startsAtLogin: true, staysInTray: false })
    expect(await desktop.waitFor('login-item')).toEqual({ openAtLogin: true })
    desktop.send({ pc: 'sources', change: { staysInTray: true } })
    expect(await desktop.waitFor('this-pc', 3)).toEqual({ startsAtLogin: null, staysInTray: true })

    const entry = join(environment.TEST_DATA, 'autostart', 'santral.desktop')
    desktop.send({ pc: 'linux', change: { startsAtLogin: true } })
    expect(await desktop.waitFor('this-pc', 4)).toEqual({ startsAtLogin: true, staysInTray: true })
    const written = readFileSync(entry, 'utf8')
    expect(written).toContain('Exec="/opt/San tral/\\\\\"100%%\\\\\"/santral"\n')
    // Moved meanwhile: the next start writes its new place. Switched off by the desktop itself, it stays off.
    writeFileSync(entry, written.replace('/opt/', '/old/'))
    desktop.send({ pc: 'linux' })
    await desktop.waitFor('this-pc', 5)
    expect(readFileSync(entry, 'utf8')).toBe(written)
    writeFileSync(entry, written.replace('enabled=true', 'enabled=false'))
    desktop.send({ pc: 'linux' })
    expect(await desktop.waitFor('this-pc', 6)).toEqual({ startsAtLogin: false, staysInTray: true })
    desktop.send({ pc: 'linux', change: { startsAtLogin: false } })
    await desktop.waitFor('this-pc', 7)
    expect(existsSync(entry)).toBe(false)
  })

  it('sleep and waking up are told, until nobody wants to hear of them', async () => {
    await desktop.command('power', 'suspend')
    await desktop.waitFor('suspended')
    await desktop.command('power', 'resume')
    await desktop.waitFor('resumed')
    await desktop.command('power', 'suspend')
    await desktop.command('power', 'resume')
    await desktop.waitFor('resumed', 2)
    expect(desktop.happenings.filter(({ what }) => what === 'suspended')).toHaveLength(1)
  })

  it('files and harmless links are opened, other links are refused', async () => {
    expect(await desktop.waitFor('file-opened')).toBe('report.pdf')
    expect(await desktop.waitFor('folder-shown')).toBe('report.pdf')
    expect(await desktop.waitFor('link-opened')).toBe('https://example.com/')
    expect(await desktop.waitFor('link-refused')).toBe('A link of the kind file: is not opened')
  })

  it('an error that nobody caught is told once, and a promise that nobody waited for harms nothing', async () => {
    desktop.send({ ask: 'reject' })
    desktop.send({ ask: 'fail' })
    await desktop.waitFor('fatal')
    desktop.send({ ask: 'fail' })
    await desktop.command('power', 'resume')
    expect(desktop.happenings.filter(({ what }) => what === 'fatal')).toHaveLength(1)
  })

  it('files are chosen in the dialogs of the system', async () => {
    await desktop.command('choose-files', ['a.png', 'b.png'])
    desktop.send({ ask: 'many' })
    expect(await desktop.waitFor('files-chosen')).toEqual(['a.png', 'b.png'])
    expect(await desktop.waitFor('open-dialog')).toEqual({
      title: 'Resim ekle',
      filters: [{ name: 'Resim', extensions: ['png', 'jpg'] }],
      properties: ['openFile', 'multiSelections'],
    })
    expect(await desktop.waitFor('save-dialog')).toMatchObject({ defaultPath: 'rapor.pdf' })
    // Nothing was prepared for the second dialog: the person cancelled it.
    expect(await desktop.waitFor('place-chosen')).toBeNull()
  })
})
