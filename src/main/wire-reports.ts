import type { Transfers } from './features/files/transfers.ts'
import type { ReportWorld } from './features/reports/build-report.ts'
import { createReportService } from './features/reports/service.ts'
import { createReportWriter } from './features/reports/write-report.ts'
import { callThread } from './threads/call-thread.ts'

/** The build lays every worker beside whoever calls it, as JavaScript. */
const worker = new URL(import.meta.url.endsWith('.ts') ? './report-worker.ts' : './report-worker.js', import.meta.url)

/** What is told of the office's numbers, to whom, and when. */
export function wireReports(world: ReportWorld & { transfers: Transfers }) {
  const writer = createReportWriter({
    ...world,
    drawPdf: (document, logo, signal) => callThread(worker, { task: 'pdf', input: { document, logo } }, { signal }),
  })
  return { services: { reports: createReportService({ ...world, writer }) } }
}
