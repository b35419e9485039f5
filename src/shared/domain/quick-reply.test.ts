import { describe, expect, it } from 'vitest'
import { fillQuickReply, findPlaceholders, findUnknownPlaceholders, firstNameOf } from './quick-reply.ts'

const values = { name: 'Ayşe Yılmaz', first_name: 'Ayşe', office: 'Ege Sağlık', consultant: null }

describe('a quick reply', () => {
  it('is filled with what the chat knows', () => {
    expect(fillQuickReply('Merhaba {{first_name}}, {{ office }} olarak…', values)).toBe(
      'Merhaba Ayşe, Ege Sağlık olarak…',
    )
  })

  it('keeps what cannot be filled, and does not fill a value that looks like a placeholder again', () => {
    expect(fillQuickReply('{{consultant}} · {{hospital}}', values)).toBe('{{consultant}} · {{hospital}}')
    expect(fillQuickReply('{{name}} {{office}}', { ...values, name: '{{office}}', office: '$&' })).toBe('{{office}} $&')
    expect(fillQuickReply('{{name}}', { ...values, name: '  ' })).toBe('{{name}}')
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
