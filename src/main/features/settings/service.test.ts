import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transact } from '../../db/database.ts'
import { createLogger } from '../../logging/logger.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { settings as table } from './schema.ts'
import { createSettingsService, DEFAULT_SETTINGS } from './service.ts'

describe('the settings of the office', () => {
  let office: Awaited<ReturnType<typeof openTestOffice>>
  beforeEach(async () => {
    office = await openTestOffice()
  })
  afterEach(() => office.close())

  const reopen = () =>
    createSettingsService({
      db: office.db,
      clock: office.clock,
      events: office.events,
      log: createLogger('settings'),
    })

  it('are what the first run said, and defaults for the rest', async () => {
    expect(await office.settings.get()).toEqual({
      ...DEFAULT_SETTINGS,
      officeName: 'Umut Sağlık Turizmi',
      locale: 'tr',
      timeZone: 'Europe/Istanbul',
      defaultCountry: 'TR',
    })
  })

  it('save the given fields only, and are still there after a restart', async () => {
    const saved = await office.settings.update(office.admin.id, { lockAfterMinutes: 5, officeName: undefined })
    expect(saved).toMatchObject({ lockAfterMinutes: 5, officeName: 'Umut Sağlık Turizmi' })
    expect(reopen().current()).toEqual(saved)
    expect(reopen().officeId()).toBe(office.settings.officeId())
    expect(office.heard).toEqual([{ type: 'settings.changed' }])
    const [entry] = (await office.audit.list({ cursor: null, limit: 1 })).items
    expect(entry).toMatchObject({
      staffId: office.admin.id,
      action: 'settings.changed',
      before: { lockAfterMinutes: 15 },
      after: { lockAfterMinutes: 5 },
    })
  })

  it('tell every page when what the handshake says changes', async () => {
    await office.settings.update(office.admin.id, { officeName: 'Umut' })
    expect(office.heard).toEqual([{ type: 'settings.changed' }, { type: 'office.changed' }])
  })

  it('are not written, nor told, when nothing changed', async () => {
    await office.settings.update(office.admin.id, { lockAfterMinutes: 15 })
    expect(office.heard).toEqual([])
    expect((await office.actions())[0]).not.toBe('settings.changed')
  })

  it('are not those of a transaction that was undone', () => {
    const { settings, db } = office
    expect(() =>
      transact(db, tx => {
        settings.foundOffice(tx, '01990000-0000-7000-8000-000000000000', { officeName: 'Never' })
        throw new Error('undone')
      }),
    ).toThrow('undone')
    expect(settings.current().officeName).toBe('Umut Sağlık Turizmi')
  })

  it('fall back to the default where a stored value cannot be read', () => {
    office.db
      .update(table)
      .set({ value: { not: 'a zone' } })
      .run()
    expect(reopen().current()).toEqual(DEFAULT_SETTINGS)
    expect(reopen().officeId()).toBeNull()
  })
})
