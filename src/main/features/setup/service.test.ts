import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DomainError } from '../../rpc/domain-error.ts'
import { NEW_OFFICE, openTestCore, page } from './testing/test-office.ts'

describe('the first run', () => {
  let core: Awaited<ReturnType<typeof openTestCore>>
  beforeEach(async () => {
    core = await openTestCore()
  })
  afterEach(() => core.close())

  it('names the office, makes its stages and its first admin, and signs that person in', async () => {
    const bearer = page()
    const opened = await core.setup.createOffice(bearer, NEW_OFFICE)

    expect(opened.staff).toMatchObject({ name: 'Deniz Aydın', email: 'deniz@example.com', role: 'admin', locale: 'tr' })
    expect(core.session.viewerOf(bearer.sessionId ?? '')).toMatchObject({
      viewer: { id: opened.staff.id },
      isLocked: false,
    })
    expect(core.session.resolve(opened.token)).toBe(bearer.sessionId)
    expect(core.settings.current()).toMatchObject({ officeName: 'Umut Sağlık Turizmi', timeZone: 'Europe/Istanbul' })
    expect(core.settings.officeId()).toMatch(/^[0-9a-f-]{36}$/)
    const stages = await core.stages.list()
    expect(stages.map(stage => stage.name)).toEqual(['Yeni', 'Atandı', 'Görüşülüyor', 'Hasta oldu', 'Olumsuz'])
    expect(stages.filter(stage => stage.isDefault).map(stage => stage.outcome)).toEqual(['new'])
    expect(core.heard).toContainEqual({ type: 'office.changed' })
    expect(await core.actions(50)).toContain('office.created')
  })

  it('speaks the language of the office', async () => {
    await core.setup.createOffice(page(), { ...NEW_OFFICE, locale: 'en' })
    expect((await core.stages.list())[0]?.name).toBe('New')
  })

  it('happens once, also when two windows finish it at the same moment', async () => {
    const outcomes = await Promise.allSettled([
      core.setup.createOffice(page(), NEW_OFFICE),
      core.setup.createOffice(page(), { ...NEW_OFFICE, admin: { ...NEW_OFFICE.admin, email: 'other@example.com' } }),
    ])
    expect(outcomes.map(outcome => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await core.staff.list()).toHaveLength(1)
    expect(await core.stages.list()).toHaveLength(5)
    await expect(core.setup.createOffice(page(), NEW_OFFICE)).rejects.toThrow(new DomainError('ALREADY_SET_UP'))
  })

  it('leaves no password in the clear anywhere', async () => {
    await core.setup.createOffice(page(), NEW_OFFICE)
    const everything = core.database.sqlite.serialize().toString('latin1')
    expect(everything).not.toContain(NEW_OFFICE.admin.password)
  })
})
