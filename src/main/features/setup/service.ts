import type { z } from 'zod'
import type { OpenedSession } from '#shared/contract/session.ts'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { RejectionReasonService } from '../rejection-reasons/service.ts'
import type { Bearer, Sessions } from '../session/sessions.ts'
import type { SettingsService } from '../settings/service.ts'
import type { Passwords } from '../staff/passwords.ts'
import type { StaffService } from '../staff/service.ts'
import type { StageService } from '../stages/service.ts'
import type { TemplateService } from '../templates/service.ts'

export interface NewOffice {
  locale: Locale
  officeName: string
  timeZone: string
  defaultCountry: string
  admin: { name: string; email: string; password: string }
}

export interface SetupWorld {
  db: Db
  clock: Clock
  passwords: Pick<Passwords, 'hash'>
  sessions: Pick<Sessions, 'open'>
  settings: Pick<SettingsService, 'foundOffice' | 'officeId'>
  staff: Pick<StaffService, 'insertFirstAdmin'>
  stages: Pick<StageService, 'insertInitial'>
  templates: Pick<TemplateService, 'insertInitial'>
  rejectionReasons: Pick<RejectionReasonService, 'insertInitial'>
}

export function createSetupService(world: SetupWorld) {
  const { db, clock, passwords, sessions, settings, staff, stages, templates, rejectionReasons } = world

  function refuseSecondOffice(): void {
    if (settings.officeId() !== null) throw new DomainError('ALREADY_SET_UP')
  }

  return {
    /** The first run, all of it or nothing: the office, its stages, its first admin, who is then signed in. */
    async createOffice(bearer: Bearer, { admin, ...office }: NewOffice): Promise<z.infer<typeof OpenedSession>> {
      refuseSecondOffice()
      const passwordHash = await passwords.hash(admin.password)
      const officeId = newId()
      const adminId = newId<StaffId>()
      const { name, email } = admin
      const token = transact(db, tx => {
        // Two windows may both have shown the first run.
        refuseSecondOffice()
        settings.foundOffice(tx, officeId, office)
        staff.insertFirstAdmin(tx, adminId, { name, email, locale: office.locale }, passwordHash)
        stages.insertInitial(tx, adminId, office.locale)
        templates.insertInitial(tx, office.locale)
        rejectionReasons.insertInitial(tx, office.locale)
        recordAudit(tx, clock, {
          staffId: adminId,
          action: 'office.created',
          subjectKind: 'office',
          subjectId: officeId,
          after: { ...office },
        })
        return sessions.open(tx, bearer, adminId)
      })
      return { token, staff: { id: adminId, name, email: email.toLowerCase(), role: 'admin', locale: office.locale } }
    },
  }
}
export type SetupService = ReturnType<typeof createSetupService>
