import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../../db/testing/test-database.ts'
import { createAppEvents } from '../../events/app-events.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { ADMIN_PASSWORD, openTestOffice, page } from '../setup/testing/test-office.ts'
import { createPasswords } from '../staff/passwords.ts'
import { sessions, staff, staffCredentials } from '../staff/schema.ts'
import { createPasswordCheck } from './password-check.ts'
import { createSessionService } from './service.ts'
import { createSessions } from './sessions.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const EMAIL = 'deniz@example.com'

let office: Awaited<ReturnType<typeof openTestOffice>>
beforeEach(async () => {
  office = await openTestOffice()
})
afterEach(() => office.close())

const signIn = (email: string, password: string, bearer = page()) => office.session.signIn(bearer, { email, password })

describe('signing in', () => {
  it('opens a session whose token is kept nowhere', async () => {
    const bearer = page()
    const { token, staff: person } = await signIn('DENIZ@Example.com', ADMIN_PASSWORD, bearer)
    expect(person).toMatchObject({ name: 'Deniz Aydın', role: 'admin' })
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(office.session.resolve(token)).toBe(bearer.sessionId)
    expect(office.session.resolve(`${token}x`)).toBeNull()
    expect(office.database.sqlite.serialize().toString('latin1')).not.toContain(token)
    expect((await office.actions())[0]).toBe('session.signed_in')
  })

  it('as somebody else ends what was open on that page', async () => {
    const ended: string[] = []
    office.session.onInterrupted(sessionId => ended.push(sessionId))
    const member = await office.hire()
    const before = office.bearer.sessionId
    await signIn(member.email, 'a good password', office.bearer)
    expect(ended).toEqual([before])
    expect(office.session.resolve(office.token)).toBeNull()
    expect(office.session.staffOf(office.bearer.sessionId ?? '')?.staff.id).toBe(member.id)
  })

  it('counts down the wrong tries, then slows down, and a right password forgets them', async () => {
    for (const triesLeft of [4, 3, 2, 1]) {
      await expect(signIn(EMAIL, 'wrong')).rejects.toMatchObject({ code: 'WRONG_PASSWORD', data: { triesLeft } })
    }
    const retryAt = office.clock.now() + 30_000
    await expect(signIn(EMAIL, 'wrong')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES', data: { retryAt } })
    // Not even the right password is answered before its time.
    await expect(signIn(EMAIL, ADMIN_PASSWORD)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES', data: { retryAt } })

    await office.clock.advance(30_000)
    const later = { retryAt: office.clock.now() + MINUTE }
    await expect(signIn(EMAIL, 'wrong')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES', data: later })
    await office.clock.advance(MINUTE)
    await signIn(EMAIL, ADMIN_PASSWORD)
    await expect(signIn(EMAIL, 'wrong')).rejects.toMatchObject({ data: { triesLeft: 4 } })
  })

  it('remembers wrong tries after a restart', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(signIn(EMAIL, 'wrong')).rejects.toThrow(/WRONG_PASSWORD|TOO_MANY_TRIES/)
    }
    const { db, clock } = office
    const restarted = createSessionService({
      db,
      clock,
      events: createAppEvents(),
      passwords: createPasswords({ N: 2 ** 4, r: 8, p: 1 }),
      sessions: createSessions({ db, clock }),
    })
    const again = restarted.signIn(page(), { email: EMAIL, password: ADMIN_PASSWORD })
    await expect(again).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' })
  })

  it('lets no more tries through when they come all at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => signIn(EMAIL, 'wrong')))
    const codes = tries.map(outcome => (outcome.status === 'rejected' ? (outcome.reason as DomainError).code : 'in'))
    expect(codes.filter(code => code === 'WRONG_PASSWORD')).toHaveLength(4)
    expect(codes.filter(code => code === 'TOO_MANY_TRIES')).toHaveLength(16)
  })

  it('says of an unknown e-mail what it says of a wrong password', async () => {
    for (const triesLeft of [4, 3, 2, 1]) {
      await expect(signIn('nobody@example.com', 'wrong')).rejects.toMatchObject({
        code: 'WRONG_PASSWORD',
        data: { triesLeft },
      })
    }
    const tooMany = { code: 'TOO_MANY_TRIES', data: { retryAt: office.clock.now() + 30_000 } }
    await expect(signIn('nobody@example.com', 'wrong')).rejects.toMatchObject(tooMany)
    await expect(signIn('Nobody@example.com', 'wrong')).rejects.toMatchObject(tooMany)
    await expect(signIn('somebody-else@example.com', 'wrong')).rejects.toMatchObject({ data: { triesLeft: 4 } })
  })

  it('works as hard for an unknown e-mail as for a wrong password', async () => {
    const worked: (string | undefined)[] = []
    const passwords = createPasswords({ N: 2 ** 4, r: 8, p: 1 })
    const check = createPasswordCheck({
      db: office.db,
      clock: office.clock,
      passwords: {
        ...passwords,
        verify(password, stored) {
          worked.push(stored)
          return passwords.verify(password, stored)
        },
      },
    })
    await expect(check.ofEmail('nobody@example.com', 'wrong')).rejects.toThrow('WRONG_PASSWORD')
    await expect(check.ofEmail(EMAIL, 'wrong')).rejects.toThrow('WRONG_PASSWORD')
    expect(worked).toEqual([undefined, expect.stringMatching(/^scrypt/)])
  })

  it('forgets the oldest unknown e-mails before they fill the memory', async () => {
    const check = createPasswordCheck({
      db: office.db,
      clock: office.clock,
      passwords: { hash: async () => '', verify: async () => ({ isRight: false, isOutdated: false }) },
    })
    await expect(check.ofEmail('first@example.com', 'wrong')).rejects.toMatchObject({ data: { triesLeft: 4 } })
    for (let number = 0; number < 1_000; number += 1) {
      await expect(check.ofEmail(`${number}@example.com`, 'wrong')).rejects.toThrow('WRONG_PASSWORD')
    }
    await expect(check.ofEmail('999@example.com', 'wrong')).rejects.toMatchObject({ data: { triesLeft: 3 } })
    await expect(check.ofEmail('first@example.com', 'wrong')).rejects.toMatchObject({ data: { triesLeft: 4 } })
  })

  it('writes the hash anew when the cost was raised', async () => {
    const { db, clock } = office
    const hashNow = () => db.select().from(staffCredentials).where(eq(staffCredentials.staffId, office.admin.id)).get()
    expect(hashNow()?.passwordHash).toMatch(/^scrypt\$16\$/)
    const dearer = createPasswordCheck({ db, clock, passwords: createPasswords({ N: 2 ** 5, r: 8, p: 1 }) })
    await dearer.ofEmail(EMAIL, ADMIN_PASSWORD)
    expect(hashNow()?.passwordHash).toMatch(/^scrypt\$32\$/)
    await signIn(EMAIL, ADMIN_PASSWORD)
  })

  it('is refused when the person was deactivated while the password was checked', async () => {
    const member = await office.hire()
    const entering = signIn(member.email, 'a good password')
    await office.staff.setActive(office.admin.id, { ...member, isActive: false })
    await expect(entering).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
  })
})

