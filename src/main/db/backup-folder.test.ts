import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileId, newId, type StaffId } from '#shared/domain/ids.ts'
import { attachments, fileUploads } from '../features/files/schema.ts'
import { secrets } from '../features/secrets/schema.ts'
import { insertStaffMember } from '../features/staff/queries.ts'
import { stages } from '../features/stages/schema.ts'
import { insertChannelAccount, insertKnownLead } from '../rpc/testing/known-lead.ts'
import { type BackupStep, bytesOfFolder, contentsFolderOf, listBackups, makeBackup } from './backup-folder.ts'
import { connect } from './connection.ts'
import { killBefore } from './testing/kill-before.ts'
import { openTestDatabase, type TestDatabase } from './testing/test-database.ts'

const DAY = 24 * 3_600_000

describe('the folder of backups', () => {
  let database: TestDatabase
  let folder: string
  let dataFiles: string

  beforeEach(() => {
    database = openTestDatabase()
    folder = join(database.folder, 'copies')
    dataFiles = join(database.folder, 'files')
    mkdirSync(folder)
    const stage = { id: newId(), name: 'Yeni', outcome: 'new', color: 'gray', position: 0, isDefault: true } as never
    database.db
      .insert(stages)
      .values({ ...(stage as object), createdAt: 0, updatedAt: 0 } as never)
      .run()
  })
  afterEach(() => database.close())

  function addLead() {
    const now = database.clock.now()
    return insertKnownLead(database.db, now, null, insertChannelAccount(database.db, now))
  }

  /** A content on the disk, with the row that refers to it. */
  function addContent(leadId: ReturnType<typeof addLead>['leadId'], text: string): string {
    const sha256 = createHash('sha256').update(text).digest('hex')
    mkdirSync(join(dataFiles, sha256.slice(0, 2)), { recursive: true })
    writeFileSync(join(dataFiles, sha256.slice(0, 2), sha256), text)
    database.db.update(attachments).set({ sha256 }).where(eq(attachments.leadId, leadId)).run()
    return sha256
  }

  const make = (madeAt = database.clock.now(), steps: BackupStep[] = []) =>
    makeBackup(
      { databaseFile: join(database.folder, 'santral.db'), dataFiles, folder, madeAt, reason: 'daily' },
      step => steps.push(step),
    )
  const list = () => listBackups(folder, 'default', database.schemaNumber)
  const contentIn = (place: string, sha256: string) => join(place, sha256.slice(0, 2), sha256)

  it('holds copies that say what they hold, without secrets, for their owner only', () => {
    const { leadId } = addLead()
    database.db
      .insert(secrets)
      .values({ name: 'token', sealed: Buffer.from('very-secret-value'), updatedAt: 0 })
      .run()
    const steps: BackupStep[] = []
    const { name } = make(database.clock.now(), steps)
    expect(list()).toEqual([
      {
        place: 'default',
        name,
        madeAt: database.clock.now(),
        reason: 'daily',
        bytes: expect.any(Number),
        state: 'good',
        holds: { leads: 1, messages: 1, files: 1, newestMessageAt: database.clock.now() },
      },
    ])
    expect(steps.map(({ step }) => step)).toEqual(['files', 'copying', 'checking', 'tidying'])
    expect(readFileSync(join(folder, name)).includes('very-secret-value')).toBe(false)
    const copy = connect(join(folder, name), { readonly: true })
    expect(copy.prepare('SELECT lead_id FROM messages').pluck().get()).toBe(leadId)
    copy.close()
    if (process.platform !== 'win32') expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  })

  it('holds no file that a page is about to send: its content is nobody’s yet', () => {
    const { leadId } = addLead()
    const staffId = newId<StaffId>()
    const person = {
      id: staffId,
      name: 'Ece',
      email: 'ece@example.com',
      phone: null,
      role: 'admin',
      locale: 'tr',
    } as const
    insertStaffMember(database.db, { ...person, isActive: true, createdAt: 0, updatedAt: 0 }, 'hash')
    const file = { mime: 'application/pdf', name: 'teklif.pdf', size: 9, sha256: 'a'.repeat(64) } as const
    database.db
      .insert(fileUploads)
      .values({ id: newId<FileId>(), leadId, staffId, purpose: 'message', ...file, createdAt: 0 })
      .run()
    const { name } = make()
    const copy = connect(join(folder, name), { readonly: true })
    expect(copy.prepare('SELECT count(*) FROM file_uploads').pluck().get()).toBe(0)
    copy.close()
  })

  it('holds the contents of files, once, and drops those that no backup refers to any more', () => {
    const first = addLead()
    const kept = addContent(first.leadId, 'a picture')
    make()
    const there = contentIn(contentsFolderOf(folder), kept)
    expect(readFileSync(there, 'utf8')).toBe('a picture')
    // A link on the same disk: it takes no space, and stays when the office deletes its own.
    expect(statSync(there).ino).toBe(statSync(contentIn(dataFiles, kept)).ino)
    rmSync(contentIn(dataFiles, kept))
    const { missingContents } = make(database.clock.now() + 1)
    expect([readFileSync(there, 'utf8'), missingContents]).toEqual(['a picture', 0])

    database.db.delete(attachments).where(eq(attachments.leadId, first.leadId)).run()
    for (let day = 1; day <= 500; day += 30) make(database.clock.now() + day * DAY)
    expect(existsSync(there)).toBe(false)
  })

  it('has every content before it has its name, also what came while it was copied', () => {
    const { leadId } = addLead()
    let late = ''
    const seen: boolean[] = []
    makeBackup(
      {
        databaseFile: join(database.folder, 'santral.db'),
        ...{ dataFiles, folder, madeAt: database.clock.now(), reason: 'daily' },
      },
      ({ step }) => {
        if (step === 'copying') late = addContent(leadId, 'a late picture')
        if (step === 'checking') expect(list()).toEqual([])
        // A kill at this instant leaves it as it is.
        if (step === 'tidying') seen.push(list().length === 1, existsSync(contentIn(contentsFolderOf(folder), late)))
      },
    )
    expect(seen).toEqual([true, true])
  })

  it('tells of contents that are not there to be copied', () => {
    const { leadId } = addLead()
    rmSync(contentIn(dataFiles, addContent(leadId, 'a picture')))
    expect(make().missingContents).toBe(1)
  })

  it('keeps the newest of seven days, five weeks and twelve months', () => {
    for (let day = 0; day < 400; day += 1) {
      const at = Date.UTC(2025, 0, 1, 12) + day * DAY
      writeFileSync(join(folder, `santral-${stamp(at)}-1-daily.db`), '')
    }
    const { name } = make(Date.UTC(2025, 0, 1, 12) + 400 * DAY)
    const kept = list()
    expect(kept[0]?.name).toBe(name)
    expect(kept.length).toBeGreaterThanOrEqual(7 + 3 + 10)
    expect(kept.length).toBeLessThanOrEqual(7 + 5 + 12)
    expect(bytesOfFolder(folder)).toBe(kept.reduce((sum, { bytes }) => sum + bytes, 0))
  })

  it('shows a damaged copy as one, keeps it, and knows one of a newer program', () => {
    writeFileSync(join(folder, `santral-${stamp(database.clock.now())}-1-manual.db`), 'no database at all '.repeat(300))
    const [damaged] = list()
    expect(damaged).toMatchObject({ state: 'damaged', holds: null, reason: 'manual' })
    make(database.clock.now() + DAY)
    expect(list().map(({ state }) => state)).toEqual(['good', 'damaged'])
    expect(listBackups(folder, 'default', database.schemaNumber - 1)[0]?.state).toBe('newer')
  })

  it.skipIf(process.platform === 'win32')(
    'never shows a copy that is not whole, whenever the process is killed',
    { timeout: 60_000 },
    async () => {
      addContent(addLead().leadId, 'a picture')
      const module = new URL('./backup-folder.ts', import.meta.url).href
      const script = `
        const { makeBackup } = await import(${JSON.stringify(module)})
        const [databaseFile, dataFiles, folder] = process.argv.slice(1)
        makeBackup({ databaseFile, dataFiles, folder, madeAt: 1_800_000_000_000, reason: 'daily' }, () => {})`
      const given = [join(database.folder, 'santral.db'), dataFiles, folder]
      let wholeOnes = 0
      for (let step = 0, isDone = false; !isDone; step += 1) {
        isDone = !(await killBefore(step, { script, given, mark: folder }))
        const found = list()
        expect(found.every(({ state, holds }) => state === 'good' && holds?.leads === 1)).toBe(true)
        wholeOnes = found.length
      }
      expect(wholeOnes).toBeGreaterThan(0)
      make()
      expect(readdirSync(folder).filter(name => name.endsWith('.partial'))).toEqual([])
    },
  )

  it('clears away what a killed process left, and makes nothing of a database that is damaged', () => {
    addLead()
    writeFileSync(join(folder, 'santral-20260101-120000000-1-daily.db.partial'), 'half')
    writeFileSync(join(folder, 'somebody-elses.partial'), 'theirs')
    make()
    expect(readdirSync(folder).filter(name => name.endsWith('.partial'))).toEqual(['somebody-elses.partial'])

    const broken = join(database.folder, 'broken.db')
    const bytes = readFileSync(join(folder, list()[0]?.name ?? ''))
    bytes.fill(0xff, 4_096 * 6, 4_096 * 40)
    writeFileSync(broken, bytes)
    const before = readdirSync(folder)
    const tryIt = () =>
      makeBackup(
        { databaseFile: broken, dataFiles, folder, madeAt: database.clock.now() + 1, reason: 'daily' },
        () => {},
      )
    expect(tryIt).toThrow()
    expect(readdirSync(folder)).toEqual(before)
  })
})

function stamp(at: number): string {
  return new Date(at).toISOString().slice(0, 23).replaceAll(/[-:.]/gu, '').replace('T', '-')
}
