import { eq } from 'drizzle-orm'
import { foldText } from '#shared/domain/fold-text.ts'
import type { BrandId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { brands } from '../brands/schema.ts'
import { countries } from '../countries/schema.ts'
import type { SettingsService } from '../settings/service.ts'
import type { PlaceWords } from './map-entry.ts'

/** How answers about places are read for a brand. */
export function readPlaceWords(
  db: Db,
  brandId: BrandId | null,
  office: ReturnType<SettingsService['current']>,
): PlaceWords {
  const brand = brandId === null ? undefined : db.select().from(brands).where(eq(brands.id, brandId)).get()
  languages ??= createLanguageNames()
  return {
    defaultCountry: brand?.defaultCountry ?? office.defaultCountry,
    timeZone: office.timeZone,
    countryCodeOf: readCountryNames(db),
    languageCodeOf: languages,
  }
}

let languages: ReturnType<typeof createLanguageNames> | undefined

/** What people call their countries in forms that neither list of names has. Folded. */
const OTHER_NAMES: readonly (readonly [string, string])[] = [
  ['turkey', 'TR'],
  ['turkiye', 'TR'],
  ['uk', 'GB'],
  ['england', 'GB'],
  ['ingiltere', 'GB'],
  ['great britain', 'GB'],
  ['usa', 'US'],
  ['us', 'US'],
  ['america', 'US'],
  ['amerika', 'US'],
  ['deutschland', 'DE'],
  ['holland', 'NL'],
  ['hollanda', 'NL'],
  ['uae', 'AE'],
  ['dubai', 'AE'],
  ['россия', 'RU'],
  ['السعودية', 'SA'],
  ['العراق', 'IQ'],
]

/** Looks a country up as people write it: by its name in Turkish or English, or by its code. */
function readCountryNames(db: Db): (text: string) => string | null {
  const byName = new Map<string, string>()
  for (const { alpha2, alpha3, nameTr, nameEn } of db.select().from(countries).all()) {
    for (const name of [alpha2, alpha3, nameTr, nameEn]) byName.set(foldText(name), alpha2)
  }
  for (const [name, alpha2] of OTHER_NAMES) byName.set(foldText(name), alpha2)
  return text => byName.get(foldText(text.trim())) ?? null
}

/** The languages that an office of ours meets; others are kept as an answer. */
const LANGUAGES = [
  'tr',
  'en',
  'de',
  'fr',
  'ar',
  'ru',
  'es',
  'it',
  'nl',
  'fa',
  'pl',
  'ro',
  'bg',
  'az',
  'ka',
  'uk',
  'el',
  'pt',
  'he',
  'sq',
  'sr',
]

function createLanguageNames(): (text: string) => string | null {
  const byName = new Map<string, string>()
  for (const code of LANGUAGES) {
    byName.set(code, code)
    for (const locale of ['tr', 'en', code]) {
      const name = new Intl.DisplayNames([locale], { type: 'language' }).of(code)
      if (name !== undefined) byName.set(foldText(name), code)
    }
  }
  return text => byName.get(foldText(text.trim())) ?? null
}
