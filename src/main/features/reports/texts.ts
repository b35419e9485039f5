import type { Locale } from '#shared/domain/locale.ts'
import type { ReportAudience } from '#shared/domain/report.ts'
import english from '#shared/i18n/en/report-words.json' with { type: 'json' }
import turkish from '#shared/i18n/tr/report-words.json' with { type: 'json' }

const TEXTS: Record<Locale, Record<ReportAudience, string>> = { tr: turkish.texts, en: english.texts }

/** What a message of WhatsApp says around the numbers (row A22). */
export function textFor(audience: ReportAudience, locale: Locale): string {
  return TEXTS[locale][audience]
}