describe('a session', () => {
  it('ends thirty days after its last use, and not before', async () => {
    const { sessionId } = office.bearer
    await office.clock.advance(29 * DAY)
    expect(office.session.viewerOf(sessionId ?? '')).not.toBeNull()
    await office.clock.advance(29 * DAY)
    expect(office.session.resolve(office.token)).toBe(sessionId)
    await office.clock.advance(30 * DAY)
    expect(office.session.viewerOf(sessionId ?? '')).toBeNull()
    expect(office.session.resolve(office.token)).toBeNull()
    await signIn(EMAIL, ADMIN_PASSWORD)
    expect(office.db.select({ id: sessions.id }).from(sessions).all()).toHaveLength(1)
  })

  it('knows the role of this moment', async () => {
    const member = await office.hire({ role: 'manager' })
    const bearer = page()
    await signIn(member.email, 'a good password', bearer)
    expect(office.session.viewerOf(bearer.sessionId ?? '')?.viewer.role).toBe('manager')
    await office.staff.update(office.admin.id, { ...member, role: 'consultant' })
    expect(office.session.viewerOf(bearer.sessionId ?? '')?.viewer.role).toBe('consultant')
  })

  it('writes down its use once in ten minutes, not at every call', async () => {
    const { sessionId } = office.bearer
    const lastSeen = () => office.db.select({ at: staff.lastSeenAt }).from(staff).get()?.at
    const start = lastSeen()
    await office.clock.advance(9 * MINUTE)
    office.session.viewerOf(sessionId ?? '')
    expect(lastSeen()).toBe(start)
    await office.clock.advance(MINUTE)
    office.session.viewerOf(sessionId ?? '')
    expect(lastSeen()).toBe(office.clock.now())
  })

  it('is gone after signing out', async () => {
    const { sessionId } = office.bearer
    await office.session.signOut(office.bearer, office.admin)
    expect(office.bearer.sessionId).toBeNull()
    expect(office.session.viewerOf(sessionId ?? '')).toBeNull()
    expect(office.session.resolve(office.token)).toBeNull()
    expect((await office.actions())[0]).toBe('session.signed_out')
  })
})

