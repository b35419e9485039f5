import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
import { createDesktopDialogs } from '${desktopFolder}/dialogs.ts'
import { createDesktopNotifier } from '${desktopFolder}/notifier.ts'
import { createDesktopPower } from '${desktopFolder}/power.ts'
import { createDesktopShell } from '${desktopFolder}/shell.ts'

const tell = (what, data = null) => process.send({ happening: { what, data } })
const failureOf = work => work.then(() => 'done', error => error.message)
app.setPath('userData', process.env.TEST_DATA)
app.whenReady().then(async () => {
  const notifier = createDesktopNotifier({ onClick: conversationId => tell('clicked', conversationId ?? null) })
  notifier.show({ title: 'Ayşe Kaya', body: 'Merhaba', opens: '${conversationId}', staysOpen: true })
  notifier.show({ title: 'Santral', body: 'Hazır' })
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
  if (!ask) return
  const dialogs = createDesktopDialogs()
  const kinds = [{ name: 'Resim', extensions: ['png', 'jpg'] }]
  tell('files-chosen', await dialogs.openFiles({ title: 'Resim ekle', kinds, multiple: ask === 'many' }))
  tell('place-chosen', await dialogs.saveFile({ title: 'Kaydet', suggestedName: 'rapor.pdf', kinds }) ?? null)
})
process.channel.unref()
`

const folder = mkdtempSync(join(tmpdir(), 'santral-ports-'))
const environment = { TEST_DATA: join(folder, 'data') }
let desktop: DesktopProcess

beforeAll(async () => {
  mkdirSync(environment.TEST_DATA)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'ports', version: '1.0.0', main: 'main.mjs' }))
  writeFileSync(join(folder, 'main.mjs'), main)
  desktop = await startDesktop({ program: folder, environment })
  await desktop.waitFor('ports-ready')
})
afterAll(async () => {
  await desktop[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

describe('on the desktop', () => {
  it('a notice is shown, stays when it must, and opens its conversation when it is clicked', async () => {
    expect(await desktop.waitFor('notification-shown')).toEqual({
      title: 'Ayşe Kaya',
      body: 'Merhaba',
      timeoutType: 'never',
      urgency: 'critical',
    })
    expect(await desktop.waitFor('notification-shown', 2)).toMatchObject({ timeoutType: 'default', urgency: 'normal' })
    await desktop.command('click-notification', 0)
    expect(await desktop.waitFor('clicked')).toBe(conversationId)
    await desktop.command('click-notification', 1)
    expect(await desktop.waitFor('clicked', 2)).toBeNull()
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
