import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { DesktopProcess } from './desktop-process.ts'
import { startDesktop } from './desktop-process.ts'
import { buildSantral, dataOf, makeFolder, pageWithClient, program, removeFolder, troubles } from './santral-desktop.ts'

// The installed program, the real electron-updater and a feed over HTTP: from the first look to the new program's start.

let pageClient = ''
let folder = ''
let feed: Server
/** What the feed answers; what is not here is not there. */
let files: Map<string, Buffer>
let asked: { path: string; person: unknown }[]

beforeAll(async () => {
  ;({ pageClient } = await buildSantral())
}, 120_000)

beforeEach(async () => {
  folder = makeFolder()
  files = new Map()
  asked = []
  feed = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://feed').pathname
    asked.push({ path, person: request.headers['x-user-staging-id'] })
    const file = files.get(path)
    if (file === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { 'Content-Length': file.length }).end(file)
  })
  await new Promise<void>(resolve => feed.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  feed.closeAllConnections()
  await new Promise(resolve => feed.close(resolve))
  removeFolder(folder)
})

const address = () => `http://127.0.0.1:${(feed.address() as AddressInfo).port}/santral/`

/** A version in the feed: an AppImage that says, when it is begun, that it was. */
function publish(version: string, { isWhole = true } = {}): Buffer {
  const image = Buffer.from(`#!/bin/sh\n# ${randomBytes(40_000).toString('hex')}\necho begun > "$APPIMAGE.begun"\n`)
  const sha512 = createHash('sha512').update(image).digest('base64')
  const name = `santral-${version}.AppImage`
  const list = `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: ${sha512}\n    size: ${image.length}\npath: ${name}\nsha512: ${sha512}\nreleaseDate: '2026-11-01T00:00:00.000Z'\n`
  files.set('/santral/latest-linux.yml', Buffer.from(list))
  files.set(`/santral/${name}`, isWhole ? image : Buffer.concat([image.subarray(0, -9), Buffer.from('tampered\n')]))
  return image
}

async function startInstalled(): Promise<{ desktop: DesktopProcess; appImage: string }> {
  const resources = join(folder, 'resources')
  mkdirSync(resources)
  writeFileSync(
    join(resources, 'app-update.yml'),
    'provider: generic\nurl: https://updates.invalid/\nupdaterCacheDirName: santral-updater\n',
  )
  const appImage = join(folder, 'santral.AppImage')
  writeFileSync(appImage, '#!/bin/sh\n')
  chmodSync(appImage, 0o755)
  const desktop = await startDesktop({
    program,
    surroundings: { isPackaged: true, resources },
    environment: {
      APPIMAGE: appImage,
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_CONFIG_HOME: join(folder, 'config'),
      SANTRAL_WHATSAPP_URL: 'ws://127.0.0.1:9/',
      SANTRAL_DATA_DIR: join(folder, 'data'),
    },
    logFile: join(folder, 'data', 'logs', 'santral.log'),
  })
  return { desktop, appImage }
}

async function openAbout(desktop: DesktopProcess) {
  const page = await pageWithClient(desktop, pageClient)
  const token = await page.evaluate(async contract => {
    const { client } = openClient()
    await client.system.hello({ contract, sessionToken: null })
    const opened = await client.setup.createOffice({
      locale: 'tr',
      officeName: 'Deneme',
      timeZone: 'Europe/Istanbul',
      defaultCountry: 'TR',
      admin: { name: 'Ayşe Kaya', email: 'ayse@example.com', password: 'correct horse' },
    })
    return opened.token
  }, CONTRACT_VERSION)
  await page.evaluate(value => {
    localStorage.setItem('santral.session-token', value)
    location.hash = '#/settings/about'
  }, token)
  await page.reload()
  await page.getByRole('heading', { name: 'Güncellemeler' }).waitFor()
  return page
}

async function nameFeed(page: Awaited<ReturnType<typeof openAbout>>): Promise<void> {
  await page.getByLabel('Güncelleme adresi').fill(address())
  await page.getByRole('button', { name: 'Kaydet' }).click()
  await page.getByText('Henüz denetlenmedi.').waitFor()
}

describe.skipIf(process.platform !== 'linux')('an update', { timeout: 120_000 }, () => {
  it('is looked for, fetched and put in place only when a person says so, each time', async () => {
    const image = publish('9.1.0')
    const started = await startInstalled()
    await using desktop = started.desktop
    const { appImage } = started
    const page = await openAbout(desktop)
    await page.getByText('Güncelleme denetimi kapalı: bir adres verilmemiş.').waitFor()
    expect(asked).toEqual([])
    await nameFeed(page)
    await page.getByRole('button', { name: 'Şimdi denetle' }).click()
    await page.getByText('Yeni sürüm var: 9.1.0').waitFor()
    // Every office sends the same number: nobody is counted.
    expect(asked).toEqual([{ path: '/santral/latest-linux.yml', person: '00000000-0000-0000-0000-000000000000' }])

    await page.getByRole('button', { name: 'İndir' }).click()
    await page.getByText('9.1.0 indirildi ve doğrulandı.').waitFor()
    expect(readFileSync(appImage, 'utf8')).toBe('#!/bin/sh\n')
    expect(troubles(desktop)).toEqual([])

    await page.getByRole('button', { name: 'Kur ve yeniden başlat' }).click()
    expect(await desktop.ended).toBe(0)
    expect(readFileSync(appImage).equals(image)).toBe(true)
    // The old program had ended in good order before the new one was begun.
    expect(existsSync(join(folder, 'data', 'santral.db-wal'))).toBe(false)
    expect(dataOf(desktop, 'quits-for-update')).toHaveLength(1)
    await expect.poll(() => existsSync(`${appImage}.begun`), { timeout: 20_000 }).toBe(true)
  })

  it('that is not what the list says is thrown away, and a feed that is none is named as such', async () => {
    publish('9.1.0', { isWhole: false })
    const started = await startInstalled()
    await using desktop = started.desktop
    const page = await openAbout(desktop)
    await nameFeed(page)
    await page.getByRole('button', { name: 'Şimdi denetle' }).click()
    await page.getByRole('button', { name: 'İndir' }).click()
    await page.getByText(/İndirilen dosya listedekiyle aynı değil/u).waitFor()

    files.clear()
    await page.getByRole('button', { name: 'Şimdi denetle' }).click()
    await page.getByText(/sürüm listesi bulunamadı/u).waitFor()
    files.set('/santral/latest-linux.yml', Buffer.from('<!doctype html><title>Welcome</title>'))
    await page.getByRole('button', { name: 'Şimdi denetle' }).click()
    await page.getByText(/sürüm listesi bulunamadı/u).waitFor()
    publish('0.0.1')
    await page.getByRole('button', { name: 'Şimdi denetle' }).click()
    await page.getByText(/Santral güncel/u).waitFor()
    await page.getByLabel('Güncelleme adresi').fill('http://127.0.0.1:9/')
    await page.getByRole('button', { name: 'Kaydet' }).click()
    await page.getByText('Henüz denetlenmedi.').waitFor()
    await page.getByRole('button', { name: 'Şimdi denetle' }).click()
    await page.getByText(/Güncelleme adresine ulaşılamadı/u).waitFor()
    expect(troubles(desktop)).toEqual([])
  })
})
