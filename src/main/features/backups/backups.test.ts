import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BackupOverview } from '#shared/domain/backup.ts'
import { defaultBackupFolder, presentBackupFolder, readBackupSettings } from '../../db/backup-settings.ts'
import { openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'

const DAY = 24 * 3_600_000

describe('backups', () => {
  let office: TestApp
  beforeEach(async () => {
    office = await openTestApp()
  })
  afterEach(() => office.close())

  /** The program says when something has changed; nothing is waited for by the clock. */
  async function whenDone(): Promise<BackupOverview> {
    while ((await office.admin.backups.progress()) !== null) {
      await new Promise<void>(resolve => {
        const stop = office.app.events.subscribe(({ event }) => {
          if (event.type !== 'backups.changed') return
          stop()
          resolve()
        })
      })
    }
    return office.admin.backups.overview()
  }

  async function makeOne(): Promise<BackupOverview> {
    await office.admin.backups.make()
    expect(await office.admin.backups.progress()).toMatchObject({ reason: 'manual' })
    return whenDone()
  }

  const auditOf = async (action: string) =>
    (await office.admin.diagnostics.audit({ limit: 50 })).items.filter(entry => entry.action === action)

  it('are made by hand, listed, and noted in the log of who did what', async () => {
    const before = await office.admin.backups.overview()
    expect(before).toMatchObject({
      backups: [],
      isDefaultFolder: true,
      canPickFolder: true,
      lastFailure: null,
      totalBytes: 0,
    })
    expect(before.check).toMatchObject({ problem: null, isOnSameDisk: true })
    const { backups, totalBytes } = await makeOne()
    expect(backups).toMatchObject([
      { reason: 'manual', state: 'good', place: 'default', holds: { leads: 0, messages: 0 } },
    ])
    expect(totalBytes).toBe(backups[0]?.bytes)
    expect(await auditOf('backup.asked')).toHaveLength(1)

    // One at a time: who asks meanwhile joins.
    await Promise.all([office.admin.backups.make(), office.admin.backups.make()])
    expect((await whenDone()).backups).toHaveLength(2)
  })

  it('are made every day, and after a sleep as soon as the PC is back', async () => {
    office.app.runner.start()
    await office.app.runner.whenIdle()
    expect((await office.admin.backups.overview()).backups).toHaveLength(0)
    await office.clock.jump(3 * DAY)
    await office.app.runner.whenIdle()
    const { backups, nextAt } = await office.admin.backups.overview()
    expect(backups).toMatchObject([{ reason: 'daily', madeAt: office.clock.now() }])
    expect(nextAt).toBeGreaterThan(office.clock.now())
    expect(nextAt).toBeLessThanOrEqual(office.clock.now() + DAY)
  })

  it('go to the folder that an admin chose, and beside the data while that is away', async () => {
    const folder = join(office.database.folder, '..', `${Date.UTC(2026, 0, 1)}-${process.pid}-backups`)
    await office.admin.backups.setFolder({ path: folder })
    const { backups, isDefaultFolder } = await makeOne()
    expect([isDefaultFolder, backups[0]?.place]).toEqual([false, 'chosen'])
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700)
    const [change] = await auditOf('backup.folder_changed')
    expect(change).toMatchObject({
      before: { folder: null },
      after: { folder: readBackupSettings(office.database.folder).folder },
    })

    const { rmSync } = await import('node:fs')
    rmSync(folder, { recursive: true })
    expect(presentBackupFolder(office.database.folder)).toBe(defaultBackupFolder(office.database.folder))
    const without = await makeOne()
    expect(without.backups).toMatchObject([{ place: 'default' }])
    expect(without).toMatchObject({
      lastFailure: { trouble: { kind: 'missing' } },
      check: { problem: { kind: 'missing' } },
    })

    // A file of settings that is damaged means the folder beside the data.
    writeFileSync(join(office.database.folder, 'backups.json'), '{"folder": 12')
    expect(await makeOne()).toMatchObject({ lastFailure: null, isDefaultFolder: true })
  })

  it('refuse a folder that a service copies away, and offer others while a path is typed', async () => {
    const folder = join(office.database.folder, '..', `Dropbox`, 'santral')
    await expect(office.admin.backups.setFolder({ path: folder })).rejects.toMatchObject({ code: 'FOLDER_REFUSED' })
    expect((await office.admin.backups.checkFolder({ path: 'backups' })).problem).toEqual({ kind: 'not-absolute' })

    const root = join(office.database.folder, 'choose')
    for (const name of ['Belgeler', 'Yedek', 'Yedek-2', '.gizli']) mkdirSync(join(root, name), { recursive: true })
    writeFileSync(join(root, 'Yedek.txt'), '')
    const found = async (path: string) => office.admin.backups.listFolders({ path })
    expect(await found(root)).toEqual(['Belgeler', 'Yedek', 'Yedek-2'].map(name => join(root, name)))
    expect(await found(join(root, 'yed'))).toEqual(['Yedek', 'Yedek-2'].map(name => join(root, name)))
    expect(await found('relative')).toEqual([])
    expect(await found(join(root, 'nowhere', 'x'))).toEqual([])
  })

  it('leave nothing half made when the program stops', async () => {
    await office.admin.backups.make()
    await office.app.stop()
    const made = readdirSync(office.database.folder).includes('backups')
      ? readdirSync(defaultBackupFolder(office.database.folder)).filter(name => name.endsWith('.db'))
      : []
    for (const name of made)
      expect(
        readFileSync(join(defaultBackupFolder(office.database.folder), name))
          .subarray(0, 15)
          .toString(),
      ).toBe('SQLite format 3')
  })
})
