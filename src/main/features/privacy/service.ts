import type { Holding } from '#shared/contract/privacy.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { type Db, transact } from '../../db/database.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { ConsentLedger } from '../consents/ledger.ts'
import type { Transfers } from '../files/transfers.ts'
import type { LeadService } from '../leads/service.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { Bearer } from '../session/sessions.ts'
import type { SettingsService } from '../settings/service.ts'
import { readIysFile, writeIysFile } from './iys.ts'
import { writePersonArchive } from './person-archive.ts'
import { countPerson } from './person-file.sql.ts'

const PERSON = 'person-file'
const IYS = 'iys-file'

/** What a person may ask of the office about their own data: to see all of it, and to be forgotten. */
export function createPrivacyService({
  db,
  clock,
  settings,
  blobs,
  ledger,
  transfers,
  leads,
  findOldestBackup,
}: {
  db: Db
  clock: Clock
  settings: Pick<SettingsService, 'current'>
  blobs: BlobStore
  ledger: ConsentLedger
  transfers: Transfers
  leads: Pick<LeadService, 'removeWithin' | 'versionOf'>
  /** When the oldest backup was made: it holds a forgotten person until it goes itself. */
  findOldestBackup: () => number | null
}) {
  const day = () => new Date(clock.now()).toISOString().slice(0, 10)

  transfers.register(PERSON, {
    find(viewer, id) {
      const leadId = id as LeadId
      if (!seesAllLeads(viewer.role) || !isLeadVisible(db, viewer, leadId)) return undefined
      const { officeName, timeZone } = settings.current()
      const told = { officeName, timeZone, locale: viewer.locale, madeAt: clock.now() }
      return {
        mime: 'application/zip',
        // Without the name: what lies in a folder of downloads should not say who was a patient.
        name: `santral-${leadId.slice(-8)}-${day()}.zip`,
        generate: () => writePersonArchive({ db, blobs }, leadId, told),
      }
    },
  })
  transfers.register(IYS, {
    find: ({ role }) =>
      seesAllLeads(role) ? { mime: 'text/csv', name: `iys-${day()}.csv`, generate: () => writeIysFile(db) } : undefined,
  })

  function addressOf({ sessionId }: Bearer, of: string, id: string): { url: string } {
    if (sessionId === null) throw new DomainError('UNAUTHENTICATED')
    return transfers.addressOf({ sessionId, of, id, for: 'download' })
  }

  return {
    async holding(viewer: Viewer, leadId: LeadId): Promise<Holding> {
      if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      return { ...countPerson(db, leadId), oldestBackupAt: findOldestBackup() }
    },

    async exportLead(bearer: Bearer, viewer: Viewer, leadId: LeadId): Promise<{ url: string }> {
      if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      transact(db, tx =>
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'lead.exported',
          subjectKind: 'lead',
          subjectId: leadId,
        }),
      )
      return addressOf(bearer, PERSON, leadId)
    },

    /** For good. What stays is in the log, without content: that it was done, by whom, and the hashes that nobody is written to by. */
    async forget(viewer: Viewer, leadId: LeadId, version: number): Promise<void> {
      transact(db, tx => {
        if (!isLeadVisible(tx, viewer, leadId)) throw notFound('lead')
        const current = leads.versionOf(tx, leadId)
        if (current !== version) throw staleEdit('lead', current)
        const addresses = ledger.forgetAddressesOf(tx, leadId, { isForgotten: true })
        leads.removeWithin(tx, leadId, { by: viewer.id, action: 'lead.forgotten', after: { addresses } })
      })
    },

    async iysFile(bearer: Bearer): Promise<{ url: string }> {
      return addressOf(bearer, IYS, 'all')
    },

    async importIys(viewer: Viewer, csv: string) {
      return readIysFile({ db, clock, ledger, settings }, viewer.id, csv)
    },
  }
}
export type PrivacyService = ReturnType<typeof createPrivacyService>
