import { z } from 'zod'
import { Locale } from '../domain/locale.ts'
import { ReportAudience, ReportPeriod, ReportSection } from '../domain/report.ts'
import { managers } from './procedure.ts'

/** What is to be told, to whom, and in which language. */
export const ReportRequest = z.object({
  period: ReportPeriod,
  /** In the order in which they are to stand. */
  sections: z.array(ReportSection).min(1).max(20),
  audience: ReportAudience,
  locale: Locale,
})
export type ReportRequest = z.infer<typeof ReportRequest>

/** The report as it would leave: as a message, and as a mail. */
export const ReportPreview = z.object({
  title: z.string(),
  /** In words. */
  period: z.string(),
  summary: z.string(),
  text: z.string(),
  /** A whole page, with inline styles and without scripts. */
  html: z.string(),
})
export type ReportPreview = z.infer<typeof ReportPreview>

/** A data URL of a PNG or JPEG: what a PDF can hold. */
export const ReportLogo = z
  .string()
  .max(400_000)
  .regex(/^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+=*$/u)

export const reports = {
  preview: managers.input(ReportRequest).output(ReportPreview),
  /** An address for the PDF. */
  exportPdf: managers.input(ReportRequest).output(z.object({ url: z.string() })),
  logo: managers.output(z.object({ logo: ReportLogo.nullable() })),
  setLogo: managers
    .input(z.object({ logo: ReportLogo.nullable() }))
    .output(z.void())
    .errors({ LOGO_UNREADABLE: {} }),
}
