import { describe, expect, it } from 'vitest'
import { checkPhone, phoneCountryOf, withPhoneCountry } from './phone-check.ts'

describe('a number that is being typed', () => {
  it.each([
    ['', 'empty'],
    ['0532', 'too-short'],
    ['0532 111 22 33', 'good'],
    ['532 111 22 33', 'good'],
    ['+44 7700 9', 'too-short'],
    ['+90 532 111 22 33 44 55', 'too-long'],
    ['hayır', 'no-number'],
  ])('“%s” is %s', (text, kind) => {
    expect(checkPhone(text, 'TR').kind).toBe(kind)
  })

  it('says how it is read', () => {
    expect(checkPhone('0532 111 22 33', 'TR')).toEqual({ kind: 'good', formatted: '+90 532 111 22 33', country: 'TR' })
    expect(checkPhone('0049 1512 3456789', 'TR')).toMatchObject({ country: 'DE' })
  })

  it('has the country that it names, or the chosen one', () => {
    expect(phoneCountryOf('0532', 'TR')).toBe('TR')
    expect(phoneCountryOf('+49', 'TR')).toBe('DE')
    expect(phoneCountryOf('+90 5', 'DE')).toBe('TR')
    expect(phoneCountryOf('+1', 'CA')).toBe('CA')
    expect(phoneCountryOf('+1 604 250 1234', 'US')).toBe('CA')
  })

  it('becomes one of another country', () => {
    expect(withPhoneCountry('0532 111 22 33', 'DE')).toBe('+49 5321112233')
    expect(withPhoneCountry('+90 532 111 22 33', 'DE')).toBe('+49 5321112233')
    expect(withPhoneCountry('+90 532', 'GB')).toBe('+44 532')
    expect(withPhoneCountry('', 'GB')).toBe('+44 ')
  })
})
