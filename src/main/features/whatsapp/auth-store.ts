import {
  type AuthenticationCreds,
  BufferJSON,
  proto,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
} from '@whiskeysockets/baileys'
import { and, eq, sql } from 'drizzle-orm'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import { channelKeys } from '../channels/schema.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Journal } from './journal.ts'

/**
 * A key type that Baileys does not know. Under it the plaintext of a message travels in the same `set` as the ratchet that its
 * decryption moved, so that both are one commit: see `signal-repository.ts`.
 */
export const PLAINTEXT = 'santral-plaintext'

const CREDS = 'creds'
const LID_MAPPING = 'lid-mapping'
const REMEMBERED = 2_000

export interface AuthStore {
  readonly keys: SignalKeyStore
  /** Undefined when the number is not linked. Throws SecretsLocked or CannotOpenSecret. */
  readCreds(): AuthenticationCreds | undefined
  /** Synchronous: a credential that Baileys has told us is on the disk when its next word leaves. */
  writeCreds(creds: AuthenticationCreds): void
  /** The phone (digits) of a LID, as far as known here; asks nobody. */
  findPhoneOfLid(lid: string): string | null
  findLidOfPhone(digits: string): string | null
  /** A newly linked device: whatever was known of an earlier one is gone in the same commit. */
  replaceCreds(creds: AuthenticationCreds): void
  wipe(): void
}

/** A LID and a phone that are the same person, both as digits. */
export interface AddressPair {
  readonly lid: string
  readonly phone: string
}

/**
 * Signal keys and credentials of one linked number, sealed, in the office's own database. What one `set` holds is one commit, mostly
 * together with others: see `group-commit.ts`. (Baileys' file store is not atomic, and takes a torn file for a new identity.)
 */
export function createAuthStore({
  db,
  accountId,
  secretBox,
  journal,
  commit,
  onPairsLearned,
}: {
  db: Db
  accountId: ChannelAccountId
  secretBox: SecretBox
  journal: Journal
  commit: GroupCommit
  onPairsLearned: (pairs: readonly AddressPair[]) => void
}): AuthStore {
  const contextOf = (kind: string, keyId: string) => `whatsapp:${accountId}:${kind}:${keyId}`

  // Prepared once: every message reads and writes a handful of keys. They run on the connection of whatever transaction is open.
  const one = and(
    eq(channelKeys.channelAccountId, accountId),
    eq(channelKeys.kind, sql.placeholder('kind')),
    eq(channelKeys.keyId, sql.placeholder('keyId')),
  )
  const select = db.select({ value: channelKeys.value }).from(channelKeys).where(one).prepare()
  const remove = db.delete(channelKeys).where(one).prepare()
  const upsert = db
    .insert(channelKeys)
    .values({
      channelAccountId: accountId,
      kind: sql.placeholder('kind'),
      keyId: sql.placeholder('keyId'),
      value: sql.placeholder('value'),
    })
    .onConflictDoUpdate({
      target: [channelKeys.channelAccountId, channelKeys.kind, channelKeys.keyId],
      set: { value: sql`excluded.value` },
    })
    .prepare()

  /** What is not on the disk yet, as JSON, so that nobody changes it meanwhile; null = to be removed. */
  const pending = new Map<string, { kind: string; keyId: string; json: string | null }>()

  /** What is on the disk, of keys that were used lately: a chat's session is read with every message. Null = nothing is. */
  const recent = new Map<string, string | null>()

  function remember(id: string, json: string | null): void {
    recent.delete(id)
    recent.set(id, json)
    const [oldest] = recent.keys()
    if (recent.size > REMEMBERED && oldest !== undefined) recent.delete(oldest)
  }

  commit.join({
    write() {
      for (const { kind, keyId, json } of pending.values()) {
        if (json === null) remove.run({ kind, keyId })
        else upsert.run({ kind, keyId, value: secretBox.seal(json, contextOf(kind, keyId)) })
      }
    },
    clear(isWritten) {
      if (isWritten) for (const [id, { json }] of pending) remember(id, json)
      pending.clear()
    },
  })

  function read(kind: string, keyId: string): unknown {
    const json = readJson(kind, keyId)
    return json === null ? undefined : parse(kind, json)
  }

  function readJson(kind: string, keyId: string): string | null {
    const id = `${kind}:${keyId}`
    const unwritten = pending.get(id)
    if (unwritten) return unwritten.json
    const known = recent.get(id)
    if (known !== undefined) return known
    const row = select.get({ kind, keyId })
    const json = row ? secretBox.open(row.value, contextOf(kind, keyId)).toString('utf8') : null
    remember(id, json)
    return json
  }

  function parse(kind: string, json: string): unknown {
    const value: unknown = JSON.parse(json, BufferJSON.reviver)
    // A plain object would lose the methods that the app-state decoder calls.
    if (kind === 'app-state-sync-key') return proto.Message.AppStateSyncKeyData.fromObject(value as object)
    return value
  }

  function write(kind: string, keyId: string, value: unknown): void {
    const json = value === null || value === undefined ? null : JSON.stringify(value, BufferJSON.replacer)
    pending.set(`${kind}:${keyId}`, { kind, keyId, json })
    commit.note()
  }

  function writeAll(data: SignalDataSet): void {
    for (const [kind, values] of Object.entries(data)) {
      for (const [keyId, value] of Object.entries(values ?? {})) {
        if (kind === PLAINTEXT) journal.keepPlaintext(keyId, value as unknown as Uint8Array)
        else write(kind, keyId, value)
      }
    }
    const pairs = pairsIn(data[LID_MAPPING] ?? {})
    if (pairs.length > 0) onPairsLearned(pairs)
  }

  function wipe(tx: Db): void {
    pending.clear()
    recent.clear()
    tx.delete(channelKeys).where(eq(channelKeys.channelAccountId, accountId)).run()
  }

  const findMapping = (key: string) => {
    const found = read(LID_MAPPING, key)
    return typeof found === 'string' ? found : null
  }

  return {
    keys: {
      get: <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
        const found: { [id: string]: SignalDataTypeMap[T] } = {}
        for (const id of ids) {
          const value = read(type, id)
          if (value !== undefined) found[id] = value as SignalDataTypeMap[T]
        }
        return found
      },
      set: writeAll,
    },
    readCreds: () => read(CREDS, CREDS) as AuthenticationCreds | undefined,
    writeCreds(creds) {
      write(CREDS, CREDS, creds)
      commit.flush()
    },
    findPhoneOfLid: lid => findMapping(`${lid}_reverse`),
    findLidOfPhone: digits => findMapping(digits),
    replaceCreds(creds) {
      commit.flush()
      transact(db, tx => {
        wipe(tx)
        const json = JSON.stringify(creds, BufferJSON.replacer)
        upsert.run({ kind: CREDS, keyId: CREDS, value: secretBox.seal(json, contextOf(CREDS, CREDS)) })
      })
    },
    wipe: () => wipe(db),
  }
}

/** Baileys stores each mapping twice: phone → LID, and LID + `_reverse` → phone. */
function pairsIn(mappings: Record<string, unknown>): AddressPair[] {
  return Object.entries(mappings).flatMap(([key, value]) =>
    typeof value === 'string' && key.endsWith('_reverse')
      ? [{ lid: key.slice(0, -'_reverse'.length), phone: value }]
      : [],
  )
}
