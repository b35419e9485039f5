import fc from 'fast-check'
import { type CountryCode, getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import {
  countryOfPhone,
  formatPhone,
  fromWhatsAppDigits,
  lastTenDigits,
  phoneVariants,
  toE164,
  toWhatsAppDigits,
} from './phone-number.ts'

const COUNTRIES = [
  'TR',
  'DE',
  'GB',
  'FR',
  'NL',
  'US',
  'RU',
  'UA',
  'SA',
  'AE',
  'IQ',
  'AZ',
  'IT',
  'ES',
  'PL',
  'RO',
  'GR',
  'IL',
  'KZ',
  'MA',
] as const satisfies readonly CountryCode[]

const country = fc.constantFrom(...COUNTRIES)

/** A mobile number of the country whose last digits are changed, as long as it stays possible. */
const mobile = fc.tuple(country, fc.integer({ min: 0, max: 9999 })).map(([code, tail]) => {
  const example = getExampleNumber(code, examples)
  if (!example) throw new Error(`no example number for ${code}`)
  return { code, e164: `${example.number.slice(0, -4)}${String(tail).padStart(4, '0')}` }
})

describe('phone numbers', () => {
  it.each([
    '905551234567',
    '+905551234567',
    '5551234567',
    '05551234567',
    '0555 123 45 67',
    '0090 555 123 45 67',
    '+90 (555) 123-45-67',
  ])('reads the Turkish variant %s', variant => expect(toE164(variant, 'TR')).toBe('+905551234567'))

  it.each(['', 'yok', '12', '+', '0', '99999999999999999999'])('refuses %j', text =>
    expect(toE164(text, 'TR')).toBeNull(),
  )

  it('reads every number of 20 countries with its plus, whatever the office country', () => {
    fc.assert(
      fc.property(mobile, country, ({ e164 }, office) => toE164(e164, office) === e164),
      { numRuns: 400 },
    )
  })

  it('reads every number as people of that country print it', () => {
    fc.assert(
      fc.property(mobile, ({ code, e164 }) => {
        const spaced = formatPhone(e164)
        return toE164(spaced, 'TR') === e164 && toE164(spaced.replaceAll(' ', '-'), code) === e164
      }),
      { numRuns: 400 },
    )
  })

  it('goes to WhatsApp digits and back', () => {
    fc.assert(fc.property(mobile, ({ e164 }) => fromWhatsAppDigits(toWhatsAppDigits(e164)) === e164))
  })

  it('finds the same person by every variant of the number in the office country', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), tail => {
        const e164 = `+90555${String(tail).padStart(7, '0')}`
        return phoneVariants(e164).every(variant => toE164(variant, 'TR') === e164)
      }),
    )
  })

  it('never takes two different numbers for one', () => {
    fc.assert(
      fc.property(mobile, mobile, (one, other) => {
        fc.pre(one.e164 !== other.e164)
        return toE164(one.e164, 'TR') !== toE164(other.e164, 'TR')
      }),
    )
  })

  it('suggests by the last ten digits only when there are ten', () => {
    expect(lastTenDigits('+90 555 123 45 67')).toBe('5551234567')
    expect(lastTenDigits('123')).toBeNull()
  })

  it('knows the country of a number, and keeps a number that no table knows', () => {
    expect(countryOfPhone('+4915112345678')).toBe('DE')
    expect(fromWhatsAppDigits('99912345678')).toBe('+99912345678')
    expect(fromWhatsAppDigits('12')).toBeNull()
  })

  it.each([
    ['+447700900123', 'GB'],
    ['+15551234567', 'US'],
    ['+14165550123', 'CA'],
    ['+74950000000', 'RU'],
    ['+99912345678', null],
  ])('says the main country of a calling code where no table knows the number: %s', (number, alpha2) => {
    expect(countryOfPhone(number)).toBe(alpha2)
  })

  it('knows a country for every calling code, also for the numbers that nobody has', () => {
    for (const one of getCountries()) {
      const code = getCountryCallingCode(one)
      expect([one, countryOfPhone(`+${code}0000000`)]).toEqual([one, expect.stringMatching(/^[A-Z]{2}$/u)])
    }
  })
})
