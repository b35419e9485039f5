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

/** What a message of WhatsApp says around the numbers (row A22). */
export const ReportText = z.object({
  audience: ReportAudience,
  locale: Locale,
  body: z.string(),
  /** The program's own words. */
  isDefault: z.boolean(),
})
export type ReportText = z.infer<typeof ReportText>

export const ReportTextBody = z.string().trim().min(1).max(4_000)

/** A data URL of a PNG or JPEG: what a PDF can hold. */
export const ReportLogo = z
  .string()
  .max(400_000)
  .regex(/^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+=*$/u)

export const reports = {
  /** With a text that is being written, in place of the one that is kept. */
  preview: managers.input(ReportRequest.extend({ body: z.string().max(4_000).optional() })).output(ReportPreview),
  /** An address for the PDF. */
  exportPdf: managers.input(ReportRequest).output(z.object({ url: z.string() })),
  logo: managers.output(z.object({ logo: ReportLogo.nullable() })),
  setLogo: managers
    .input(z.object({ logo: ReportLogo.nullable() }))
    .output(z.void())
    .errors({ LOGO_UNREADABLE: {} }),
  /** For each kind of reader and language. */
  texts: managers.output(z.array(ReportText)),
  saveText: managers
    .input(z.object({ audience: ReportAudience, locale: Locale, body: ReportTextBody }))
    .output(z.array(ReportText))
    .errors({ UNKNOWN_VARIABLE: { data: z.object({ name: z.string() }) } }),
  /** Back to the program's own words. */
  resetText: managers.input(z.object({ audience: ReportAudience, locale: Locale })).output(z.array(ReportText)),
}
