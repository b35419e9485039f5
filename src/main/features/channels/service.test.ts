import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { type ChannelAccountId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { openTestDatabase } from '../../db/testing/test-database.ts'
import { createAppEvents } from '../../events/app-events.ts'
import { createLogger } from '../../logging/logger.ts'
import { createFakeSecretStore } from '../../ports/fakes.ts'
import { createSystemClock } from '../../ports/system-clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { createSecretBox } from '../secrets/secret-box.ts'
import { DEFAULT_SETTINGS } from '../settings/service.ts'
import { createWhatsAppProvider } from '../whatsapp/provider.ts'
import { createRecordingSink } from '../whatsapp/testing/recording-sink.ts'
import { createChannelService } from './service.ts'

let simulator: WhatsAppSimulator
let phone: OfficePhone
let database: ReturnType<typeof openTestDatabase>
let office: ReturnType<typeof open>
let by: Viewer

const clock = createSystemClock()
const secretStore = createFakeSecretStore()

function open() {
  const { db, folder } = database
  const events = createAppEvents()
  const recording = createRecordingSink(db)
  const provider = createWhatsAppProvider({
    db,
    clock,
    secretBox: createSecretBox({ folder, secretStore }),
    random: () => 0,
    ignoresGroups: () => true,
    showsOnline: () => false,
    config: { whatsappUrl: simulator.url, rootKey: Buffer.from(simulator.rootKeyHex, 'hex') },
  })
  const channels = createChannelService({
    db,
    clock,
    events,
    settings: { current: () => DEFAULT_SETTINGS },
    sink: recording.sink,
    providers: [provider],
    log: createLogger('test'),
  })
  return { channels, events, recording }
}

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  database = openTestDatabase()
  by = { id: newId<StaffId>(), role: 'admin', locale: 'tr' }
  database.db.run(sql`INSERT INTO staff (id, name, email, role, locale, is_active, created_at, updated_at)
    VALUES (${by.id}, 'Deniz', 'deniz@example.com', 'admin', 'tr', 1, 1, 1)`)
  office = open()
})

afterEach(async () => {
  await office.channels.stop()
  database.close()
  await simulator.close()
})

async function only(): Promise<ChannelAccount> {
  const [account] = await office.channels.list(by)
  if (!account) throw new Error('There is no number')
  return account
}

async function until<Found>(look: () => Promise<Found | undefined | null | false>): Promise<Found> {
  const deadline = performance.now() + 10_000
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > deadline) {
      throw new Error(`Waited in vain; there is ${JSON.stringify(await office.channels.list(by))}`)
    }
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

const untilLink = (kind: string, name = '') =>
  until(async () =>
    (await office.channels.list(by)).find(account => account.link.kind === kind && account.name.startsWith(name)),
  )

/** The QR, or the code, that the page of this number shows. */
const shown = (id: ChannelAccountId, what: 'qr' | 'code') =>
  until(async () => {
    const account = (await office.channels.list(by)).find(candidate => candidate.id === id)
    return account?.link.kind === 'pairing' && account.link[what]
  })

async function link(name = 'Klinik', on = phone): Promise<ChannelAccountId> {
  const { id } = await office.channels.create(by, { id: newId<ChannelAccountId>(), name })
  await office.channels.startLinking(by, id, { kind: 'qr' })
  await on.scan(await shown(id, 'qr'))
  await untilLink('connected', name)
  return id
}

const audit = () =>
  database.db.all<{ action: string }>(sql`SELECT action FROM audit_log ORDER BY rowid`).map(({ action }) => action)

