import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileId, type LeadId, newId } from '#shared/domain/ids.ts'
import { readBackupSettings, writeBackupSettings } from './db/backup-settings.ts'
import { lockDataFolder } from './db/data-folder-lock.ts'
import { DatabaseProblem } from './db/database-problem.ts'
import { openTestDatabase } from './db/testing/test-database.ts'
import { createSecretBox } from './features/secrets/secret-box.ts'
import { createLogger, startLogging } from './logging/logger.ts'
import { createFakeSecretStore } from './ports/fakes.ts'
import { createFileBlobStore } from './ports/file-blob-store.ts'
import { createFileSecretStore } from './ports/file-secret-store.ts'
import { openTestApp, type TestApp } from './rpc/testing/test-app.ts'

// Every place that writes, on a disk without a byte left. What WhatsApp hands over is tested where it is journalled
// (whatsapp/hearing.test.ts, receiving.test.ts): what cannot be written down is not acknowledged and comes again.

/** Only root may mount a small disk, and only where it can be done with a file system in memory. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!canMount)('on a full disk (only root can mount one: skipped for others)', () => {
  let disk: string
  let office: TestApp | undefined

  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), 'santral-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk])
  })
  afterEach(async () => {
    await office?.leave()
    office = undefined
    execFileSync('umount', ['--lazy', disk])
    rmSync(disk, { recursive: true })
  })

  const filler = () => join(disk, 'filler')

  function fill(): void {
    const handle = openSync(filler(), 'w')
    try {
      for (let size = 1 << 20; size >= 1; ) {
        try {
          writeSync(handle, Buffer.alloc(size))
        } catch {
          size = Math.floor(size / 2)
        }
      }
    } finally {
      closeSync(handle)
    }
  }

  const openOffice = async () => {
    mkdirSync(join(disk, 'data'), { recursive: true })
    return openTestApp({ database: openTestDatabase({ folder: join(disk, 'data') }) })
  }

  it('what is answered is kept, what is not says why, and all goes on when there is space again', async () => {
    office = await openOffice()
    const { admin } = office
    fill()

    // SQLite has some room of its own; sooner or later a write is refused.
    let [kept, refusal] = ['', undefined as unknown]
    for (let count = 0; refusal === undefined && count < 500; count += 1) {
      const officeName = `Ofis ${count} ${'x'.repeat(100)}`
      await admin.settings.update({ officeName }).then(
        () => (kept = officeName),
        (error: unknown) => (refusal = error),
      )
    }
    expect(refusal).toMatchObject({ code: 'STORAGE_FAILED', data: { kind: 'disk-full' } })
    // Reading goes on.
    expect((await admin.settings.get()).officeName).toBe(kept === '' ? 'Umut Sağlık Turizmi' : kept)
    await expect(admin.templates.list()).resolves.toBeInstanceOf(Array)

    // A job that cannot be noted is no crash.
    await expect(office.app.runner.runNow('jobs.prune-runs')).rejects.toThrow()

    // A content.
    const blobs = createFileBlobStore({ folder: join(disk, 'data', 'files') })
    const content = Readable.from([Buffer.alloc(100_000)])
    await expect(blobs.put(content, { maxBytes: 200_000 }, () => {})).rejects.toMatchObject({ kind: 'disk-full' })

    // A backup leaves nothing behind, and its settings stay as they were.
    const { backups } = office.app.services
    await expect(backups.makeDaily(new AbortController().signal)).rejects.toMatchObject({
      trouble: { kind: expect.stringMatching(/no-space|not-writable/u) },
    })
    expect(readdirSync(join(disk, 'data')).filter(name => name.includes('partial'))).toEqual([])

    rmSync(filler())
    await admin.settings.update({ officeName: 'Yeniden yazılıyor' })
    expect((await admin.settings.get()).officeName).toBe('Yeniden yazılıyor')
    await backups.makeDaily(new AbortController().signal)
    expect((await admin.backups.overview()).backups).toHaveLength(1)
  })

  it('a restore that has no room changes nothing, and says how much it needs', async () => {
    office = await openOffice()
    const { admin } = office
    const { backups } = office.app.services
    await backups.makeDaily(new AbortController().signal)
    const [backup] = (await admin.backups.overview()).backups
    fill()
    const done = new Promise<void>(resolve => {
      office?.app.events.subscribe(({ event }) => {
        if (event.type === 'backups.changed') void admin.backups.progress().then(now => now === null && resolve())
      })
    })
    await admin.backups.restore({ place: 'default', name: backup?.name ?? '' }).then(
      () => done,
      (error: unknown) => expect(error).toMatchObject({ code: 'STORAGE_FAILED' }),
    )
    expect(readdirSync(join(disk, 'data'))).not.toContain('restore')
    expect((await admin.backups.overview()).check.problem).toMatchObject({ kind: 'no-space' })
  })

  it('the start says so, and works once there is space', async () => {
    mkdirSync(join(disk, 'data'))
    fill()
    const start = () => openTestDatabase({ folder: join(disk, 'data') })
    expect(start).toThrow(DatabaseProblem)
    expect(start).toThrow('disk-full')
    // The key of secrets cannot be kept: told, and asked to link again, but no crash.
    const box = createSecretBox({ folder: join(disk, 'data'), secretStore: createFakeSecretStore() })
    expect(box.state).toBe('cannot-unwrap')
    rmSync(filler())
    const lock = lockDataFolder({ folder: join(disk, 'data'), now: 0 })
    fill()
    lock.announce('http://127.0.0.1:1/')
    lock.release()
    rmSync(filler())
    office = await openOffice()
    expect((await office.admin.settings.get()).officeName).toBe('Umut Sağlık Turizmi')
  })

  it('half a key, half a setting and half an upload are left by nobody, and the log goes on', async () => {
    office = await openOffice()
    const { admin, app } = office
    const data = join(disk, 'data')
    const logging = startLogging({ folder: join(disk, 'logs'), level: 'info' })
    const leadId = newId<LeadId>()
    const details = { phoneNumber: null, email: null, countryCode: null, language: null, city: null }
    await admin.leads.create({ id: leadId, name: 'Ayşe', ...details })
    const id = newId<FileId>()
    const size = 300_000
    const file = { id, leadId, purpose: 'lead-file' as const, name: 'rapor.pdf', mime: 'application/pdf', size }
    const { url: path } = await admin.files.startUpload(file)
    const send = () =>
      app.fileRequests.answer({ method: 'PUT', path, header: () => null, body: Readable.from([Buffer.alloc(size, 1)]) })
    const keys = createFileSecretStore({ file: join(disk, 'secret-key') })
    writeBackupSettings(data, { folder: '/before', lastFailure: null })
    fill()

    expect((await send()).status).toBe(507)
    expect(() => keys.wrap(Buffer.from('x'))).toThrow('ENOSPC')
    expect(() => writeBackupSettings(data, { folder: '/after', lastFailure: null })).toThrow('ENOSPC')
    expect(readBackupSettings(data).folder).toBe('/before')
    for (let line = 0; line < 2_000; line += 1) createLogger('disk').info({ line }, 'nobody will read this')
    await logging.stop()
    const halves = readdirSync(disk, { recursive: true }).filter(name => String(name).includes('partial/'))
    expect([...halves, ...readdirSync(disk).filter(name => name.startsWith('secret-key'))]).toEqual([])

    rmSync(filler())
    expect((await send()).status).toBe(204)
    await expect(admin.files.finishUpload({ id })).resolves.toMatchObject({ state: 'ready' })
    expect(keys.unwrap(keys.wrap(Buffer.from('x'))).toString()).toBe('x')
    writeBackupSettings(data, { folder: '/after', lastFailure: null })
    expect(readBackupSettings(data).folder).toBe('/after')
  })

  it('a folder that may only be read says so', () => {
    mkdirSync(join(disk, 'data'))
    execFileSync('mount', ['-o', 'remount,ro', disk])
    expect(() => openTestDatabase({ folder: join(disk, 'data') })).toThrow('not-writable')
    expect(() => lockDataFolder({ folder: join(disk, 'data'), now: 0 })).toThrow('not-writable')
  })
})
