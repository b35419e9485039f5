import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Curve } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { LOG_FILE, startLogging } from '../../logging/logger.ts'
import { TestOffice } from './testing/office.ts'

let simulator: WhatsAppSimulator
let office: TestOffice

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
})

afterEach(async () => {
  await office.end()
  await simulator.close()
})

describe('keys', () => {
  it('are nowhere in the log, on the console or in the clear on the disk', async () => {
    const printed: string[] = []
    const methods = ['log', 'info', 'warn', 'error', 'debug'] as const
    const spies = methods.map(method =>
      vi.spyOn(console, method).mockImplementation((...args) => void printed.push(JSON.stringify(args))),
    )
    office = new TestOffice(simulator)
    const logging = startLogging({ folder: office.folder, level: 'trace' })
    const phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
    const ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe Yılmaz' })
    office.begin()
    await office.linkByQr(phone)
    await ayse.sendText('gizli kelime')
    await office.untilText('gizli kelime')
    // Opening, closing and failing sessions is what libsignal prints whole, private keys included.
    await ayse.sendText('bozuk', { as: 'garbage' })
    await office.untilText('bozuk')
    await office.send({ phone: '+905551234567', lid: ayse.lid }, 'cevap')
    simulator.closeWith('bad-session')
    await office.untilState('connected')
    await logging.stop()
    for (const spy of spies) spy.mockRestore()

    const log = readFileSync(join(office.folder, LOG_FILE), 'utf8')
    expect(log).toContain('the line closed')
    const told = log + printed.join('\n')
    expect(told).not.toMatch(/privKey|"private"|noiseKey|advSecret/u)
    expect(told).not.toMatch(/905551234567|Ayşe|gizli kelime|cevap/u)

    const databases = readdirSync(office.folder).filter(name => name.startsWith('santral.db'))
    const bytes = Buffer.concat(databases.map(name => readFileSync(join(office.folder, name))))
    for (const field of ['noiseKey', 'signedIdentityKey', 'advSecretKey', 'ephemeralKeyPair', 'privKey']) {
      expect(bytes.includes(field)).toBe(false)
    }
  })
})

describe('the certificate', () => {
  it('of a server that our root did not sign ends the connection', async () => {
    const other = await startWhatsAppSimulator()
    office = new TestOffice({ url: simulator.url, rootKeyHex: other.rootKeyHex })
    await other.close()
    office.begin()
    office.link.startPairing({ kind: 'qr' })
    await office.until(() => office.link.state.kind === 'unlinked', 'the end of pairing')
    expect(office.link.state).toEqual({ kind: 'unlinked', failure: 'failed' })
  })

  it('is checked for real: a false signature does not pass', () => {
    office = new TestOffice(simulator)
    office.begin()
    const key = Curve.generateKeyPair()
    const signature = Curve.sign(key.private, Buffer.from('true'))
    expect(Curve.verify(key.public, Buffer.from('true'), signature)).toBe(true)
    expect(Curve.verify(key.public, Buffer.from('false'), signature)).toBe(false)
    expect(Curve.verify(key.public, Buffer.from('true'), Buffer.alloc(64))).toBe(false)
    expect(Curve.verify(Buffer.alloc(3), Buffer.from('true'), signature)).toBe(false)
  })
})
