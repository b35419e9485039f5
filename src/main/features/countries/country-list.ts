import isoCountries from 'i18n-iso-countries'
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import turkish from 'i18n-iso-countries/langs/tr.json' with { type: 'json' }
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min'
import type { Country } from '#shared/contract/system.ts'

export type CountryRecord = Country & { id: string }

/** Every country of ISO 3166-1 (and Kosovo), by its two letters. The table and the JSON file are both made from this. */
export function buildCountryList(): CountryRecord[] {
  isoCountries.registerLocale(turkish)
  isoCountries.registerLocale(english)
  const dialled = new Set<string>(getCountries())
  return Object.entries(isoCountries.getAlpha2Codes())
    .map(([alpha2, alpha3]) => ({
      id: isoCountries.alpha2ToNumeric(alpha2) ?? missing(alpha2, 'number'),
      alpha2,
      alpha3,
      nameTr: isoCountries.getName(alpha2, 'tr') ?? missing(alpha2, 'Turkish name'),
      nameEn: isoCountries.getName(alpha2, 'en') ?? missing(alpha2, 'English name'),
      diallingCode: dialled.has(alpha2)
        ? `+${getCountryCallingCode(alpha2 as Parameters<typeof getCountryCallingCode>[0])}`
        : null,
      flag: `${alpha2.toLowerCase()}.svg`,
    }))
    .toSorted((a, b) => (a.alpha2 < b.alpha2 ? -1 : 1))
}

/** The text of `resources/countries.json`. */
export function countryListFile(): string {
  return `${JSON.stringify(buildCountryList(), null, 2)}\n`
}

function missing(alpha2: string, what: string): never {
  throw new Error(`The country ${alpha2} has no ${what}`)
}
