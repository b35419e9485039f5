import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../../db/testing/test-database.ts'
import { insertChannelAccount, insertKnownLead } from '../../rpc/testing/known-lead.ts'
import { openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'
import { channelKeys } from '../channels/schema.ts'
import { messages } from '../conversations/schema.ts'

// Every backup is copied and checked on a thread of its own, and every program begun anew.
describe('restoring a backup', { timeout: 120_000 }, () => {
  let office: TestApp
  let restarted: PromiseWithResolvers<void>

  beforeEach(async () => {
    restarted = Promise.withResolvers()
    office = await openTestApp({ restart: () => restarted.resolve() })
  })
  afterEach(() => office.close())

  async function whenQuiet(): Promise<void> {
    while ((await office.admin.backups.progress()) !== null) {
      await new Promise<void>(resolve => {
        const stop = office.app.events.subscribe(({ event }) => {
          if (event.type !== 'backups.changed') return
          stop()
          resolve()
        })
      })
    }
  }

  async function backUp() {
    await office.admin.backups.make()
    await whenQuiet()
    const [backup] = (await office.admin.backups.overview()).backups
    if (!backup) throw new Error('there is no backup')
    return backup
  }

  /** As the program does: one application ends, the next begins on the same folder. */
  async function beginAnew(): Promise<void> {
    const { clock, folder } = office.database
    await office.leave()
    office = await openTestApp({ database: openTestDatabase({ clock, folder }) })
    office.app.start()
  }

  const addLead = (accountId = insertChannelAccount(office.db, office.clock.now())) =>
    insertKnownLead(office.db, office.clock.now(), null, accountId)
  const leadIds = async () => (await office.admin.leads.list({})).items.map(({ id }) => id)

  it('brings back what was there, and keeps what was there last as a backup of its own', async () => {
    const account = insertChannelAccount(office.db, office.clock.now())
    const [old, waiting] = [addLead(account), addLead(account)]
    office.db
      .update(messages)
      .set({ direction: 'out', status: 'queued' })
      .where(eq(messages.leadId, waiting.leadId))
      .run()
    office.db
      .insert(channelKeys)
      .values({ channelAccountId: account, kind: 'creds', keyId: 'creds', value: Buffer.from('key') })
      .run()
    const backup = await backUp()
    expect(await office.admin.backups.holdsNow()).toEqual(backup.holds)
    const added = addLead(account)

    await office.admin.backups.restore(backup)
    await restarted.promise
    await whenQuiet()
    // Nothing has changed before the program begins anew.
    expect(await leadIds()).toContain(added.leadId)
    await beginAnew()

    expect((await leadIds()).toSorted()).toEqual([old.leadId, waiting.leadId].toSorted())
    expect(office.db.select().from(channelKeys).all()).toEqual([])
    // It may have arrived long ago.
    const [message] = office.db.select().from(messages).where(eq(messages.leadId, waiting.leadId)).all()
    expect(message).toMatchObject({ status: 'failed', error: { reason: 'logged-out' } })
    expect(await office.admin.channelAccounts.list()).toMatchObject([{ link: { kind: 'unlinked' }, queuedCount: 0 }])

    const last = await office.admin.backups.lastRestore()
    expect(last).toMatchObject({ at: office.clock.now(), backupMadeAt: backup.madeAt })
    expect(readdirSync(last?.asideFolder ?? '')).toContain('santral.db')
    expect(existsSync(join(office.database.folder, 'restored.json'))).toBe(false)
    // It stays until somebody says otherwise, and nobody can before there is a newer backup.
    const [aside] = (await office.admin.backups.overview()).setAside
    expect(aside).toMatchObject({ at: office.clock.now(), bytes: expect.any(Number) })
    const refused = office.admin.backups.deleteSetAside({ name: aside?.name ?? '' })
    await expect(refused).rejects.toMatchObject({ code: 'NO_NEWER_BACKUP' })
    const { items } = await office.admin.diagnostics.audit({ limit: 50 })
    expect(items.map(({ action }) => action)).toContain('backup.restored')

    const { backups } = await office.admin.backups.overview()
    expect(backups.map(({ reason }) => reason)).toEqual(['before-restore', 'manual'])
    expect(backups[0]?.holds?.leads).toBe(3)
    // And back again.
    restarted = Promise.withResolvers()
    await beginAnew()
    expect((await leadIds()).length).toBe(2)
  })

  it('deletes what was set aside when an admin says so and a newer backup is there, and nothing else', async () => {
    const backup = await backUp()
    await office.admin.backups.restore(backup)
    await restarted.promise
    await whenQuiet()
    await beginAnew()
    await office.clock.advance(60_000)
    await backUp()
    const [aside] = (await office.admin.backups.overview()).setAside
    for (const name of ['..', '../backups', '2025-01-15T09-00-00-000Z', 'x/../../backups'])
      await expect(office.admin.backups.deleteSetAside({ name }), name).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await office.admin.backups.deleteSetAside({ name: aside?.name ?? '' })
    const { setAside, backups } = await office.admin.backups.overview()
    expect([setAside, backups.length]).toEqual([[], 3])
    expect(readdirSync(join(office.database.folder, 'set-aside'))).toEqual([])
    const [entry] = (await office.admin.diagnostics.audit({ limit: 1 })).items
    expect(entry).toMatchObject({ action: 'backup.set_aside_deleted' })
  })

  it('refuses one that is not there any more, is damaged, or while another is made', async () => {
    const backup = await backUp()
    await expect(office.admin.backups.restore({ ...backup, name: '../santral.db' })).rejects.toMatchObject({
      code: 'BACKUP_UNUSABLE',
    })
    await office.admin.backups.make()
    await expect(office.admin.backups.restore(backup)).rejects.toMatchObject({ code: 'BACKUP_UNDER_WAY' })
    await whenQuiet()
    rmSync(join(office.database.folder, 'backups'), { recursive: true })
    await expect(office.admin.backups.restore(backup)).rejects.toMatchObject({ code: 'BACKUP_UNUSABLE' })
  })
})
