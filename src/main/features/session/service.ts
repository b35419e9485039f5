import type { SignedInStaff } from '#shared/contract/session.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Passwords } from '../staff/passwords.ts'
import { unauthenticated } from './errors.ts'
import { createPasswordCheck } from './password-check.ts'
import { setStaffLocale, updateCredentials } from './queries.ts'
import type { Bearer, Sessions } from './sessions.ts'

export interface SessionWorld {
  db: Db
  clock: Clock
  events: AppEvents
  passwords: Passwords
  sessions: Sessions
}

export function createSessionService({ db, clock, events, passwords, sessions }: SessionWorld) {
  const passwordCheck = createPasswordCheck({ db, clock, passwords })

  function staffOn(bearer: Bearer): SignedInStaff {
    const session = bearer.sessionId === null ? null : sessions.staffOf(bearer.sessionId)
    if (!session) throw unauthenticated()
    return session.staff
  }

  function audit(tx: Db, staffId: StaffId, action: string): void {
    recordAudit(tx, clock, { staffId, action, subjectKind: 'staff', subjectId: staffId })
  }

  return {
    resolve: sessions.resolve,
    viewerOf: sessions.viewerOf,
    staffOf: sessions.staffOf,
    onInterrupted: sessions.onInterrupted,
    onBegun: sessions.onBegun,

    async signIn(bearer: Bearer, { email, password }: { email: string; password: string }) {
      const staffId = await passwordCheck.ofEmail(email.toLowerCase(), password)
      const token = transact(db, tx => {
        audit(tx, staffId, 'session.signed_in')
        return sessions.open(tx, bearer, staffId)
      })
      return { token, staff: staffOn(bearer) }
    },

    async signOut(bearer: Bearer, viewer: Viewer): Promise<void> {
      transact(db, tx => {
        sessions.end(tx, bearer)
        audit(tx, viewer.id, 'session.signed_out')
      })
    },

    async lock({ sessionId }: Bearer): Promise<void> {
      if (sessionId !== null) transact(db, tx => sessions.setLocked(tx, sessionId, true))
    },

    async unlock(bearer: Bearer, { password }: { password: string }): Promise<SignedInStaff> {
      const { sessionId } = bearer
      const staffId = await passwordCheck.ofStaff(staffOn(bearer).id, password)
      return transact(db, tx => {
        // Signed out, or somebody else signed in, while the password was checked.
        if (sessionId === null || staffOn(bearer).id !== staffId) throw unauthenticated()
        sessions.setLocked(tx, sessionId, false)
        return staffOn(bearer)
      })
    },

    /** Everywhere else the person has to sign in again. */
    async changeOwnPassword(
      bearer: Bearer,
      viewer: Viewer,
      { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
    ): Promise<void> {
      await passwordCheck.ofStaff(viewer.id, currentPassword)
      const passwordHash = await passwords.hash(newPassword)
      transact(db, tx => {
        // Signed out by an admin while the passwords were hashed: theirs counts.
        if (staffOn(bearer).id !== viewer.id) throw unauthenticated()
        updateCredentials(tx, viewer.id, { passwordHash }, clock.now())
        sessions.endAllOf(tx, viewer.id, bearer.sessionId)
        audit(tx, viewer.id, 'staff.password_changed')
      })
    },

    async changeOwnLocale(bearer: Bearer, viewer: Viewer, locale: Locale): Promise<SignedInStaff> {
      transact(db, tx => {
        if (viewer.locale === locale) return
        setStaffLocale(tx, viewer.id, locale, clock.now())
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'staff.updated',
          subjectKind: 'staff',
          subjectId: viewer.id,
          before: { locale: viewer.locale },
          after: { locale },
        })
        afterCommit(tx, () => events.publish({ type: 'staff.changed', staffId: viewer.id }))
      })
      return staffOn(bearer)
    },
  }
}
export type SessionService = ReturnType<typeof createSessionService>
