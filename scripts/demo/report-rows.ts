import { newId, type ReportListId, type ReportRecipientId, type ReportScheduleId } from '#shared/domain/ids.ts'
import { ReportSection } from '#shared/domain/report.ts'
import type { ReportRhythm } from '#shared/domain/report-sending.ts'
import type { Db } from '../../src/main/db/database.ts'
import { nextDue } from '../../src/main/features/report-sending/rhythm.ts'
import {
  reportListMembers,
  reportLists,
  reportRecipients,
  reportSchedules,
} from '../../src/main/features/report-sending/schema.ts'
import { OFFICE } from './office.ts'

/** Phones of the simulator that get the weekly report: each reads what is for them, in their language. */
export const REPORT_READERS = [
  { name: 'Mehmet Umut (yönetici)', phoneNumber: '+905550009801' },
  { name: 'Clara Weiss (partner)', phoneNumber: '+4915112345601' },
] as const

const MONDAYS: ReportRhythm = { kind: 'weekly', weekday: 1, at: '09:00' }

/** As if the office had set it up; a demo that is gone on with has it. */
export function writeReportRows(db: Db, now: number): void {
  if (db.select({ id: reportLists.id }).from(reportLists).limit(1).get() !== undefined) return
  const [manager, partner] = REPORT_READERS
  const listId = newId<ReportListId>()
  const at = { createdAt: now, updatedAt: now }
  const consent = { consentedAt: now }
  const readers = [
    { ...manager, channel: 'whatsapp', address: manager.phoneNumber, audience: 'manager', locale: 'tr' },
    { ...partner, channel: 'whatsapp', address: partner.phoneNumber, audience: 'customer', locale: 'en' },
    { ...manager, channel: 'email', address: 'mehmet@umutdis.example', audience: 'manager', locale: 'tr' },
  ] as const
  db.insert(reportLists)
    .values({ id: listId, name: 'Yönetim ve ortaklar', ...at })
    .run()
  for (const { name, channel, address, audience, locale } of readers) {
    const id = newId<ReportRecipientId>()
    db.insert(reportRecipients)
      .values({ id, name, channel, address, audience, locale, ...consent, ...at })
      .run()
    db.insert(reportListMembers).values({ id: newId(), listId, recipientId: id }).run()
  }
  db.insert(reportSchedules)
    .values({
      ...{ id: newId<ReportScheduleId>(), name: 'Haftalık özet', rhythm: MONDAYS, period: 'last_week', listId },
      ...{ sections: [...ReportSection.options], content: 'by_role', nextAt: nextDue(MONDAYS, OFFICE.timeZone, now) },
      ...at,
    })
    .run()
}
