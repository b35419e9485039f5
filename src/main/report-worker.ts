import type { ReportDocument } from './features/reports/report-document.ts'
import { writePdf } from './features/reports/write-pdf.ts'
import { serveThread } from './threads/serve-thread.ts'

/** Draws PDFs beside the program's own thread. */
await serveThread({
  pdf: ({ document, logo }: { document: ReportDocument; logo: string | null }) => writePdf(document, logo),
})
