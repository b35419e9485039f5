import { and, eq } from 'drizzle-orm'
import type { ReportText } from '#shared/contract/reports.ts'
import { newId } from '#shared/domain/ids.ts'
import { Locale } from '#shared/domain/locale.ts'
import { ReportAudience } from '#shared/domain/report.ts'
import english from '#shared/i18n/en/report-words.json' with { type: 'json' }
import turkish from '#shared/i18n/tr/report-words.json' with { type: 'json' }
import type { Db } from '../../db/database.ts'
import { reportTexts } from './schema.ts'

const TEXTS: Record<Locale, Record<ReportAudience, string>> = { tr: turkish.texts, en: english.texts }

/** What a message of WhatsApp says around the numbers (row A22): the office's own words, or the program's. */
export function textFor(db: Db, audience: ReportAudience, locale: Locale): string {
  return find(db, audience, locale) ?? TEXTS[locale][audience]
}

export function listTexts(db: Db): ReportText[] {
  return ReportAudience.options.flatMap(audience =>
    Locale.options.map(locale => {
      const own = find(db, audience, locale)
      return { audience, locale, body: own ?? TEXTS[locale][audience], isDefault: own === undefined }
    }),
  )
}

export function saveText(tx: Db, { audience, locale, body }: Omit<ReportText, 'isDefault'>, now: number): void {
  const row = { body, updatedAt: now }
  tx.insert(reportTexts)
    .values({ id: newId(), audience, locale, ...row })
    .onConflictDoUpdate({ target: [reportTexts.audience, reportTexts.locale], set: row })
    .run()
}

export function dropText(tx: Db, audience: ReportAudience, locale: Locale): void {
  tx.delete(reportTexts).where(isOf(audience, locale)).run()
}

function find(db: Db, audience: ReportAudience, locale: Locale): string | undefined {
  return db.select({ body: reportTexts.body }).from(reportTexts).where(isOf(audience, locale)).get()?.body
}

function isOf(audience: ReportAudience, locale: Locale) {
  return and(eq(reportTexts.audience, audience), eq(reportTexts.locale, locale))
}
