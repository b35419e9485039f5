import { describe, expect, it } from 'vitest'
import { changesSince, problemWithLeadForm, toLeadDetails, valuesOfLead } from './lead-form-values.ts'

const filled = {
  name: ' Ayşe Kaya ',
  phoneNumber: '0532 123 45 67',
  email: '',
  countryCode: 'TR',
  language: null,
  city: ' ',
  timeZone: null,
}

describe('the lead form', () => {
  it("starts with the office's country", () => {
    expect(valuesOfLead(undefined, 'TR').countryCode).toBe('TR')
  })

  it('reads a number the way the chosen country writes it', () => {
    expect(toLeadDetails(filled, 'TR').phoneNumber).toBe('+905321234567')
    expect(toLeadDetails({ ...filled, countryCode: 'DE', phoneNumber: '0151 23456789' }, 'TR').phoneNumber).toBe(
      '+4915123456789',
    )
    expect(toLeadDetails({ ...filled, phoneNumber: '+44 7400 123456' }, 'TR').phoneNumber).toBe('+447400123456')
  })

  it('sends nothing for what was left empty', () => {
    expect(toLeadDetails({ ...filled, phoneNumber: '' }, 'TR')).toEqual({
      name: 'Ayşe Kaya',
      phoneNumber: null,
      email: null,
      countryCode: 'TR',
      language: null,
      city: null,
      timeZone: null,
    })
  })

  it('keeps what was typed when a colleague was quicker, and takes over what only they changed', () => {
    const fresh = { ...filled, city: 'Bonn', email: 'a@ornek.com', name: 'Ayşe' }
    const typed = { ...filled, city: 'Köln', name: 'Ayşe' }
    expect(changesSince(filled, fresh, typed)).toEqual({
      merged: { ...typed, email: 'a@ornek.com' },
      changes: [
        { field: 'email', theirs: 'a@ornek.com', isKeptAsTyped: false },
        { field: 'city', theirs: 'Bonn', isKeptAsTyped: true },
      ],
    })
  })

  it('says what has to be corrected', () => {
    expect(problemWithLeadForm(filled, 'TR')).toEqual({ name: false, phoneNumber: false, email: false })
    expect(problemWithLeadForm({ ...filled, name: ' ', phoneNumber: 'abc', email: 'x@' }, 'TR')).toEqual({
      name: true,
      phoneNumber: true,
      email: true,
    })
  })
})
