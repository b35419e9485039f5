import { Socket } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startWhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { openTestApp } from '../../rpc/testing/test-app.ts'
import { TestOffice } from './testing/office.ts'

// No telemetry: every connection that this process begins, by whatever library, goes through Node's sockets.

interface Target {
  readonly host: string
  readonly port: number
}

let targets: Target[]
let isCutOff: boolean

beforeEach(() => {
  targets = []
  isCutOff = false
  const connect = Socket.prototype.connect
  vi.spyOn(Socket.prototype, 'connect').mockImplementation(function spied(this: Socket, ...given: unknown[]) {
    const [first] = given.flat() as [{ host?: string; port?: number | string } | undefined]
    targets.push({ host: first?.host ?? 'localhost', port: Number(first?.port) })
    if (!isCutOff) return Reflect.apply(connect, this, given)
    // As a machine without a network answers.
    process.nextTick(() => this.destroy(new Error('cut off')))
    return this
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

it('an office that has linked no number talks to nobody', async () => {
  const app = await openTestApp()
  app.app.start()
  await app.admin.leads.list({})
  await app.close()
  expect(targets).toEqual([])
})

it('with another server configured, that server alone is talked to', async () => {
  const simulator = await startWhatsAppSimulator()
  const office = new TestOffice(simulator)
  const phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  const ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe Yılmaz' })
  office.begin()
  await office.linkByQr(phone)
  await ayse.sendText('Merhaba, https://example.com/fiyat ne kadar?')
  await office.untilText('Merhaba, https://example.com/fiyat ne kadar?')
  await office.send({ phone: '+905551234567', lid: ayse.lid }, 'Bakınız: https://example.com/')
  await office.end()
  await simulator.close()
  const own = new Set([simulator.url, simulator.mediaUrl].map(url => new URL(url).host))
  expect(targets).not.toEqual([])
  expect(targets.filter(({ host, port }) => !own.has(`${host}:${port}`))).toEqual([])
})

it("with nothing configured, WhatsApp's own servers and nobody else", async () => {
  isCutOff = true
  const office = new TestOffice({} as { url: string })
  office.begin()
  office.link.startPairing({ kind: 'qr' })
  await office.until(() => targets.length > 1, 'a try to connect')
  await office.end()
  expect(new Set(targets.map(({ host }) => host))).toEqual(new Set(['web.whatsapp.com']))
})
