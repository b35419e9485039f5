import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { preferences } from './schema.ts'
import { createPreferenceService, DEFAULT_PREFERENCES } from './service.ts'

describe('preferences', () => {
  let office: Awaited<ReturnType<typeof openTestOffice>>
  let service: ReturnType<typeof createPreferenceService>
  beforeEach(async () => {
    office = await openTestOffice()
    service = createPreferenceService(office)
  })
  afterEach(() => office.close())

  it("are one person's, field by field", async () => {
    const colleague = await office.hire()
    const quietHours = { from: 1_320, to: 480 }
    expect(await service.get(office.admin.id)).toEqual(DEFAULT_PREFERENCES)
    await service.update(office.admin.id, { quietHours })
    const saved = await service.update(office.admin.id, { playsSound: false })
    expect(saved).toEqual({ ...DEFAULT_PREFERENCES, quietHours, playsSound: false })
    expect(await service.get(colleague.id)).toEqual(DEFAULT_PREFERENCES)
    expect(await service.update(office.admin.id, { quietHours: null })).toMatchObject({ quietHours: null })
    expect(office.heard.at(-1)).toEqual({ type: 'preferences.changed', staffId: office.admin.id })
  })

  it('that cannot be read are the default, and the others stay', async () => {
    await service.update(office.admin.id, { playsSound: false })
    const broken = { staffId: office.admin.id, name: 'quietHours', value: { from: 'ten' }, updatedAt: 0 }
    office.db.insert(preferences).values(broken).run()
    expect(await service.get(office.admin.id)).toEqual({ ...DEFAULT_PREFERENCES, playsSound: false })
  })
})
