import { expect, it } from 'vitest'
import { readDetails } from './message-cards.ts'
import { buildVcard } from './vcard.ts'

const read = (vcard: string, displayName: string | null = null) => readDetails('contactMessage', { displayName, vcard })

it('a card is read as it was written', () => {
  const person = { name: 'Ayşe Kaya', phones: ['+905551234567', '0212 555 66 77'] }
  const vcard = buildVcard(person)
  expect(vcard).toContain('TEL;type=CELL;type=VOICE;waid=905551234567:+905551234567')
  expect(read(vcard)).toEqual({ kind: 'contacts', people: [person] })
})

it.each([
  ['Kaya; Ayşe, Dr. \\o/', 'Kaya; Ayşe, Dr. \\o/'],
  ['Ayşe\r\nTEL:+905550000000', 'Ayşe TEL:+905550000000'],
  ['Ayşe\nEND:VCARD\nBEGIN:VCARD', 'Ayşe END:VCARD BEGIN:VCARD'],
  ['Ayşe\u2028TEL:+1', 'Ayşe TEL:+1'],
])('what stands in a name stays in its line: %j', (name, shown) => {
  const vcard = buildVcard({ name, phones: ['+905551234567'] })
  expect(vcard.split(/\r\n|[\r\n\u2028\u2029]/u)).toHaveLength(6)
  expect(read(vcard)).toEqual({ kind: 'contacts', people: [{ name: shown, phones: ['+905551234567'] }] })
})
