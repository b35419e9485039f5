import { describe, expect, it } from 'vitest'
import { parseMessageText, safeAddress } from './message-text.ts'

function linksOf(body: string): string[] {
  return parseMessageText(body).flatMap(part => (part.kind === 'link' ? [part.text] : []))
}

describe('parseMessageText', () => {
  it('keeps every character in order', () => {
    const body = 'Merhaba, https://example.com/a?b=1 ve\nhttps://example.org. Görüşürüz'
    expect(
      parseMessageText(body)
        .map(part => part.text)
        .join(''),
    ).toBe(body)
  })

  it('finds https addresses and leaves the punctuation of the sentence out', () => {
    expect(linksOf('Bakın: https://example.com/fiyat, sonra (https://example.com/x).')).toEqual([
      'https://example.com/fiyat',
      'https://example.com/x',
    ])
  })

  it('keeps a bracket that belongs to the address', () => {
    expect(linksOf('https://tr.wikipedia.org/wiki/Diş_(anatomi)')).toEqual([
      'https://tr.wikipedia.org/wiki/Diş_(anatomi)',
    ])
  })

  it('never links http, scripts, data or bare words', () => {
    expect(
      linksOf('http://example.com javascript:alert(1) data:text/html,x www.example.com ftp://example.com'),
    ).toEqual([])
  })

  it('never links an address that hides its host behind a user name', () => {
    expect(linksOf('https://bank.example@evil.example/login')).toEqual([])
    expect(linksOf('https://a:b@evil.example')).toEqual([])
  })

  it('ends an address before markup and before characters that turn the reading direction', () => {
    expect(linksOf('https://example.com/<b>x</b>')).toEqual(['https://example.com/'])
    expect(linksOf('https://example.com/a\u202Egpj.exe')).toEqual(['https://example.com/a'])
  })

  it('opens a look-alike by its real name', () => {
    expect(safeAddress('https://exаmple.com')).toMatch(/^https:\/\/xn--/)
  })

  it('gives nothing for an empty message', () => {
    expect(parseMessageText('')).toEqual([])
  })
})
