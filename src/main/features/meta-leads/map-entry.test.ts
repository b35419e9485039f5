import { expect, it } from 'vitest'
import { type FormQuestion, suggestChannels, suggestTarget } from '#shared/domain/lead-form.ts'
import { readEntry, readForm } from './graph-lead.ts'
import { mapEntry, type PlaceWords } from './map-entry.ts'
import { readCalendarDay, readHour, readOfficeMoment } from './read-moment.ts'

const place: PlaceWords = {
  defaultCountry: 'TR',
  timeZone: 'Europe/Istanbul',
  countryCodeOf: text => ({ almanya: 'DE', tr: 'TR' })[text.toLowerCase()] ?? null,
  languageCodeOf: text => ({ almanca: 'de' })[text.toLowerCase()] ?? null,
}

const question = (key: string, type = 'CUSTOM', label = key): FormQuestion => ({ key, label, type, options: [] })

function map(
  answers: Record<string, string>,
  questions = Object.keys(answers).map(key => question(key)),
  mapping = {},
) {
  const given = Object.entries(answers).map(([key, value]) => ({ key, values: [value] }))
  return mapEntry({ answers: given }, { questions, mapping, locale: null }, place)
}

it('goes by the type of a question first: whoever made the form may call it anything', () => {
  expect(suggestTarget(question('soru_1', 'PHONE'))).toBe('phone')
  expect(suggestTarget(question('email', 'FULL_NAME'))).toBe('name')
})

it('goes by the name where the type says nothing, in Turkish and English', () => {
  const names = ['adınız_soyadınız', 'Telefon numaranız', 'E-Posta Adresi', 'ŞEHİR', 'ulke', 'whatsapp_number']
  expect(names.map(name => suggestTarget(question(name)))).toEqual([
    'name',
    'phone',
    'email',
    'city',
    'country',
    'phone',
  ])
  for (const name of ['constructor', 'toString', '__proto__']) expect(suggestTarget(question(name, name))).toBe('extra')
})

it('goes where a person said, before all of that', () => {
  const mapped = map({ full_name: 'Kanal tedavisi', kim: 'Ayşe' }, undefined, { full_name: 'note', kim: 'name' })
  expect(mapped).toMatchObject({ name: 'Ayşe', note: 'Kanal tedavisi' })
})

it('reads a number that was written at home by the country that was answered, then by the brand', () => {
  expect(map({ telefon: '0532 111 22 33' }).phone).toBe('+905321112233')
  expect(map({ telefon: '0171 1234567', ulke: 'Almanya' })).toMatchObject({ phone: '+491711234567', countryCode: 'DE' })
  expect(map({ telefon: '+44 20 7946 0958' }).phone).toBe('+442079460958')
  expect(map({ telefon: 'yok' })).toMatchObject({ phone: null, unreadablePhone: 'yok' })
})

it('puts first and last name together, and leaves out what shows nothing', () => {
  expect(map({ first_name: ' Ayşe\u200b ', last_name: 'Yılmaz' }).name).toBe('Ayşe Yılmaz')
  expect(map({ full_name: '\u200b\u202e ' }).name).toBeNull()
  expect(map({ full_name: 'x'.repeat(500) }).name).toHaveLength(200)
})

it('keeps what does not fit as an answer, and takes only addresses that are ones', () => {
  expect(map({ email: 'ayse at example' }).email).toBeNull()
  expect(map({ email: ' Ayse@Example.com ' }).email).toBe('ayse@example.com')
  expect(map({ ulke: 'Narnia' })).toMatchObject({ countryCode: null, answers: [{ values: ['Narnia'] }] })
})

it('knows the words of a choice by its key, and as they are', () => {
  const budget = { ...question('butce'), options: [{ key: '5_10', value: '5–10 bin TL' }] }
  expect(map({ butce: '5_10' }, [budget]).answers[0]?.values).toEqual(['5–10 bin TL'])
  expect(map({ butce: '5–10 bin TL' }, [budget]).answers[0]?.values).toEqual(['5–10 bin TL'])
})

it('reads a language that was answered before that of the form', () => {
  expect(map({ dil: 'Almanca' }).language).toBe('de')
  const mapped = mapEntry({ answers: [] }, { questions: [], mapping: null, locale: 'en_GB' }, place)
  expect(mapped.language).toBe('en')
})

it('reads days and hours that can be read in one way only', () => {
  expect(['2026-12-05', '05.12.2026', '5/12/2026', '31.02.2026', 'yarın'].map(readCalendarDay)).toEqual([
    '2026-12-05',
    '2026-12-05',
    '2026-12-05',
    null,
    null,
  ])
  expect(['9:30', '09.30', '25:00'].map(readHour)).toEqual(['09:30', '09:30', null])
  expect(readOfficeMoment('2026-12-05T21:30:00+0000', 'Europe/Istanbul')).toEqual({ on: '2026-12-06', time: '00:30' })
  expect(readOfficeMoment('05.12.2026 14:00', 'Europe/Istanbul')).toEqual({ on: '2026-12-05', time: '14:00' })
})

it('reads an entry whose ids are numbers and whose fields are missing', () => {
  expect(readEntry({ id: 555001, created_time: '2026-11-19T08:15:30+0000' })).toMatchObject({
    metaLeadId: '555001',
    submittedAt: Date.UTC(2026, 10, 19, 8, 15, 30),
    adId: null,
    answers: [],
    disclaimers: [],
  })
  for (const raw of [null, 7, 'x', [], {}, { id: 1 }, { id: {}, created_time: 1 }, { id: '1', created_time: 'x' }]) {
    expect(readEntry(raw)).toBeNull()
  }
})

it('reads a form whatever of it is strange', () => {
  const form = readForm({
    id: '9001',
    questions: [{ key: 'a', type: 'EMAIL' }, 7, { label: 'Yalnız soru' }],
    legal_content: { custom_disclaimer: { title: 'KVKK', checkboxes: [{ key: 'k', text: 'Onaylıyorum' }] } },
  })
  expect(form?.questions.map(({ key }) => key)).toEqual(['a', 'Yalnız soru'])
  expect(form?.disclaimers).toEqual([{ key: 'k', text: 'KVKK\nOnaylıyorum' }])
  expect(readForm({ id: '1', legal_content: 'x' })?.disclaimers).toEqual([])
})

it('takes a ticked box for the channels that its words name, and no other', () => {
  expect(suggestChannels('WhatsApp, SMS ve e-posta ile kampanyalardan haberdar olmak istiyorum')).toEqual([
    'whatsapp',
    'sms',
    'email',
  ])
  expect(suggestChannels('I agree to receive marketing emails and phone calls')).toEqual(['email', 'phone'])
  expect(suggestChannels('Aydınlatma metnini okudum')).toEqual([])
})