describe('a number of the office', () => {
  it('is made once, however often the same make is asked for', async () => {
    const id = newId<ChannelAccountId>()
    await office.channels.create(by, { id, name: 'Klinik' })
    await office.channels.create(by, { id, name: 'Klinik' })
    expect(await office.channels.list(by)).toMatchObject([
      { id, name: 'Klinik', version: 1, phoneNumber: null, queuedCount: 0, link: { kind: 'unlinked', failure: null } },
    ])
    expect(audit()).toEqual(['channel_account.created'])
  })

  it('is linked, told as an event at each step, and its own number is known from then on', async () => {
    const heard: string[] = []
    office.events.subscribe(({ event }) => heard.push(event.type))
    await link()
    expect(await only()).toMatchObject({ phoneNumber: '+905550000001', link: { kind: 'connected' }, version: 1 })
    expect(heard.filter(type => type === 'link.changed').length).toBeGreaterThanOrEqual(4)
    expect(office.recording.states.map(({ kind }) => kind)).toContain('connected')
  })

  it('shows its QR to those who may link it, and to nobody else', async () => {
    const { id } = await office.channels.create(by, { id: newId<ChannelAccountId>(), name: 'Klinik' })
    await office.channels.startLinking(by, id, { kind: 'qr' })
    await shown(id, 'qr')
    const consultant: Viewer = { ...by, role: 'consultant' }
    const hidden = { kind: 'pairing', qr: null, code: null }
    expect(await office.channels.list(consultant)).toMatchObject([{ id, link: hidden }])
    expect(await office.channels.reconnect(consultant, id)).toMatchObject({ link: hidden })
    await office.channels.cancelLinking(by, id)
  })

  it('cannot be linked twice, nor by something that is no phone number', async () => {
    const id = await link()
    await expect(office.channels.startLinking(by, id, { kind: 'qr' })).rejects.toMatchObject({ code: 'ALREADY_LINKED' })
    const other = await office.channels.create(by, { id: newId<ChannelAccountId>(), name: 'Şube' })
    const wrong = office.channels.startLinking(by, other.id, { kind: 'code', phoneNumber: '12' })
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_PHONE' })
  })

  it('is linked by a code for a number as people write it', async () => {
    const { id } = await office.channels.create(by, { id: newId<ChannelAccountId>(), name: 'Klinik' })
    await office.channels.startLinking(by, id, { kind: 'code', phoneNumber: '0555 000 00 01' })
    const code = await shown(id, 'code')
    await until(async () => phone.awaitsCode)
    await phone.enterPairingCode(code)
    await untilLink('connected')
  })

  it('is there again after a restart, connected without anybody', async () => {
    await link()
    await office.channels.stop()
    office = open()
    office.channels.start()
    await untilLink('connected')
  })

  it('that was logged out rests after a restart and says why', async () => {
    const id = await link()
    expect(office.channels.isLinked(id)).toBe(true)
    simulator.closeWith('device-removed')
    await untilLink('ended')
    expect(office.channels.isLinked(id)).toBe(false)
    expect(audit()).toContain('channel_account.link_ended')
    await office.channels.stop()
    office = open()
    office.channels.start()
    expect((await only()).link).toMatchObject({ kind: 'ended', end: 'logged-out' })
  })

  it('knows after a kill since when it has not been connected', async () => {
    await link()
    const before = clock.now()
    // No stop: as after a kill. The old one is thrown out by the new one.
    const killed = office
    simulator.refuseConnections('tcp')
    office = open()
    office.channels.start()
    const state = await until(async () =>
      office.recording.states.find(candidate => candidate.kind === 'waiting-to-reconnect'),
    )
    expect(state).toMatchObject({ trouble: 'network' })
    expect(state.kind === 'waiting-to-reconnect' && state.since).toBeLessThanOrEqual(before)
    await killed.channels.stop()
  })

  it('is renamed by whoever saw the newest name', async () => {
    const { id } = await office.channels.create(by, { id: newId<ChannelAccountId>(), name: 'Klinik' })
    expect(await office.channels.rename(by, { id, version: 1, name: 'Merkez' })).toMatchObject({ version: 2 })
    const stale = office.channels.rename(by, { id, version: 1, name: 'Şube' })
    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT', data: { currentVersion: 2 } })
  })

  it('is unlinked here and on the phone, and goes when nothing was said through it', async () => {
    const id = await link()
    await office.channels.unlink(by, id)
    await simulator.events.waitFor(() => (phone.devices.size === 0 ? true : undefined), 'the device to be gone')
    expect((await only()).link).toEqual({ kind: 'unlinked', failure: null })
    await office.channels.remove(by, id)
    expect(await office.channels.list(by)).toEqual([])
    expect(audit().slice(-2)).toEqual(['channel_account.unlinked', 'channel_account.removed'])
    await expect(office.channels.unlink(by, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('through which somebody wrote stays', async () => {
    const { id } = await office.channels.create(by, { id: newId<ChannelAccountId>(), name: 'Klinik' })
    database.db.run(sql`INSERT INTO stages (id, name, position, outcome, color, is_default, created_at, updated_at)
      VALUES ('s', 'Yeni', 0, 'new', 'teal', 1, 1, 1)`)
    database.db.run(sql`INSERT INTO leads (id, name, name_origin, stage_id, source, created_at, updated_at)
      VALUES ('l', 'Ayşe', 'person', 's', 'manual', 1, 1)`)
    database.db.run(sql`INSERT INTO conversations
      (id, lead_id, channel_account_id, channel, last_message_at, created_at, updated_at)
      VALUES ('c', 'l', ${id}, 'whatsapp', 1, 1, 1)`)
    const removal = office.channels.remove(by, id)
    await expect(removal).rejects.toMatchObject({ code: 'ACCOUNT_IN_USE', data: { conversations: 1 } })
  })

  it('may be one of several', async () => {
    const branch = simulator.createPhone({ phoneNumber: '905550000002', name: 'Şube' })
    await link('Klinik')
    await link('Şube', branch)
    const numbers = (await office.channels.list(by)).map(({ phoneNumber }) => phoneNumber)
    expect(numbers).toEqual(['+905550000001', '+905550000002'])
    office.channels.checkAfterWake()
    await untilLink('connected', 'Klinik')
    await untilLink('connected', 'Şube')
  })
})
