import { z } from 'zod'
import { OfficeSettings } from '#shared/contract/settings.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { DEFAULT_SCORE_WEIGHTS } from '#shared/domain/lead-score.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'
import { listSettings, saveSetting } from './queries.ts'

/** What an office starts from, until its first run says otherwise. */
export const DEFAULT_SETTINGS: OfficeSettings = {
  officeName: '',
  locale: 'tr',
  timeZone: 'Europe/Istanbul',
  defaultCountry: 'TR',
  lockAfterMinutes: 15,
  assigningMovesStage: true,
  answeringMovesStage: true,
  returningReopens: 'rejected',
  sendsReadReceipts: true,
  showsOnline: false,
  ignoresGroups: true,
  nightStart: 22,
  nightEnd: 8,
  customerWord: 'patient',
  keepsPublicHolidays: true,
  currency: 'TRY',
  requiresRejectionReason: false,
  greetsFromAds: false,
  adGreeting: {
    tr: 'Merhaba, mesajınız için teşekkür ederiz. Danışmanımız en kısa sürede size buradan yazacak.',
    en: 'Hello, thank you for your message. One of our consultants will write to you here as soon as possible.',
  },
  tellsOfNewLeads: true,
  escalatesAfterMinutes: 15,
  leadMailStaff: [],
  leadMailSources: [],
  leadMailPace: 'at_once',
  leadMailShows: 'name',
  retentionMonths: 0,
  deletesByItself: false,
  scoreWeights: DEFAULT_SCORE_WEIGHTS,
  scoreCountries: [],
}

/** Kept in the same table, but not for anybody to edit: made once, by the first run. */
const OFFICE_ID = 'officeId'
const OfficeId = z.uuid()

/** What the handshake tells of the office. */
const OFFICE_FIELDS: readonly (keyof OfficeSettings)[] = ['officeName', 'locale', 'timeZone', 'defaultCountry']

interface Stored {
  office: OfficeSettings
  officeId: string | null
}

export function createSettingsService(world: { db: Db; clock: Clock; events: AppEvents; log: Logger }) {
  const { db, clock, events, log } = world
  // Only what is committed is ever in here: it is read anew after each of our own commits, and nobody else writes.
  let committed = readStored(db, log)

  function write(tx: Db, values: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(values)) saveSetting(tx, name, value, clock.now())
    afterCommit(tx, () => {
      committed = readStored(db, log)
    })
  }

  return {
    /** The office's settings as of the last commit; costs nothing. */
    current: (): OfficeSettings => committed.office,

    /** Null until the first run is done. */
    officeId: (): string | null => committed.officeId,

    async get(): Promise<OfficeSettings> {
      return committed.office
    },

    /** Saves the given fields only. */
    async update(by: StaffId, given: Partial<OfficeSettings>): Promise<OfficeSettings> {
      transact(db, tx => {
        const changed = changedFields(readStored(tx, log).office, given)
        if (!changed) return
        write(tx, changed.after)
        recordAudit(tx, clock, {
          staffId: by,
          action: 'settings.changed',
          subjectKind: 'settings',
          subjectId: null,
          ...changed,
        })
        afterCommit(tx, () => {
          events.publish({ type: 'settings.changed' })
          if (OFFICE_FIELDS.some(field => field in changed.after)) events.publish({ type: 'office.changed' })
        })
      })
      return committed.office
    },

    /** Names the office, in the transaction of the first run. */
    foundOffice(tx: Db, officeId: string, given: Partial<OfficeSettings>): void {
      write(tx, { ...given, [OFFICE_ID]: officeId })
      afterCommit(tx, () => events.publish({ type: 'office.changed' }))
    },
  }
}
export type SettingsService = ReturnType<typeof createSettingsService>

/** Each value is parsed by itself: one that an older or newer program wrote otherwise must not take the others with it. */
function readStored(db: Db, log: Logger): Stored {
  const values = new Map(listSettings(db).map(({ name, value }) => [name, value]))

  function read<Value>(name: string, schema: z.ZodType<Value>, otherwise: Value): Value {
    if (!values.has(name)) return otherwise
    const parsed = schema.safeParse(values.get(name))
    if (!parsed.success) log.warn({ setting: name }, 'a stored setting cannot be read; its default is used')
    return parsed.success ? parsed.data : otherwise
  }

  const office = Object.fromEntries(
    Object.entries(OfficeSettings.shape).map(([name, schema]) => [
      name,
      read<unknown>(name, schema, DEFAULT_SETTINGS[name as keyof OfficeSettings]),
    ]),
  ) as OfficeSettings
  return { office, officeId: read<string | null>(OFFICE_ID, OfficeId, null) }
}
