import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { FileId, LeadId } from '#shared/domain/ids.ts'
import type { DesktopProcess } from './desktop-process.ts'
import { buildSantral, makeFolder, pageWithClient, removeFolder, startSantral, troubles } from './santral-desktop.ts'

// The built main and preload, as they are shipped, in the double of Electron: contents of files under the page's own scheme.

describe('files in the desktop host', { timeout: 60_000 }, () => {
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

  it('go up with their progress, are shown by the page, and come in pieces', async () => {
    await desktop.waitFor('window-shown')
    const page = await pageWithClient(desktop, pageClient)
    const found = await page.evaluate(async contract => {
      const { client } = openClient()
      await client.system.hello({ contract, sessionToken: null })
      const admin = { name: 'Ayşe Kaya', email: 'ayse@example.com', password: 'correct horse' }
      const office = { locale: 'tr', officeName: 'Deneme', timeZone: 'Europe/Istanbul', defaultCountry: 'TR' } as const
      await client.setup.createOffice({ ...office, admin })
      const [leadId, id] = [crypto.randomUUID() as LeadId, crypto.randomUUID() as FileId]
      const nobody = { phoneNumber: null, email: null, countryCode: null, language: null, city: null }
      await client.leads.create({ id: leadId, name: 'Mehmet', ...nobody })

      const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 })
      const picture = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
      const bytes = await (picture as Blob).arrayBuffer()
      const about = { id, leadId, purpose: 'lead-file', name: 'Röntgen.png', mime: 'image/png' } as const
      const { url } = await client.files.startUpload({ ...about, size: bytes.byteLength })
      const sent = await new Promise<number>(resolve => {
        const upload = new XMLHttpRequest()
        upload.open('PUT', url)
        upload.addEventListener('loadend', () => resolve(upload.status))
        upload.send(bytes)
      })
      const file = await client.files.finishUpload({ id })

      const shown = await client.files.open({ id, as: 'inline' })
      const image = new Image()
      image.src = shown.url
      await image.decode()
      const piece = await fetch(shown.url, { headers: { Range: 'bytes=1-3' } })
      const saved = await fetch((await client.files.open({ id, as: 'download' })).url)
      const guessed = await fetch('/files/guess')
      return {
        sent,
        file,
        size: [image.naturalWidth, image.naturalHeight],
        piece: [piece.status, await piece.text()],
        disposition: saved.headers.get('content-disposition'),
        guessed: guessed.status,
      }
    }, CONTRACT_VERSION)
    expect(found).toMatchObject({
      sent: 204,
      file: { kind: 'image', mime: 'image/png', name: 'Röntgen.png', state: 'ready' },
      size: [64, 48],
      piece: [206, 'PNG'],
      disposition: expect.stringMatching(/^attachment; /u),
      guessed: 404,
    })
    expect(troubles(desktop)).toEqual([])
  })
})
