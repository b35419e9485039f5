import { randomUUID } from 'node:crypto'
import type { ExportColumn, ExportFormat } from '#shared/contract/lead-exports.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { isoWithOffset } from '#shared/domain/wall-time.ts'
import { type Db, transact } from '../../db/database.ts'
import { word } from '../../i18n/words.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Transfers } from '../files/transfers.ts'
import type { Bearer } from '../session/sessions.ts'
import type { SettingsService } from '../settings/service.ts'
import { exportedLeads, type LeadsToExport, type ReadingHands } from './exported-leads.ts'
import { createWording } from './wording.ts'
import { FILE_KINDS, writeExport } from './write-export.ts'

const LIST = 'lead-list'
/** Nobody has more of them open at once; the oldest give way. */
const MOST_KEPT = 100

export interface WantedExport extends LeadsToExport {
  readonly format: ExportFormat
  readonly columns: readonly ExportColumn[]
}

/** Lists of leads as files: for a table, for an address book, for another program. */
export function createLeadExportService({
  db,
  clock,
  settings,
  transfers,
  leads: hands,
}: {
  db: Db
  clock: Clock
  settings: Pick<SettingsService, 'current'>
  transfers: Transfers
  leads: ReadingHands
}) {
  /** What was asked for stays here, and not in the address: a filter may hold somebody's name. Gone with the process, like the addresses. */
  const kept = new Map<string, WantedExport & { readonly staffId: StaffId }>()

  transfers.register(LIST, {
    find(viewer, id) {
      const wanted = kept.get(id)
      if (wanted?.staffId !== viewer.id) return undefined
      const now = clock.now()
      const { timeZone } = settings.current()
      const { locale } = viewer
      const { mime, extension } = FILE_KINDS[wanted.format]
      return {
        mime,
        name: `${word(locale, 'leadExport.file', { day: isoWithOffset(now, timeZone).slice(0, 10) })}.${extension}`,
        generate: () =>
          writeExport({
            pages: exportedLeads({ db, hands, now, timeZone }, viewer, wanted),
            wording: createWording(db, locale),
            format: wanted.format,
            columns: [...new Set(wanted.columns)],
            locale,
            timeZone,
          }),
      }
    },
  })

  return {
    async start({ sessionId }: Bearer, viewer: Viewer, wanted: WantedExport): Promise<{ url: string }> {
      if (sessionId === null) throw new DomainError('UNAUTHENTICATED')
      const { selection, format, columns } = wanted
      transact(db, tx =>
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'lead.list_exported',
          subjectKind: 'lead',
          subjectId: null,
          // Neither the filter, which may hold a name, nor whom it found.
          after: { format, columns, picked: selection.kind === 'leads' ? selection.leadIds.length : null },
        }),
      )
      const id = randomUUID()
      kept.set(id, { ...wanted, staffId: viewer.id })
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break
        kept.delete(oldest)
      }
      return transfers.addressOf({ sessionId, of: LIST, id, for: 'download' })
    },
  }
}
export type LeadExportService = ReturnType<typeof createLeadExportService>
