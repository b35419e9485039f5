import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDesktop } from './desktop-process.ts'

// The double itself, with a program of a few lines. What it does with Santral stands in desktop-host.test.ts.

const main = `
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron'
protocol.registerSchemesAsPrivileged([{ scheme: 'page', privileges: { standard: true, secure: true } }])
app.setPath('userData', process.env.TEST_DATA)
app.whenReady().then(() => {
  session.defaultSession.setPermissionCheckHandler((contents, permission, origin) => permission === 'notifications' && origin === 'page://test/')
  protocol.handle('page', async request => new Response(request.method === 'POST' ? await request.text() : '<h1>' + request.url + '</h1><script>window.early = Object.keys(window.bridge)</script>', { headers: { 'content-type': 'text/html' } }))
  ipcMain.on('port', (event, message) => {
    const [port] = event.ports
    port.on('message', ({ data }) => port.postMessage({ echo: data, message, from: event.senderFrame.url }))
    port.on('close', () => process.send({ happening: { what: 'port-closed', data: null } }))
    // What arrives before the start must not be lost.
    setTimeout(() => port.start(), 200)
  })
  const window = new BrowserWindow({ webPreferences: { preload: import.meta.dirname + '/preload.cjs', contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true } })
  window.webContents.setWindowOpenHandler(({ url }) => {
    process.send({ happening: { what: 'window-open', data: url } })
    return { action: 'deny' }
  })
  window.loadURL('page://test/')
})
try {
  app.getGPUInfo('basic')
} catch (error) {
  process.send({ happening: { what: 'refused', data: error.message } })
}
`

const preload = `
const { contextBridge, ipcRenderer } = require('electron')
contextBridge.exposeInMainWorld('bridge', {
  name: 'test',
  add: (one, other) => one + other,
  fail() { throw new Error('no') },
})
window.addEventListener('message', event => {
  if (event.data === 'port') ipcRenderer.postMessage('port', { list: [1, undefined, new Date(0)] }, event.ports)
})
`

const folder = mkdtempSync(join(tmpdir(), 'electron-double-'))
const environment = { TEST_DATA: join(folder, 'data') }

beforeAll(() => {
  mkdirSync(environment.TEST_DATA)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'test', version: '1.2.3', main: 'main.mjs' }))
  writeFileSync(join(folder, 'main.mjs'), main)
  writeFileSync(join(folder, 'preload.cjs'), preload)
})
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))

describe('the double of Electron', () => {
  it('runs a main, a preload in a world of its own, and a page of a scheme of its own', async () => {
    await using desktop = await startDesktop({ program: folder, environment })
    expect(await desktop.waitFor('refused')).toBe('The Electron double has no app.getGPUInfo')
    const page = await desktop.page()
    expect(await page.locator('h1').textContent()).toBe('page://test/')
    expect(await page.evaluate('[isSecureContext, window.early]')).toEqual([true, ['name', 'add', 'fail']])

    // The page sees what was exposed and nothing of what stands behind it.
    const bridge = `(() => { try { bridge.fail() } catch (error) { return [bridge.name, bridge.add(2, 3), error.message, Object.isFrozen(bridge)] } })()`
    expect(await page.evaluate(bridge)).toEqual(['test', 5, 'Error: no', true])
    expect(await page.evaluate('[typeof require, typeof ipcRenderer, typeof module]')).toEqual(
      Array(3).fill('undefined'),
    )

    const talk = `new Promise(resolve => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => resolve(data)
      window.postMessage('port', location.origin, [port2])
      port1.postMessage({ bytes: new Uint8Array([1, 2, 3]), map: new Map([['a', 1n]]) })
    }).then(({ echo, message, from }) => [String(echo.bytes), String(echo.map.get('a')), message.list[2].getTime(), from])`
    expect(await page.evaluate(talk)).toEqual(['1,2,3', '1', 0, 'page://test/'])

    // What a page sends reaches the handler, with letters of any language.
    expect(await page.evaluate(`fetch('/x', { method: 'POST', body: 'Çağrı' }).then(one => one.text())`)).toBe('Çağrı')

    const permissions = `Promise.all(['notifications', 'geolocation', 'camera'].map(async name => (await navigator.permissions.query({ name })).state))`
    expect(await page.evaluate(permissions)).toEqual(['granted', 'denied', 'denied'])

    await page.evaluate(`window.open('https://example.org/popup')`)
    expect(await desktop.waitFor('window-open')).toBe('https://example.org/popup')
    expect(page.context().pages()).toHaveLength(1)

    await page.reload()
    await desktop.waitFor('port-closed')
    expect(await page.evaluate(talk)).toContain('page://test/')
    expect(desktop.happenings.filter(({ what }) => what === 'problem')).toEqual([])

    desktop.signal('SIGTERM')
    expect(await desktop.ended).toBe(0)
  })
})
