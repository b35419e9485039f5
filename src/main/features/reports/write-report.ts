import type { ReportRequest } from '#shared/contract/reports.ts'
import { reportDays } from '#shared/domain/report.ts'
import { buildReport, type ReportAsked, type ReportWorld } from './build-report.ts'
import { describeReport } from './describe-report.ts'
import { findLogo } from './logo.ts'
import type { ReportDocument } from './report-document.ts'

/** Draws a document on a thread of its own. */
export type DrawPdf = (document: ReportDocument, logo: string | null, signal?: AbortSignal) => Promise<Uint8Array>

/** From what is asked to what is read. */
export function createReportWriter(world: ReportWorld & { drawPdf: DrawPdf }) {
  const { db, clock, settings, drawPdf } = world
  async function write(asked: ReportAsked, locale: ReportRequest['locale'], signal?: AbortSignal) {
    return describeReport(await buildReport(world, asked, signal), locale)
  }
  return {
    write,
    /** The days that a request means at this moment. */
    daysOf: ({ period }: Pick<ReportRequest, 'period'>) => reportDays(period, settings.current().timeZone, clock.now()),
    draw: (document: ReportDocument, signal?: AbortSignal) => drawPdf(document, findLogo(db), signal),
  }
}
export type ReportWriter = ReturnType<typeof createReportWriter>
