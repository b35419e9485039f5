import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { DesktopProcess } from './desktop-process.ts'
import {
  buildSantral,
  dataOf,
  makeFolder,
  pageWithClient,
  removeFolder,
  sayHello,
  startSantral,
  troubles,
} from './santral-desktop.ts'

// The built main and preload, as they are shipped, in the double of Electron: the page and its walls.

describe('the desktop host, running', { timeout: 60_000 }, () => {
  const folder = makeFolder()
  let desktop: DesktopProcess
  let pageClient = ''

  beforeAll(async () => {
    ;({ pageClient } = await buildSantral())
    desktop = await startSantral({ dataFolder: join(folder, 'data') })
  }, 120_000)
  afterAll(async () => {
    await desktop[Symbol.asyncDispose]()
    removeFolder(folder)
  })

  it('boots, shows the page and answers it over its port', async () => {
    await desktop.waitFor('window-shown')
    const page = await pageWithClient(desktop, pageClient)
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
    expect(troubles(desktop)).toEqual([])
  })

  it('sends a strict policy with the page, which then loads nothing else and may do nothing else', async () => {
    const page = await pageWithClient(desktop, pageClient)
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
      const frame = Object.assign(document.createElement('iframe'), { src: 'https://example.com/' })
      document.body.append(frame)
      const policy = (await fetch(location.origin)).headers.get('content-security-policy')
      const traversal = await statusOf('/..%2fmain%2findex.js')
      const emoji = (await (await fetch('/emoji/tr.json')).json()) as unknown[]
      const foreign = await statusOf('https://example.com/')
      const states = ['notifications', 'clipboard-write', 'clipboard-read', 'geolocation', 'camera', 'microphone'].map(
        async name => (await navigator.permissions.query({ name: name as PermissionName })).state,
      )
      await allBlocked
      return {
        policy,
        traversal,
        emojiCount: emoji.length,
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
      permissions: ['granted', 'granted', 'denied', 'denied', 'denied', 'granted'],
    })
    expect(found.policy).toContain("default-src 'none'")
    expect(found.emojiCount).toBeGreaterThan(1_800)
    expect(found.policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(troubles(desktop)).toEqual([])
  })

  it('stays on its own page and opens harmless links outside', async () => {
    const page = await pageWithClient(desktop, pageClient)
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

    expect(dataOf(desktop, 'link-opened')).toHaveLength(4)
    expect(page.url()).toBe(address)
    expect(page.context().pages()).toHaveLength(1)
    expect(troubles(desktop)).toEqual([])
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
    expect(troubles(desktop)).toEqual([])
  })
})
