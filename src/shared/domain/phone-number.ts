import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** Calling codes that several countries share, and the one that most of its numbers belong to. */
const MAIN_COUNTRY: Readonly<Record<string, CountryCode>> = {
  1: 'US',
  7: 'RU',
  39: 'IT',
  44: 'GB',
  47: 'NO',
  61: 'AU',
  212: 'MA',
  262: 'RE',
  290: 'SH',
  358: 'FI',
  590: 'GP',
  599: 'CW',
}

/**
 * A phone number as people write it, in E.164 (`+905551234567`), or null when it is not one. Turkish variants 90…, +90…, 5…, 05…
 * all give the same (rows E10). A number without a plus is first read as one of `defaultCountry`, then as an international
 * number whose plus was left out, as WhatsApp and many spreadsheets write it.
 */
export function toE164(input: string, defaultCountry: string): string | null {
  const text = input.trim().replace(/^00(?=[1-9])/u, '+')
  if (!/\d/u.test(text)) return null
  const country = isSupportedCountry(defaultCountry) ? (defaultCountry as CountryCode) : undefined
  const parsed = parsePhoneNumberFromString(text, country)
  if (parsed?.isPossible() && !parsed.ext && isDialable(parsed.number)) {
    if (text.startsWith('+') || parsed.country === country || parsed.isValid()) return parsed.number
  }
  if (text.startsWith('+')) return null
  const international = parsePhoneNumberFromString(`+${text.replace(/\D/gu, '')}`)
  return international?.isValid() ? international.number : null
}

/**
 * The digits of a WhatsApp address, in E.164. WhatsApp knows numbers that our tables do not know yet: they are kept as they
 * are, because a person who wrote must never be lost over the form of a number.
 */
export function fromWhatsAppDigits(digits: string): string | null {
  return /^[1-9]\d{5,16}$/u.test(digits) ? `+${digits}` : null
}

export function toWhatsAppDigits(e164: string): string {
  return e164.replace(/^\+/u, '')
}

/** For reading: `+90 555 123 45 67`. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}

/**
 * ISO alpha-2 of the number's country, where the number tells it. Of several countries that share a calling code, a number that is
 * given to none of them yet counts for the main one: +1 is the United States, +44 the United Kingdom.
 */
export function countryOfPhone(e164: string): string | null {
  const parsed = parsePhoneNumberFromString(e164)
  return parsed?.country ?? (parsed && MAIN_COUNTRY[parsed.countryCallingCode]) ?? null
}

/**
 * The ways in which one number may be written in other systems: 905551234567, +905551234567, 5551234567, 05551234567 (row E10).
 * For finding it in a search box; identity is always compared by E.164.
 */
export function phoneVariants(e164: string): string[] {
  const parsed = parsePhoneNumberFromString(e164)
  const digits = toWhatsAppDigits(e164)
  const national = parsed?.nationalNumber
  return [...new Set([digits, e164, ...(national ? [national, `0${national}`] : [])])]
}

/**
 * The last ten digits: a match by these alone is only a suggestion that a person confirms (row E11). It never joins two
 * people by itself.
 */
export function lastTenDigits(input: string): string | null {
  const digits = input.replace(/\D/gu, '')
  return digits.length >= 10 ? digits.slice(-10) : null
}

function isDialable(e164: string): boolean {
  return /^\+[1-9]\d{5,14}$/u.test(e164)
}
