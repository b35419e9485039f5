import {
  AsYouType,
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min'
import { countryOfPhone, formatPhone, toE164 } from './phone-number.ts'

/** What can be said of a number while it is being typed. */
export type PhoneCheck =
  | { kind: 'empty' }
  | { kind: 'good'; formatted: string; country: string | null }
  | { kind: 'too-short' }
  | { kind: 'too-long' }
  | { kind: 'unknown-code' }
  | { kind: 'no-number' }

/** As `toE164` reads it, and why it would not. */
export function checkPhone(text: string, country: string): PhoneCheck {
  const typed = internationalOf(text)
  if (typed === '') return { kind: 'empty' }
  const e164 = toE164(typed, country)
  const length = validatePhoneNumberLength(typed, supported(country))
  // Where the tables know a country only roughly, half a number may already be one: its length has the last word.
  if (e164 !== null && length !== 'TOO_SHORT') {
    return { kind: 'good', formatted: formatPhone(e164), country: countryOfPhone(e164) }
  }
  if (length === 'TOO_SHORT') return { kind: 'too-short' }
  if (length === 'TOO_LONG') return { kind: 'too-long' }
  return { kind: length === 'INVALID_COUNTRY' && typed.startsWith('+') ? 'unknown-code' : 'no-number' }
}

/** The country whose number this is or becomes: said by the number itself where it begins with a code. */
export function phoneCountryOf(text: string, chosen: string): string {
  const typed = internationalOf(text)
  if (!typed.startsWith('+')) return chosen
  const code = supported(chosen) && getCountryCallingCode(chosen as CountryCode)
  const exact = parsePhoneNumberFromString(typed)?.country
  if (exact !== undefined) return exact
  // Several countries share one code: what was chosen stands until the digits say otherwise.
  if (code !== undefined && typed.replace(/[^\d+]/gu, '').startsWith(`+${code}`)) return chosen
  return countryOfPhone(typed) ?? countryOfStart(typed) ?? chosen
}

/** The same number, of another country. */
export function withPhoneCountry(text: string, country: string): string {
  if (!supported(country)) return text
  const code = getCountryCallingCode(country as CountryCode)
  const typed = internationalOf(text)
  const known = parsePhoneNumberFromString(typed)
  const begun = countryOfStart(typed)
  const digits = typed.replace(/\D/gu, '')
  const national =
    known && typed.startsWith('+')
      ? String(known.nationalNumber)
      : typed.startsWith('+')
        ? digits.slice(begun === null ? digits.length : getCountryCallingCode(begun as CountryCode).length)
        : digits.replace(/^0/u, '')
  return `+${code} ${national}`
}

function internationalOf(text: string): string {
  return text.trim().replace(/^00(?=[1-9])/u, '+')
}

function supported(country: string): CountryCode | undefined {
  return isSupportedCountry(country) ? (country as CountryCode) : undefined
}

/** Of a number that has only begun: its code, where it stands there whole. */
function countryOfStart(typed: string): string | null {
  const begun = new AsYouType()
  begun.input(typed)
  const code = begun.getCallingCode()
  return code === undefined ? null : countryOfPhone(`+${code}00000000`)
}
