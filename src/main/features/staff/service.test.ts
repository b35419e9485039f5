import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { openTestOffice, page } from '../setup/testing/test-office.ts'

describe('staff', () => {
  let office: Awaited<ReturnType<typeof openTestOffice>>
  beforeEach(async () => {
    office = await openTestOffice()
  })
  afterEach(() => office.close())

  it('are added once, with their number in E.164 and their e-mail in lower case', async () => {
    const { staff, admin } = office
    const person = {
      id: newId<StaffId>(),
      name: 'Ece Demir',
      email: 'Ece@Example.com',
      phone: '0555 123 45 67',
      role: 'consultant',
      locale: 'tr',
      password: 'a good password',
    } as const
    const member = await staff.create(admin.id, person)
    expect(member).toMatchObject({ email: 'ece@example.com', phone: '+905551234567', version: 1, isActive: true })
    expect(await staff.create(admin.id, person)).toEqual(member)
    expect(office.heard).toEqual([{ type: 'staff.changed', staffId: member.id }])
    expect((await staff.colleagues()).map(colleague => Object.keys(colleague))).toEqual([
      ['id', 'name', 'role', 'isActive'],
      ['id', 'name', 'role', 'isActive'],
    ])
  })

  it('have e-mails of their own, whatever the case', async () => {
    const taken = new DomainError('EMAIL_TAKEN')
    await expect(office.hire({ email: 'DENIZ@example.com' })).rejects.toThrow(taken)
    const member = await office.hire()
    const edit = { ...member, phone: null, email: 'deniz@EXAMPLE.com' }
    await expect(office.staff.update(office.admin.id, edit)).rejects.toThrow(taken)
    const twice = [office.hire({ email: 'same@example.com' }), office.hire({ email: 'same@example.com' })]
    expect((await Promise.allSettled(twice)).map(outcome => outcome.status).toSorted()).toEqual([
      'fulfilled',
      'rejected',
    ])
  })

  it('are refused with a phone that is none', async () => {
    await expect(office.hire({ phone: 'yok' })).rejects.toThrow(new DomainError('INVALID_PHONE'))
    expect((await office.hire({ phone: '' })).phone).toBeNull()
  })

  it('are edited by one person at a time, and the log says what changed', async () => {
    const member = await office.hire()
    const edited = await office.staff.update(office.admin.id, { ...member, name: 'Ece Yıldız', role: 'manager' })
    expect(edited).toMatchObject({ version: 2, name: 'Ece Yıldız', role: 'manager' })
    const stale = staleEdit('staff', 2)
    await expect(office.staff.update(office.admin.id, { ...member, name: 'Ece Kaya' })).rejects.toThrow(stale)
    await expect(office.staff.setActive(office.admin.id, { ...member, isActive: false })).rejects.toMatchObject({
      data: { what: 'staff', currentVersion: 2 },
    })
    const [entry] = (await office.audit.list({ cursor: null, limit: 1 })).items
    expect(entry).toMatchObject({
      staffId: office.admin.id,
      action: 'staff.updated',
      subjectId: member.id,
      before: { name: 'Ece Demir', role: 'consultant' },
      after: { name: 'Ece Yıldız', role: 'manager' },
    })
  })

  it('are unchanged, in version and log, by an edit that changes nothing', async () => {
    const member = await office.hire()
    const before = await office.actions()
    expect(await office.staff.update(office.admin.id, member)).toEqual(member)
    expect(await office.staff.setActive(office.admin.id, { ...member, isActive: true })).toEqual(member)
    expect(await office.actions()).toEqual(before)
  })

  it('always have one active admin', async () => {
    const { staff, admin } = office
    const lastAdmin = new DomainError('LAST_ADMIN')
    const [me] = await staff.list()
    if (!me) throw new Error('no admin')
    await expect(staff.update(admin.id, { ...me, role: 'manager' })).rejects.toThrow(lastAdmin)
    await expect(staff.setActive(admin.id, { ...me, isActive: false })).rejects.toThrow(lastAdmin)

    const second = await office.hire({ role: 'admin' })
    const resting = await staff.setActive(admin.id, { ...second, isActive: false })
    await expect(staff.update(admin.id, { ...me, role: 'consultant' })).rejects.toThrow(lastAdmin)
    // Somebody who is not active may lose the role: they were not the one who counts.
    const demoted = await staff.update(admin.id, { ...resting, role: 'manager' })
    await staff
      .update(admin.id, { ...demoted, role: 'admin' })
      .then(again => staff.setActive(admin.id, { ...again, isActive: true }))
    expect(await staff.setActive(admin.id, { ...me, isActive: false })).toMatchObject({ isActive: false })
  })

  it('are signed out everywhere when they are deactivated, and cannot come back', async () => {
    const member = await office.hire({ password: 'a good password' })
    const ended: string[] = []
    office.session.onInterrupted(sessionId => ended.push(sessionId))
    const pages = [page(), page()]
    for (const bearer of pages) {
      await office.session.signIn(bearer, { email: member.email, password: 'a good password' })
    }
    const now = (await office.staff.list()).find(({ id }) => id === member.id)
    await office.staff.setActive(office.admin.id, { id: member.id, version: now?.version ?? 0, isActive: false })
    expect(new Set(ended)).toEqual(new Set(pages.map(bearer => bearer.sessionId)))
    for (const { sessionId } of pages) expect(office.session.viewerOf(sessionId ?? '')).toBeNull()
    await expect(
      office.session.signIn(page(), { email: member.email, password: 'a good password' }),
    ).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    expect(office.session.viewerOf(office.bearer.sessionId ?? '')).not.toBeNull()
  })

  it('are signed out everywhere when somebody sets them a new password, which also forgets their wrong tries', async () => {
    const member = await office.hire()
    const bearer = page()
    await office.session.signIn(bearer, { email: member.email, password: 'a good password' })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const wrong = office.session.signIn(page(), { email: member.email, password: 'wrong' })
      await expect(wrong).rejects.toThrow(/WRONG_PASSWORD|TOO_MANY_TRIES/)
    }
    await office.staff.setPassword(office.admin.id, { id: member.id, password: 'another password' })
    expect(office.session.viewerOf(bearer.sessionId ?? '')).toBeNull()
    await office.session.signIn(bearer, { email: member.email, password: 'another password' })
    const entries = (await office.audit.list({ cursor: null, limit: 5 })).items
    const entry = entries.find(({ action }) => action === 'staff.password_set')
    expect(entry).toMatchObject({ subjectId: member.id, before: null, after: null })
  })

  it('that are not there are not found', async () => {
    const id = newId<StaffId>()
    const missing = notFound('staff')
    const details = { name: 'A', email: 'a@example.com', phone: null, role: 'manager', locale: 'en' } as const
    await expect(office.staff.update(office.admin.id, { id, version: 1, ...details })).rejects.toThrow(missing)
    await expect(office.staff.setPassword(office.admin.id, { id, password: 'long enough' })).rejects.toThrow(missing)
  })
})
