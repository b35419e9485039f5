import { describe, expect, it } from 'vitest'
import { chooseVariant, fillTemplate, findPlaceholders, findUnknownPlaceholders, firstNameOf } from './template.ts'
import { type TemplateFacts, templateValues } from './template-values.ts'

const facts: TemplateFacts = {
  ...{ name: 'Ayşe Yılmaz', language: null, countryCode: null, timeZone: 'Europe/Istanbul', office: 'Ege Sağlık' },
  ...{ officeLanguage: 'tr', consultant: null, eventOn: null, eventTime: null },
  appointment: {
    // A Thursday, half past two in the afternoon in Istanbul.
    startsAt: Date.UTC(2026, 11, 3, 11, 30),
    ...{ timeZone: 'Europe/Istanbul', type: 'Muayene', place: null, with: 'Dr. Öz', videoUrl: null },
  },
}
const values = templateValues(facts, 'tr')

describe('a template', () => {
  it('is filled with what the chat knows', () => {
    expect(fillTemplate('Merhaba {{first_name}}, {{ office }} olarak…', values)).toBe(
      'Merhaba Ayşe, Ege Sağlık olarak…',
    )
  })

  it('keeps what cannot be filled, and does not fill a value that looks like a placeholder again', () => {
    expect(fillTemplate('{{consultant}} · {{hospital}}', values)).toBe('{{consultant}} · {{hospital}}')
    expect(fillTemplate('{{name}} {{office}}', { ...values, name: '{{office}}', office: '$&' })).toBe('{{office}} $&')
    expect(fillTemplate('{{name}}', { ...values, name: '  ' })).toBe('{{name}}')
  })

  it('says what is still open, each once', () => {
    expect(findPlaceholders('{{name}} {{ad}} {{name}} {x} {{ }}')).toEqual(['{{name}}', '{{ad}}'])
    expect(findUnknownPlaceholders('{{ name }} {{ad}} {{soyadı}}')).toEqual(['{{ad}}', '{{soyadı}}'])
    expect(findPlaceholders('nothing')).toEqual([])
  })

  it.each([
    ['Ayşe Nur Yılmaz', 'Ayşe'],
    ['  Hans  ', 'Hans'],
    ['Dr. Mehmet Öz', 'Mehmet'],
    ['J. Smith', 'Smith'],
    ['+90 532 111 22 33', null],
    ['', null],
  ])('greets %j as %j', (name, first) => {
    expect(firstNameOf(name)).toBe(first)
  })
})

describe('the words of an appointment', () => {
  const worded = (over: Partial<TemplateFacts>, language: string) => {
    const { appointment_date: date, appointment_time: time } = templateValues({ ...facts, ...over }, language)
    return `${date} | ${time}`
  }

  it('are in the language of the text', () => {
    expect(worded({}, 'tr')).toBe('3 Aralık 2026 Perşembe | 14:30')
    expect(worded({}, 'en')).toBe('Thursday, December 3, 2026 | 2:30 PM')
    expect(worded({}, 'de')).toBe('Donnerstag, 3. Dezember 2026 | 14:30')
    expect(worded({}, 'ar')).toContain('2026')
    expect(worded({}, 'xx')).toBe('Thursday, December 3, 2026 | 2:30 PM')
  })

  it('name the zone of the hour to whoever lives by another clock; a video call goes by theirs', () => {
    expect(worded({ timeZone: 'Europe/Berlin' }, 'de')).toBe('Donnerstag, 3. Dezember 2026 | 14:30 GMT+3')
    const video = facts.appointment && { ...facts.appointment, videoUrl: 'https://meet.example/x' }
    expect(worded({ timeZone: 'Europe/Berlin', appointment: video }, 'de')).toBe(
      'Donnerstag, 3. Dezember 2026 | 12:30 GMT+1',
    )
    expect(worded({ timeZone: null, appointment: video }, 'en')).toBe('Thursday, December 3, 2026 | 2:30 PM')
  })

  it('are those of the record where there is no appointment', () => {
    expect(worded({ appointment: null, eventOn: '2026-12-31', eventTime: '09:00' }, 'tr')).toBe(
      '31 Aralık 2026 Perşembe | 09:00',
    )
  })
})

it('takes numbers for names, and what the sender gives for the rest', () => {
  const text = '{{1}} · {{2}} · {{3}} · {{4}} · {{5}}'
  expect(fillTemplate(text, values, ['Kordon'])).toBe('Ayşe Yılmaz · 3 Aralık 2026 Perşembe · 14:30 · Kordon · {{5}}')
  expect(findUnknownPlaceholders(text)).toEqual(['{{4}}', '{{5}}'])
})

describe('the language of a template', () => {
  const variants = ['tr', 'en', 'de', 'ar'].map(language => ({ language }))
  it.each([
    ['de', 'TR', 'de'],
    [null, 'SA', 'ar'],
    [null, 'AT', 'de'],
    ['fr', 'DE', 'de'],
    ['fr', 'FR', 'en'],
    [null, null, 'tr'],
    [null, 'ZZZ', 'tr'],
  ])('of somebody who speaks %j in %j is %j', (language, countryCode, expected) => {
    expect(chooseVariant(variants, { language, countryCode, officeLanguage: 'tr' })?.language).toBe(expected)
  })

  it('is the one there is', () => {
    const only = [{ language: 'pl' }]
    expect(chooseVariant(only, { language: 'de', countryCode: 'DE', officeLanguage: 'tr' })).toBe(only[0])
    expect(chooseVariant([], { language: 'de', countryCode: 'DE', officeLanguage: 'tr' })).toBeUndefined()
  })
})
