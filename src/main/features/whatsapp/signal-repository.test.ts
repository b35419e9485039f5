import {
  addTransactionCapability,
  generateSignalPubKey,
  initAuthCreds,
  type SignalKeyStoreWithTransaction,
} from '@whiskeysockets/baileys'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { createLogger } from '../../logging/logger.ts'
import { createSecretBox } from '../secrets/secret-box.ts'
import { type AuthStore, createAuthStore } from './auth-store.ts'
import { toBaileysLogger } from './baileys-log.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import { createJournal, type Journal } from './journal.ts'
import { TRANSACTION_OPTIONS } from './replay.ts'
import { createSerial } from './serial.ts'
import { repairedSignalRepository } from './signal-repository.ts'
import { TestOffice } from './testing/office.ts'

const ayse = '905551234567@s.whatsapp.net'

let simulator: WhatsAppSimulator
let office: TestOffice
let store: AuthStore
let journal: Journal
let commit: GroupCommit
let keys: SignalKeyStoreWithTransaction
const logger = toBaileysLogger(createLogger('test'))

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  office = new TestOffice(simulator)
  const { db } = office.begin()
  commit = createGroupCommit({
    db,
    onFailed: error => {
      throw error
    },
  })
  journal = createJournal({ db, accountId: office.accountId, clock: office.clock, commit })
  const secretBox = createSecretBox({ folder: office.folder, secretStore: office.secretStore })
  store = createAuthStore({ db, accountId: office.accountId, journal, commit, secretBox, onPairsLearned: () => {} })
  keys = addTransactionCapability(store.keys, logger, TRANSACTION_OPTIONS)
})

afterEach(async () => {
  commit.stop()
  await office.end()
  await simulator.close()
})

function openRepository(canRecord = true) {
  const { clock } = office
  const make = repairedSignalRepository({ journal, ratchet: createSerial(), clock, canRecord: () => canRecord })
  return make({ creds: initAuthCreds(), keys }, logger, async () => [])
}

async function withSession() {
  const repository = openRepository()
  const contact = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe' })
  const { registrationId, identityKey, signedPreKey, preKey } = contact.party.takeBundle()
  const session = {
    registrationId,
    identityKey: generateSignalPubKey(identityKey),
    signedPreKey: withTypeByte(signedPreKey),
    ...(preKey && { preKey: withTypeByte(preKey) }),
  }
  await repository.injectE2ESession({ jid: ayse, session })
  return { repository, contact }
}

/** libsignal writes public keys with their type byte. */
function withTypeByte<Key extends { publicKey: Uint8Array }>(key: Key): Key {
  return { ...key, publicKey: generateSignalPubKey(key.publicKey) }
}

const sessionBytes = () =>
  office.running.db.all<{ value: Buffer }>(sql`SELECT value FROM channel_keys WHERE kind = 'session'`)[0]?.value

describe('the ratchet of what we send', () => {
  it('is on the disk before a frame with its ciphertext leaves, also inside the transaction in which Baileys sends', async () => {
    const { repository } = await withSession()
    commit.flush()
    const before = sessionBytes()
    await keys.transaction(async () => {
      await repository.encryptMessage({ jid: ayse, data: Buffer.from('hello') })
      // Baileys would send the stanza here, and commit only after that.
      const left = Promise.withResolvers<Buffer | undefined>()
      commit.whenWritten(() => left.resolve(sessionBytes()))
      expect((await left.promise)?.equals(before as Buffer)).toBe(false)
    }, 'the office itself')
  })

  it('never uses a message key twice, when the transaction around it fails', async () => {
    const { repository } = await withSession()
    const ciphertexts: string[] = []
    const send = () =>
      keys.transaction(async () => {
        const { ciphertext } = await repository.encryptMessage({ jid: ayse, data: Buffer.from('the same') })
        ciphertexts.push(Buffer.from(ciphertext).toString('hex'))
        throw new Error('killed')
      }, 'the office itself')
    await expect(send()).rejects.toThrow('killed')
    await expect(send()).rejects.toThrow('killed')
    expect(new Set(ciphertexts).size).toBe(2)
  })
})

describe('what cannot be written down', () => {
  it('is not decrypted either', async () => {
    const repository = openRepository(false)
    const attempt = repository.decryptMessage({ jid: ayse, type: 'msg', ciphertext: Buffer.from('x') })
    await expect(attempt).rejects.toThrow('journal')
  })
})
