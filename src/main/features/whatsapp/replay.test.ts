import { decodeBinaryNode } from '@whiskeysockets/baileys'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { pruneJournal } from './journal.ts'
import { TestOffice } from './testing/office.ts'

const DAY = 24 * 60 * 60_000

let simulator: WhatsAppSimulator
let phone: OfficePhone
let ayse: Contact
let office: TestOffice

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe' })
  office = new TestOffice(simulator)
  office.begin()
  await office.linkByQr(phone)
})

afterEach(async () => {
  await office.end()
  await simulator.close()
})

const bodies = () => office.office.messages().map(({ body }) => body)
const run = (statement: string) => office.running.db.run(sql.raw(statement))
const reopenRows = (more = '') => run(`UPDATE whatsapp_journal SET state = 'received', ended_at = NULL ${more}`)

const device = () => {
  const linked = phone.devices.get(12)
  if (!linked) throw new Error('The office is not linked')
  return linked
}

async function stanzaOf(id: string) {
  const row = office.running.sqlite
    .prepare<[string], { stanza: Buffer }>('SELECT stanza FROM whatsapp_journal WHERE stanza_id = ?')
    .get(id)
  return decodeBinaryNode(row?.stanza ?? Buffer.alloc(0))
}

/** As a server does that has not heard of the receipt: the very same bytes. */
async function deliverAgain(id: string): Promise<void> {
  device().deliver({ node: await stanzaOf(id) })
}

async function restart(): Promise<void> {
  await office.stop()
  office.begin()
}

describe('at the next start', () => {
  it('a message that was decrypted and not stored is stored before any network is touched', async () => {
    await ayse.sendText('first')
    await ayse.sendText('second')
    await office.untilText('second')
    // As a kill leaves it between the ratchet and the message.
    reopenRows(`WHERE stanza_id IN (SELECT external_id FROM test_messages)`)
    run('DELETE FROM test_messages')
    simulator.refuseConnections('tcp')
    await restart()
    office.link.start()
    await office.until(() => bodies().length === 2, 'both messages')
    expect(bodies()).toEqual(['first', 'second'])
    expect(office.link.state.kind).not.toBe('connected')
  })

  it('a message that was journalled and not decrypted is decrypted then', async () => {
    await ayse.sendText('session')
    await office.untilText('session')
    run('CREATE TABLE keys_before AS SELECT * FROM channel_keys')
    await ayse.sendText('journalled only')
    await office.untilText('journalled only')
    // As a kill leaves it right after the stanza was written down: the ratchet has not moved, and nothing was acknowledged.
    await restart()
    run('DELETE FROM channel_keys')
    run('INSERT INTO channel_keys SELECT * FROM keys_before')
    reopenRows(`, plaintext = NULL WHERE seq = (SELECT max(seq) FROM whatsapp_journal)`)
    run(`DELETE FROM test_messages`)
    simulator.refuseConnections('tcp')
    office.link.start()
    await office.until(() => bodies().length > 0, 'the message')
    expect(bodies()).toEqual(['journalled only'])
    expect(office.link.state.kind).not.toBe('connected')
  })

  it('when the ratchet cannot be written the line is cut, nothing is acknowledged, and it comes again', async () => {
    await ayse.sendText('session')
    await office.untilText('session')
    run(`CREATE TRIGGER no_ratchet BEFORE UPDATE ON channel_keys WHEN new.kind = 'session'
      BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`)
    const { id } = await ayse.sendText('not lost')
    await simulator.events.waitFor(() => (device().isOnline ? undefined : true), 'the cut line')
    expect(simulator.record.fromContacts.find(row => row.id === id)?.receiptedAt).toBeNull()
    run('DROP TRIGGER no_ratchet')
    await office.untilText('not lost')
    expect(bodies()).toEqual(['session', 'not lost'])
  })

  it('the same ciphertext delivered again is known by its hash and moves no ratchet', async () => {
    const { id } = await ayse.sendText('once')
    await office.untilText('once')
    await deliverAgain(id)
    await ayse.sendText('after')
    await office.untilText('after')
    expect(bodies()).toEqual(['once', 'after'])
    const rows = office.journal().filter(row => row.stanza_id === id)
    expect(rows.map(({ state }) => state)).toEqual(['stored', 'stored'])
  })

  it('a second delivery that comes after the content was pruned is no placeholder', async () => {
    const { id } = await ayse.sendText('long ago')
    await office.untilText('long ago')
    const stanza = await stanzaOf(id)
    pruneJournal(office.running.db, office.clock.now() + 2 * DAY)
    device().deliver({ node: stanza })
    await ayse.sendText('after')
    await office.untilText('after')
    await restart()
    office.link.start()
    await office.untilState('connected')
    expect(bodies()).toEqual(['long ago', 'after'])
    expect(
      office
        .journal()
        .filter(row => row.stanza_id === id)
        .map(({ state }) => state),
    ).toEqual(['stored', 'ignored'])
  })

  it('a placeholder is asked for again, until the phone answers', async () => {
    await ayse.sendText('vom Handy', { as: 'no-enc' })
    const waiting = await office.until(
      () => office.office.messages().find(({ kind }) => kind === 'waiting'),
      'the placeholder',
    )
    phone.heldForPlaceholders.set(waiting.externalId, {
      key: { remoteJid: ayse.jid, fromMe: false, id: waiting.externalId },
      message: { conversation: 'vom Handy' },
      messageTimestamp: Math.floor(Date.now() / 1_000),
    })
    await restart()
    office.link.start()
    await office.untilText('vom Handy')
    expect(office.office.messages()).toHaveLength(1)
    await office.until(() => office.journal().every(({ state }) => state !== 'unreadable'), 'the closed row')
  })
})

describe('the journal', () => {
  it('loses its content after a day and its rows after a week, but never what is not dealt with', async () => {
    await ayse.sendText('stored')
    await office.untilText('stored')
    await ayse.sendText('waiting', { as: 'no-enc' })
    await office.until(() => office.office.messages().some(({ kind }) => kind === 'waiting'), 'the placeholder')
    run(`INSERT INTO whatsapp_journal (channel_account_id, stanza_id, stanza, received_at)
      VALUES ('${office.accountId}', 'OPEN', x'00', 1)`)
    const { db, sqlite } = office.running
    const withContent = () =>
      sqlite
        .prepare<[], { stanza_id: string }>('SELECT stanza_id FROM whatsapp_journal WHERE stanza IS NOT NULL')
        .all()
        .map(row => row.stanza_id)
    const now = office.clock.now()
    pruneJournal(db, now + DAY / 2)
    expect(withContent().length).toBeGreaterThan(2)
    pruneJournal(db, now + 2 * DAY)
    expect(office.journal().length).toBeGreaterThan(2)
    expect(withContent()).toHaveLength(2)
    pruneJournal(db, now + 8 * DAY)
    expect(office.journal().map(({ state }) => state)).toEqual(['unreadable', 'received'])
    pruneJournal(db, now + 15 * DAY)
    expect(office.journal().map(({ stanza_id: id }) => id)).toEqual(['OPEN'])
  })

  it('forgets a person whose messages are deleted for good', async () => {
    const { id } = await ayse.sendText('forget me')
    await office.untilText('forget me')
    office.running.provider.forget(office.running.db, office.accountId, [id])
    expect(office.journal().some(({ stanza_id: stanzaId }) => stanzaId === id)).toBe(false)
  })
})
