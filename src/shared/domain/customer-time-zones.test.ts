import { describe, expect, it } from 'vitest'
import { customerTimeZones } from './customer-time-zones.ts'

const nowhere = { timeZone: null, phone: null, countryCode: null }

describe('customerTimeZones', () => {
  it('believes a person first', () => {
    expect(customerTimeZones({ timeZone: 'Asia/Dubai', phone: '+12125550100', countryCode: 'DE' })).toEqual([
      'Asia/Dubai',
    ])
  })

  it('passes over a zone that this PC does not know', () => {
    expect(customerTimeZones({ timeZone: 'Mars/Olympus', phone: null, countryCode: 'TR' })).toEqual(['Europe/Istanbul'])
  })

  it.each([
    ['+12125550100', 'US', ['America/New_York']],
    ['+13125550100', 'US', ['America/Chicago']],
    ['+14165550100', 'CA', ['America/Toronto']],
    ['+16025550100', 'US', ['America/Phoenix']],
    ['+17015550100', 'US', ['America/Chicago', 'America/Denver']],
    ['+5511987654321', 'BR', ['America/Sao_Paulo']],
    ['+5592987654321', 'BR', ['America/Manaus']],
    ['+61733334444', 'AU', ['Australia/Brisbane']],
  ])('reads the area code of %s', (phone, countryCode, zones) => {
    expect(customerTimeZones({ ...nowhere, phone, countryCode })).toEqual(zones)
  })

  it('leaves the whole country where the number does not tell', () => {
    const zones = customerTimeZones({ ...nowhere, phone: '+61412345678', countryCode: 'AU' })
    expect(zones).toContain('Australia/Perth')
    expect(zones).toContain('Australia/Sydney')
    expect(customerTimeZones({ ...nowhere, countryCode: 'RU' }).length).toBeGreaterThan(8)
  })

  it('reads no area code of another country than the one they are in', () => {
    expect(customerTimeZones({ ...nowhere, phone: '+12125550100', countryCode: 'DE' })).toContain('Europe/Berlin')
    expect(customerTimeZones({ ...nowhere, phone: '+18095550100', countryCode: 'DO' })).toEqual([
      'America/Santo_Domingo',
    ])
  })

  it('takes the country of the number when nobody named one', () => {
    expect(customerTimeZones({ ...nowhere, phone: '+447400123456' })).toEqual(['Europe/London'])
  })

  it('leaves islands and far corners aside', () => {
    expect(customerTimeZones({ ...nowhere, countryCode: 'ES' })).toEqual(['Europe/Madrid'])
  })

  it('knows nothing of nobody', () => {
    expect(customerTimeZones(nowhere)).toEqual([])
    expect(customerTimeZones({ ...nowhere, countryCode: 'not a country' })).toEqual([])
  })
})
