import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { zonesOfAreaCode } from './area-code-zones.ts'

export interface Whereabouts {
  /** Told by a person: it counts before everything else. */
  readonly timeZone: string | null
  /** E.164. */
  readonly phone: string | null
  readonly countryCode: string | null
}

interface RegionLocale extends Intl.Locale {
  /** In V8 for long; TypeScript does not know it yet. */
  getTimeZones?: () => string[] | undefined
}

/**
 * Where a country has islands or a far corner with an hour of their own, the one that nearly everybody lives by. As in CLDR's list
 * of primary zones, of those countries whose hours differ.
 */
const MAIN_ZONES: Readonly<Record<string, string>> = {
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  NZ: 'Pacific/Auckland',
  PT: 'Europe/Lisbon',
  UA: 'Europe/Kiev',
}

/** The zones in which somebody may be: what a person said, else what the number's area code says, else all of the country. */
export function customerTimeZones({ timeZone, phone, countryCode }: Whereabouts): readonly string[] {
  if (timeZone !== null && isTimeZone(timeZone)) return [timeZone]
  const parsed = phone === null || cannotTell(phone, countryCode) ? undefined : parsePhoneNumberFromString(phone)
  const country = countryCode ?? parsed?.country ?? null
  // An area code speaks of its own country only: who moved abroad and kept the number was given another country by a person.
  const isOfNumber = parsed !== undefined && (country === null || callingCodeFits(country, parsed.countryCallingCode))
  const byArea = isOfNumber ? zonesOfAreaCode(parsed.countryCallingCode, parsed.nationalNumber) : []
  if (byArea.length > 0) return byArea
  return country === null ? [] : zonesOfCountry(country)
}

/** Countries of one calling code that has area codes; every other country has zones of its own. */
const COUNTRIES_OF_CODE: Readonly<Record<string, readonly string[]>> = { '1': ['US', 'CA'], '55': ['BR'], '61': ['AU'] }

/** Whether the number says no more than the country that is known: most are not even looked at. */
function cannotTell(phone: string, countryCode: string | null): boolean {
  return countryCode !== null && !Object.keys(COUNTRIES_OF_CODE).some(code => phone.startsWith(`+${code}`))
}

function callingCodeFits(country: string, callingCode: string): boolean {
  return COUNTRIES_OF_CODE[callingCode]?.includes(country) ?? false
}

const zonesByCountry = new Map<string, readonly string[]>()

function zonesOfCountry(countryCode: string): readonly string[] {
  const known = zonesByCountry.get(countryCode)
  if (known !== undefined) return known
  const zones = lookUpZones(countryCode)
  if (zones.length > 0) zonesByCountry.set(countryCode, zones)
  return zones
}

function lookUpZones(countryCode: string): readonly string[] {
  const main = MAIN_ZONES[countryCode]
  if (main !== undefined) return [main]
  try {
    const locale: RegionLocale = new Intl.Locale('und', { region: countryCode })
    return locale.getTimeZones?.() ?? []
  } catch {
    return []
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
