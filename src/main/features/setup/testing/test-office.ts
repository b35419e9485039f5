import type { AppEvent } from '#shared/contract/events.ts'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { openTestDatabase } from '../../../db/testing/test-database.ts'
import { createAppEvents } from '../../../events/app-events.ts'
import { createJobQueue } from '../../../jobs/job-queue.ts'
import { createLogger } from '../../../logging/logger.ts'
import type { Viewer } from '../../../rpc/context.ts'
import { createAuditService } from '../../audit/service.ts'
import { createKeptFiles } from '../../files/kept-files.ts'
import { createRejectionReasonService } from '../../rejection-reasons/service.ts'
import { createSessionService } from '../../session/service.ts'
import { type Bearer, createSessions } from '../../session/sessions.ts'
import { createSettingsService } from '../../settings/service.ts'
import { createPasswords } from '../../staff/passwords.ts'
import { createStaffService, type StaffDetails } from '../../staff/service.ts'
import { createStageService } from '../../stages/service.ts'
import { createTemplateService } from '../../templates/service.ts'
import { createSetupService, type NewOffice } from '../service.ts'

export const ADMIN_PASSWORD = 'correct horse battery'

export const NEW_OFFICE: NewOffice = {
  locale: 'tr',
  officeName: 'Umut Sağlık Turizmi',
  timeZone: 'Europe/Istanbul',
  defaultCountry: 'TR',
  admin: { name: 'Deniz Aydın', email: 'Deniz@Example.com', password: ADMIN_PASSWORD },
}

/** The people side of the core on a real database, with passwords that cost next to nothing. */
export async function openTestCore() {
  const database = openTestDatabase()
  const { db, clock } = database
  const events = createAppEvents()
  const heard: AppEvent[] = []
  events.subscribe(({ event }) => heard.push(event))
  const passwords = createPasswords({ N: 2 ** 4, r: 8, p: 1 })
  const sessions = createSessions({ db, clock })
  const settings = createSettingsService({ db, clock, events, log: createLogger('settings') })
  const staff = createStaffService({ db, clock, events, settings, passwords, sessions })
  const stages = createStageService({ db, clock, events })
  const kept = createKeptFiles({ db, clock, jobs: createJobQueue({ clock }) })
  const templates = createTemplateService({
    ...{ db, clock, events, settings },
    files: { ...kept, addressOf: () => ({ url: '' }) },
  })
  const rejectionReasons = createRejectionReasonService({ db, clock, events })
  const audit = createAuditService({ db })
  return {
    database,
    db,
    clock,
    events,
    heard,
    sessions,
    settings,
    staff,
    stages,
    templates,
    rejectionReasons,
    audit,
    session: createSessionService({ db, clock, events, passwords, sessions }),
    setup: createSetupService({
      db,
      clock,
      passwords,
      sessions,
      settings,
      staff,
      stages,
      templates,
      rejectionReasons,
    }),
    /** The newest entries of the audit log, as `action`. */
    async actions(limit = 10): Promise<string[]> {
      return (await audit.list({ cursor: null, limit })).items.map(entry => entry.action)
    },
    close: () => database.close(),
  }
}

/** The same after its first run, with the admin signed in. */
export async function openTestOffice() {
  const core = await openTestCore()
  const bearer = page()
  const opened = await core.setup.createOffice(bearer, NEW_OFFICE)
  const admin: Viewer = { id: opened.staff.id, role: 'admin', locale: 'tr' }
  core.heard.length = 0
  return {
    ...core,
    admin,
    bearer,
    token: opened.token,
    async hire(details: Partial<StaffDetails> & { password?: string } = {}) {
      const id = newId<StaffId>()
      const person = {
        name: 'Ece Demir',
        email: `${id}@example.com`,
        phone: null,
        role: 'consultant',
        locale: 'tr',
      } as const
      return core.staff.create(admin.id, { id, ...person, password: 'a good password', ...details })
    },
  }
}

/** A connection as far as signing in is concerned. */
export function page(): Bearer {
  return { sessionId: null }
}
