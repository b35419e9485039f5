import isoCountries from 'i18n-iso-countries'
import german from 'i18n-iso-countries/langs/de.json' with { type: 'json' }
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import turkish from 'i18n-iso-countries/langs/tr.json' with { type: 'json' }
import { foldText } from '#shared/domain/fold-text.ts'
import type { StaffId, StageId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import type { Db } from '../../db/database.ts'
import { staff } from '../staff/schema.ts'
import { stages } from '../stages/schema.ts'

/** The words of this office, and of the world, by which a file may name things. Everything is looked up folded. */
export interface Vocabulary {
  readonly defaultCountry: string
  readonly timeZone: string
  readonly countries: ReadonlyMap<string, string>
  readonly languages: ReadonlyMap<string, string>
  readonly stages: ReadonlyMap<string, StageId>
  readonly staff: ReadonlyMap<string, StaffId>
  readonly sources: ReadonlyMap<string, LeadSource>
}

const LANGUAGES =
  'tr en de fr es it nl ru uk ar fa az ku ro bg sr hr bs sq mk el pl cs sk hu pt sv no da fi he hi ur ka hy kk uz zh ja ko ms id'.split(
    ' ',
  )

const SPOKEN_COUNTRIES: Readonly<Record<string, string>> = {
  turkiye: 'TR',
  turkey: 'TR',
  tc: 'TR',
  uk: 'GB',
  england: 'GB',
  ingiltere: 'GB',
  scotland: 'GB',
  usa: 'US',
  abd: 'US',
  amerika: 'US',
  america: 'US',
  hollanda: 'NL',
  holland: 'NL',
  kktc: 'CY',
  bae: 'AE',
  uae: 'AE',
  dubai: 'AE',
  kosova: 'XK',
}

const SPOKEN_SOURCES: Readonly<Record<string, LeadSource>> = {
  whatsapp: 'whatsapp',
  facebook: 'meta_lead_ad',
  fb: 'meta_lead_ad',
  instagram: 'meta_lead_ad',
  ig: 'meta_lead_ad',
  meta: 'meta_lead_ad',
  'lead ad': 'meta_lead_ad',
  'click to whatsapp': 'click_to_whatsapp_ad',
  referans: 'referral',
  tavsiye: 'referral',
  referral: 'referral',
  web: 'website',
  website: 'website',
  'web sitesi': 'website',
  site: 'website',
  manuel: 'manual',
  manual: 'manual',
  telefon: 'manual',
}

export function key(text: string): string {
  return foldText(text).replace(/\s+/gu, ' ').trim()
}

export function readVocabulary(db: Db, office: { defaultCountry: string; timeZone: string }): Vocabulary {
  const people = db.select().from(staff).all()
  return {
    ...office,
    countries: countriesByName(),
    languages: languagesByName(),
    stages: new Map(
      db
        .select()
        .from(stages)
        .all()
        .map(({ id, name }) => [key(name), id]),
    ),
    staff: new Map(
      people
        .filter(({ isActive }) => isActive)
        .flatMap(({ id, name, email }) => [name, email].map(word => [key(word), id] as const)),
    ),
    sources: new Map(Object.entries(SPOKEN_SOURCES)),
  }
}

function countriesByName(): Map<string, string> {
  const named = [turkish, english, german].flatMap(({ countries }) =>
    Object.entries(countries as Record<string, string | string[]>).flatMap(([code, names]) =>
      [names].flat().map(name => [key(name), code] as const),
    ),
  )
  const coded = Object.entries(isoCountries.getAlpha2Codes()).flatMap(([two, three]) => [
    [two.toLowerCase(), two] as const,
    [three.toLowerCase(), two] as const,
  ])
  return new Map([...named, ...coded, ...Object.entries(SPOKEN_COUNTRIES)])
}

function languagesByName(): Map<string, string> {
  return new Map(
    LANGUAGES.flatMap(code => [
      [code, code] as const,
      ...['tr', 'en', 'de', code].map(
        inLanguage => [key(new Intl.DisplayNames(inLanguage, { type: 'language' }).of(code) ?? code), code] as const,
      ),
    ]),
  )
}
