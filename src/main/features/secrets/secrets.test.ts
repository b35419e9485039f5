import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../../db/testing/test-database.ts'
import { createFakeSecretStore } from '../../ports/fakes.ts'
import { createFileSecretStore } from '../../ports/file-secret-store.ts'
import { CannotOpenSecret, SecretsLocked } from './errors.ts'
import { secrets as secretsTable } from './schema.ts'
import { createSecretBox, DATA_KEY_FILE } from './secret-box.ts'
import { createSecrets } from './secrets.ts'

describe('the secret box', () => {
  let folder: string
  const secretStore = createFakeSecretStore()

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'santral-test-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('opens what it sealed, after a restart too, and never seals the same twice alike', () => {
    const box = createSecretBox({ folder, secretStore })
    const sealed = box.seal('EAAB-token', 'secret:meta')
    expect(box.seal('EAAB-token', 'secret:meta').equals(sealed)).toBe(false)
    expect(sealed.includes('EAAB-token')).toBe(false)
    const later = createSecretBox({ folder, secretStore })
    expect([later.state, later.protection, later.open(sealed, 'secret:meta').toString()]).toEqual([
      'ready',
      'os',
      'EAAB-token',
    ])
    expect(later.open(later.seal(Uint8Array.of(1, 2, 0), 'k'), 'k')).toEqual(Buffer.of(1, 2, 0))
    expect(later.open(later.seal('', 'k'), 'k')).toHaveLength(0)
  })

  it('does not open under another context, with another folder’s key, or when damaged', () => {
    const box = createSecretBox({ folder, secretStore })
    const sealed = box.seal('x', 'keys:a')
    expect(() => box.open(sealed, 'keys:b')).toThrow(CannotOpenSecret)
    for (let index = 0; index < sealed.length; index += 1) {
      const damaged = Buffer.from(sealed)
      damaged[index] = (damaged[index] ?? 0) ^ 1
      expect(() => box.open(damaged, 'keys:a')).toThrow(CannotOpenSecret)
    }
    expect(() => box.open(sealed.subarray(0, 8), 'keys:a')).toThrow(CannotOpenSecret)
    const otherFolder = mkdtempSync(join(tmpdir(), 'santral-test-'))
    expect(() => createSecretBox({ folder: otherFolder, secretStore }).open(sealed, 'keys:a')).toThrow(CannotOpenSecret)
    rmSync(otherFolder, { recursive: true })
  })

  it('says that it cannot unwrap on another PC, keeps the file, and can start afresh', () => {
    createSecretBox({ folder, secretStore })
    const wrapped = readFileSync(join(folder, DATA_KEY_FILE))
    const elsewhere = createSecretBox({ folder, secretStore: createFakeSecretStore() })
    expect(elsewhere.state).toBe('cannot-unwrap')
    expect(() => elsewhere.seal('x', 'k')).toThrow(SecretsLocked)
    expect(() => elsewhere.open(Buffer.alloc(40), 'k')).toThrow(SecretsLocked)
    expect(readFileSync(join(folder, DATA_KEY_FILE))).toEqual(wrapped)
    elsewhere.startAfresh()
    expect([elsewhere.state, elsewhere.open(elsewhere.seal('x', 'k'), 'k').toString()]).toEqual(['ready', 'x'])
    expect(readFileSync(join(folder, `${DATA_KEY_FILE}.unreadable-1`))).toEqual(wrapped)
    expect(readdirSync(folder).filter(name => name.endsWith('.partial'))).toEqual([])
  })

  it('tells an unreadable secret from any other trouble', () => {
    const box = createSecretBox({ folder, secretStore })
    const errorOf = (work: () => unknown): unknown => {
      try {
        return work()
      } catch (error) {
        return error
      }
    }
    expect(box.isUnreadable(errorOf(() => box.open(Buffer.alloc(40), 'k')))).toBe(true)
    const elsewhere = createSecretBox({ folder, secretStore: createFakeSecretStore() })
    expect(elsewhere.isUnreadable(errorOf(() => elsewhere.seal('x', 'k')))).toBe(true)
    expect(box.isUnreadable(new Error('disk full'))).toBe(false)
  })

  it('says so when the key file is damaged', () => {
    writeFileSync(join(folder, DATA_KEY_FILE), 'garbage')
    expect(createSecretBox({ folder, secretStore }).state).toBe('cannot-unwrap')
  })

  it.each(['', 'half a key', 'x'.repeat(5_000)])(
    'is locked when the host’s own key file is garbled (%j), and can start afresh all the same',
    garbage => {
      const file = join(folder, 'secret-key')
      const open = () => createSecretBox({ folder, secretStore: createFileSecretStore({ file }) })
      open()
      writeFileSync(file, garbage)
      const box = open()
      expect(box.state).toBe('cannot-unwrap')
      box.startAfresh()
      expect(box.state).toBe('ready')
      const sealed = box.seal('anew', 'k')
      expect(open().open(sealed, 'k').toString()).toBe('anew')
      // Somebody may still find a whole copy of it elsewhere.
      expect(readFileSync(`${file}.unreadable-1`, 'utf8')).toBe(garbage)
    },
  )

  it.skipIf(process.platform === 'win32')('keeps the wrapped key for its owner only', () => {
    createSecretBox({ folder, secretStore })
    expect(statSync(join(folder, DATA_KEY_FILE)).mode & 0o777).toBe(0o600)
  })
})

describe('named secrets', () => {
  it('are sealed in the table, replaced and deleted', () => {
    const database = openTestDatabase()
    const { db, clock, folder } = database
    const box = createSecretBox({ folder, secretStore: createFakeSecretStore() })
    const secrets = createSecrets({ box, clock })
    expect(secrets.get(db, 'smtp.password')).toBeUndefined()
    secrets.set(db, 'smtp.password', 'ilk şifre')
    secrets.set(db, 'smtp.password', 'ikinci şifre')
    secrets.set(db, 'meta.token', 'EAAB')
    expect([secrets.get(db, 'smtp.password'), secrets.get(db, 'meta.token')]).toEqual(['ikinci şifre', 'EAAB'])
    const sealed = db.select().from(secretsTable).where(eq(secretsTable.name, 'smtp.password')).get()?.sealed as Buffer
    expect(sealed.includes('şifre')).toBe(false)
    // Copied to the place of another secret it stays shut.
    db.update(secretsTable).set({ sealed }).where(eq(secretsTable.name, 'meta.token')).run()
    expect(() => secrets.get(db, 'meta.token')).toThrow(CannotOpenSecret)
    secrets.delete(db, 'smtp.password')
    expect(secrets.get(db, 'smtp.password')).toBeUndefined()
    database.close()
  })
})
