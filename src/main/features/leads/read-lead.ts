import type { Lead } from '#shared/contract/leads.ts'
import { customerTimeZones } from '#shared/domain/customer-time-zones.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { localTimeOf } from '#shared/domain/local-time.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SettingsService } from '../settings/service.ts'
import { withBelongings } from './lead-list.ts'
import { getLead, listIdentities } from './lead-queries.ts'
import { toLead } from './to-lead.ts'

/** The lead as the page shows it now: with the hour at the person's, by the office's idea of night. */
export function createLeadReader({
  db,
  clock,
  settings,
}: {
  db: Db
  clock: Clock
  settings: Pick<SettingsService, 'current'>
}) {
  return function readLead(id: LeadId): Lead {
    const row = getLead(db, id)
    const identities = listIdentities(db, id)
    const phone = identities.find(({ kind }) => kind === 'phone')?.value ?? null
    return toLead(
      withBelongings(db, row),
      identities,
      localTimeOf(customerTimeZones({ ...row, phone }), clock.now(), settings.current()),
    )
  }
}
export type LeadReader = ReturnType<typeof createLeadReader>
