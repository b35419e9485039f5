import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startWhatsAppServer } from '@openclaw/crabline'
import { initAuthCreds } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestOffice } from './testing/office.ts'

/** Its recorder needs time for each frame: without a pause it closes the line with 1009. */
const PAUSE_MS = 15
const SELF = '905550000001'

type Crabline = Awaited<ReturnType<typeof startWhatsAppServer>>

let crabline: Crabline
let proxy: Proxy
let office: TestOffice
let folder: string

/** A line that can be broken: crabline itself has no way to drop a socket. */
class Proxy {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isOpen = true

  constructor(target: number) {
    this.#server = createServer(client => {
      if (!this.#isOpen) return client.destroy()
      const upstream = connect(target, '127.0.0.1')
      for (const socket of [client, upstream]) {
        this.#sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => {
          client.destroy()
          upstream.destroy()
        })
      }
      client.pipe(upstream).pipe(client)
    })
  }

  async listen(): Promise<number> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    return (this.#server.address() as { port: number }).port
  }

  /** Breaks what is connected; while shut, nothing new gets through either. */
  shut(): void {
    this.#isOpen = false
    for (const socket of this.#sockets) socket.destroy()
  }

  open(): void {
    this.#isOpen = true
  }

  close(): void {
    this.shut()
    this.#server.close()
  }
}

/** A server by other hands, with WhatsApp's genuine certificate: what it agrees with is no habit of our own simulator. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'santral-crabline-'))
  crabline = await startWhatsAppServer({
    port: 0,
    recorderPath: join(folder, 'crabline.jsonl'),
    selfJid: `${SELF}@s.whatsapp.net`,
    maxPendingInboundMessages: 1_000,
  })
  const url = new URL(crabline.manifest.endpoints.baileysWebSocketUrl)
  proxy = new Proxy(Number(url.port))
  url.port = String(await proxy.listen())
  office = new TestOffice({ url: url.href })
  office.begin()
  office.preset({ ...initAuthCreds(), me: { id: `${SELF}:0@s.whatsapp.net`, name: 'Ofis' } })
  office.link.start()
  await office.untilState('connected')
})

afterEach(async () => {
  await office.end()
  proxy.close()
  await crabline.close()
  rmSync(folder, { recursive: true, force: true })
})

async function inject(from: string, text: string, pushName = 'Ayşe'): Promise<void> {
  const response = await fetch(crabline.manifest.endpoints.adminInboundUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-Crabline-Admin-Token': crabline.manifest.adminToken },
    body: JSON.stringify({ chatJid: from, senderJid: from, pushName, text }),
  })
  expect(response.status).toBe(200)
  await sleep(PAUSE_MS)
}

const recorded = () => readFileSync(crabline.manifest.recorderPath, 'utf8')

describe('against crabline, a server by other hands', () => {
  it('takes texts in, also under a LID whose number is told nowhere', async () => {
    await inject('905551234567@s.whatsapp.net', 'Merhaba 😊')
    await inject('123456789012345@lid', 'numaram gizli', 'Gizli')
    expect(await office.untilText('Merhaba 😊')).toMatchObject({ phone: '+905551234567', kind: 'text' })
    expect(await office.untilText('numaram gizli')).toMatchObject({ phone: null, lid: '123456789012345' })
    expect(office.office.of('message').map(({ message }) => message.pushName)).toEqual(['Ayşe', 'Gizli'])
    await office.until(() => office.journal().every(({ state }) => state === 'stored'), 'the journal to be dealt with')
  })

  it('sends an answer that the server has really read', async () => {
    await inject('123456789012345@lid', 'soru')
    await office.untilText('soru')
    expect(await office.send({ phone: null, lid: '123456789012345' }, 'cevabımız')).toMatchObject({
      kind: 'acknowledged',
    })
    await office.until(() => recorded().includes('cevabımız'), 'the decrypted answer in its record')
  })

  it('has what was queued while the line was broken, in order and once', async () => {
    await inject('905551234567@s.whatsapp.net', 'before')
    await office.untilText('before')
    proxy.shut()
    await office.until(() => office.link.state.kind !== 'connected', 'the broken line')
    for (let index = 0; index < 10; index += 1) await inject('905551234567@s.whatsapp.net', `queued ${index}`)
    proxy.open()
    await office.untilText('queued 9')
    expect(office.office.messages().map(({ body }) => body)).toEqual([
      'before',
      ...Array.from({ length: 10 }, (_, index) => `queued ${index}`),
    ])
  })
})
