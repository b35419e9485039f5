import { type ReportPreview, ReportRequest, type ReportText } from '#shared/contract/reports.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { findUnknownVariables } from '#shared/domain/report.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Transfers } from '../files/transfers.ts'
import type { Bearer } from '../session/sessions.ts'
import { findLogo, isPicture, saveLogo } from './logo.ts'
import { dropText, listTexts, saveText, textFor } from './texts.ts'
import { writeHtml } from './write-html.ts'
import type { ReportWriter } from './write-report.ts'
import { writeText } from './write-text.ts'

const PDF = 'report-pdf'

/** Reports as somebody builds them on the page. */
export function createReportService({
  db,
  clock,
  events,
  writer,
  transfers,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  writer: ReportWriter
  transfers: Transfers
}) {
  function write(request: ReportRequest, signal?: AbortSignal) {
    return writer.write({ ...request, days: writer.daysOf(request) }, request.locale, signal)
  }

  function changeTexts(by: StaffId, change: (tx: Db) => void): ReportText[] {
    return transact(db, tx => {
      change(tx)
      recordAudit(tx, clock, { staffId: by, action: 'report.text_changed', subjectKind: 'report', subjectId: null })
      afterCommit(tx, () => events.publish({ type: 'report-sending.changed' }))
      return listTexts(tx)
    })
  }

  /** The request itself is what the address stands for: the core alone sees it. */
  transfers.register(PDF, {
    find({ role }, id) {
      if (!seesAllLeads(role)) return undefined
      const request = ReportRequest.parse(JSON.parse(id))
      const { from, to } = writer.daysOf(request)
      return {
        mime: 'application/pdf',
        name: `santral-${request.locale === 'tr' ? 'rapor' : 'report'}-${from}${from === to ? '' : `-${to}`}.pdf`,
        async *generate() {
          yield await writer.draw(await write(request))
        },
      }
    },
  })

  return {
    async preview(
      { body, ...request }: ReportRequest & { body?: string | undefined },
      signal?: AbortSignal,
    ): Promise<ReportPreview> {
      const document = await write(request, signal)
      const { title, period, summary } = document
      const text = writeText(document, body ?? textFor(db, request.audience, request.locale))
      return { title, period, summary, text, html: writeHtml(document, findLogo(db)) }
    },

    async exportPdf({ sessionId }: Bearer, request: ReportRequest): Promise<{ url: string }> {
      if (sessionId === null) throw new DomainError('UNAUTHENTICATED')
      return transfers.addressOf({ sessionId, of: PDF, id: JSON.stringify(request), for: 'download' })
    },

    texts: async (): Promise<ReportText[]> => listTexts(db),

    async saveText(by: StaffId, text: Omit<ReportText, 'isDefault'>): Promise<ReportText[]> {
      const [name] = findUnknownVariables(text.body)
      if (name !== undefined) throw new DomainError('UNKNOWN_VARIABLE', { name })
      return changeTexts(by, tx => saveText(tx, text, clock.now()))
    },

    resetText: async (by: StaffId, { audience, locale }: Omit<ReportText, 'isDefault' | 'body'>) =>
      changeTexts(by, tx => dropText(tx, audience, locale)),

    async logo(): Promise<{ logo: string | null }> {
      return { logo: findLogo(db) }
    },

    async setLogo(by: StaffId, logo: string | null): Promise<void> {
      if (logo !== null && !isPicture(logo)) throw new DomainError('LOGO_UNREADABLE')
      transact(db, tx => {
        saveLogo(tx, logo, clock.now())
        recordAudit(tx, clock, { staffId: by, action: 'report.logo_changed', subjectKind: 'report', subjectId: null })
      })
    },
  }
}
export type ReportService = ReturnType<typeof createReportService>
