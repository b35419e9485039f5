import type { Colleague, StaffMember } from '#shared/contract/staff.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { toE164 } from '#shared/domain/phone-number.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'
import type { Sessions } from '../session/sessions.ts'
import type { SettingsService } from '../settings/service.ts'
import { emailTaken, invalidPhone, lastAdmin } from './errors.ts'
import type { Passwords } from './passwords.ts'
import {
  countOtherActiveAdmins,
  findStaffIdByEmail,
  findStaffMember,
  insertStaffMember,
  listColleagues,
  listStaffMembers,
  replacePassword,
  updateStaffMember,
} from './queries.ts'

export interface StaffDetails {
  name: string
  email: string
  phone: string | null
  role: StaffRole
  locale: Locale
}

export interface StaffWorld {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
  passwords: Pick<Passwords, 'hash'>
  sessions: Pick<Sessions, 'endAllOf'>
}

export function createStaffService({ db, clock, events, settings, passwords, sessions }: StaffWorld) {
  function getMember(tx: Db, id: StaffId): StaffMember {
    const member = findStaffMember(tx, id)
    if (!member) throw notFound('staff')
    return member
  }

  function getUnchanged(tx: Db, id: StaffId, version: number): StaffMember {
    const member = getMember(tx, id)
    if (member.version !== version) throw staleEdit('staff', member.version)
    return member
  }

  function normalise(details: StaffDetails): StaffDetails {
    const { name, email, role, locale } = details
    return { name, email: email.toLowerCase(), phone: normalisePhone(details.phone), role, locale }
  }

  function normalisePhone(phone: string | null): string | null {
    if (!phone) return null
    const e164 = toE164(phone, settings.current().defaultCountry)
    if (e164 === null) throw invalidPhone()
    return e164
  }

  function refuseTakenEmail(tx: Db, id: StaffId, email: string): void {
    const owner = findStaffIdByEmail(tx, email)
    if (owner !== undefined && owner !== id) throw emailTaken()
  }

  function audit(tx: Db, by: StaffId, action: string, id: StaffId, fields: Parameters<typeof changedFields>): void {
    recordAudit(tx, clock, { staffId: by, action, subjectKind: 'staff', subjectId: id, ...changedFields(...fields) })
    afterCommit(tx, () => events.publish({ type: 'staff.changed', staffId: id }))
  }

  function insert(tx: Db, by: StaffId, id: StaffId, details: StaffDetails, passwordHash: string): void {
    const now = clock.now()
    refuseTakenEmail(tx, id, details.email)
    insertStaffMember(tx, { id, ...details, isActive: true, createdAt: now, updatedAt: now }, passwordHash)
    audit(tx, by, 'staff.created', id, [{}, { ...details }])
  }

  return {
    async colleagues(): Promise<Colleague[]> {
      return listColleagues(db)
    },

    async list(): Promise<StaffMember[]> {
      return listStaffMembers(db)
    },

    /** The first admin, made by nobody else, in the transaction of the first run. */
    insertFirstAdmin(tx: Db, id: StaffId, details: Omit<StaffDetails, 'phone' | 'role'>, passwordHash: string): void {
      insert(tx, id, id, normalise({ ...details, phone: null, role: 'admin' }), passwordHash)
    },

    async create(by: StaffId, input: StaffDetails & { id: StaffId; password: string }): Promise<StaffMember> {
      const details = normalise(input)
      refuseTakenEmail(db, input.id, details.email)
      const passwordHash = await passwords.hash(input.password)
      return transact(db, tx => {
        // The page repeats a create whose answer it missed.
        if (!findStaffMember(tx, input.id)) insert(tx, by, input.id, details, passwordHash)
        return getMember(tx, input.id)
      })
    },

    async update(by: StaffId, input: StaffDetails & { id: StaffId; version: number }): Promise<StaffMember> {
      const details = normalise(input)
      return transact(db, tx => {
        const before = getUnchanged(tx, input.id, input.version)
        refuseTakenEmail(tx, input.id, details.email)
        if (before.role === 'admin' && before.isActive && details.role !== 'admin') {
          if (countOtherActiveAdmins(tx, input.id) === 0) throw lastAdmin()
        }
        if (!changedFields({ ...before }, { ...details })) return before
        updateStaffMember(tx, input.id, details, clock.now())
        audit(tx, by, 'staff.updated', input.id, [{ ...before }, { ...details }])
        return getMember(tx, input.id)
      })
    },

    async setActive(
      by: StaffId,
      { id, version, isActive }: { id: StaffId; version: number; isActive: boolean },
    ): Promise<StaffMember> {
      return transact(db, tx => {
        const before = getUnchanged(tx, id, version)
        if (before.isActive === isActive) return before
        if (!isActive && before.role === 'admin' && countOtherActiveAdmins(tx, id) === 0) throw lastAdmin()
        updateStaffMember(tx, id, { isActive }, clock.now())
        if (!isActive) sessions.endAllOf(tx, id)
        const action = isActive ? 'staff.reactivated' : 'staff.deactivated'
        audit(tx, by, action, id, [{ isActive: before.isActive }, { isActive }])
        return getMember(tx, id)
      })
    },

    /** For whoever forgot theirs: wherever that person is signed in, they have to sign in again. */
    async setPassword(by: StaffId, { id, password }: { id: StaffId; password: string }): Promise<void> {
      getMember(db, id)
      const passwordHash = await passwords.hash(password)
      transact(db, tx => {
        replacePassword(tx, id, passwordHash, clock.now())
        sessions.endAllOf(tx, id)
        recordAudit(tx, clock, { staffId: by, action: 'staff.password_set', subjectKind: 'staff', subjectId: id })
      })
    },
  }
}
export type StaffService = ReturnType<typeof createStaffService>