describe('locking', () => {
  it('keeps the person signed in, and a password opens it again', async () => {
    const interrupted: string[] = []
    office.session.onInterrupted(sessionId => interrupted.push(sessionId))
    const sessionId = office.bearer.sessionId ?? ''
    await office.session.lock(office.bearer)
    expect(office.session.viewerOf(sessionId)?.isLocked).toBe(true)
    expect(office.session.resolve(office.token)).toBe(sessionId)
    expect(interrupted).toEqual([sessionId])

    const wrong = office.session.unlock(office.bearer, { password: 'wrong' })
    await expect(wrong).rejects.toMatchObject({ code: 'WRONG_PASSWORD', data: { triesLeft: 4 } })
    expect(await office.session.unlock(office.bearer, { password: ADMIN_PASSWORD })).toMatchObject({ email: EMAIL })
    expect(office.session.viewerOf(sessionId)?.isLocked).toBe(false)
  })

  it('outlives a restart', async () => {
    await office.session.lock(office.bearer)
    const restarted = createSessions({ db: office.db, clock: office.clock })
    expect(restarted.staffOf(restarted.resolve(office.token) ?? '')).toMatchObject({ isLocked: true })
  })

  it('is not opened for a page that is not signed in', async () => {
    const unauthenticated = new DomainError('UNAUTHENTICATED')
    await expect(office.session.unlock(page(), { password: ADMIN_PASSWORD })).rejects.toThrow(unauthenticated)
    const unlocking = office.session.unlock(office.bearer, { password: ADMIN_PASSWORD })
    await office.session.signOut(office.bearer, office.admin)
    await expect(unlocking).rejects.toThrow(unauthenticated)
  })
})

describe('people change for themselves', () => {
  it('their password, with the old one, and stay signed in only here', async () => {
    const elsewhere = page()
    await signIn(EMAIL, ADMIN_PASSWORD, elsewhere)
    const change = (currentPassword: string) =>
      office.session.changeOwnPassword(office.bearer, office.admin, { currentPassword, newPassword: 'brand new one' })
    await expect(change('wrong')).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    await change(ADMIN_PASSWORD)
    expect(office.session.viewerOf(office.bearer.sessionId ?? '')).not.toBeNull()
    expect(office.session.viewerOf(elsewhere.sessionId ?? '')).toBeNull()
    await signIn(EMAIL, 'brand new one')
    await expect(signIn(EMAIL, ADMIN_PASSWORD)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
  })

  it('their language', async () => {
    const changed = await office.session.changeOwnLocale(office.bearer, office.admin, 'en')
    expect(changed.locale).toBe('en')
    expect(office.heard).toEqual([{ type: 'staff.changed', staffId: office.admin.id }])
    expect((await office.staff.list())[0]?.version).toBe(2)
  })
})

it('nothing of this can happen in a database that knows nobody', async () => {
  const empty = openTestDatabase()
  const { db, clock } = empty
  const passwords = createPasswords({ N: 2 ** 4, r: 8, p: 1 })
  const nobody = createPasswordCheck({ db, clock, passwords })
  await expect(nobody.ofEmail(EMAIL, ADMIN_PASSWORD)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
  expect(createSessions({ db, clock }).resolve('anything')).toBeNull()
  empty.close()
})
