import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentDisposition } from './content-disposition.ts'
import { nameOfNameless, safeFileName } from './file-name.ts'

const NOON = Date.UTC(2026, 0, 15, 9, 0)

describe('the name of a file', () => {
  it.each([
    ['Röntgen Ayşe Işık.pdf', 'Röntgen Ayşe Işık.pdf'],
    ['../../etc/passwd', 'passwd'],
    [String.raw`C:\Users\x\rapor.pdf`, 'rapor.pdf'],
    ['foto\u202egpj.exe', 'fotogpj.exe'],
    ['bir\nsatır\u0000\u2028.txt', 'birsatır.txt'],
    ['a<b>:"|?*.pdf', 'a_b______.pdf'],
    ['  .htaccess.  ', 'htaccess'],
    ['con.pdf', '_con.pdf'],
    ['LPT1', '_LPT1'],
    ['conrad.pdf', 'conrad.pdf'],
    ['e\u0301tude.pdf', 'étude.pdf'],
    ['tek \ud800 yarım.pdf', 'tek \ufffd yarım.pdf'],
    ['👩‍👩‍👧.jpg', '👩‍👩‍👧.jpg'],
  ])('%j becomes %j', (given, safe) => expect(safeFileName(given, 'dosya')).toBe(safe))

  it.each(['', '   ', '...', '/', '\u202e', '..\\..\\'])('%j is no name', given =>
    expect(safeFileName(given, 'otherwise')).toBe('otherwise'),
  )

  it('is cut, and keeps its ending', () => {
    expect(safeFileName(`${'ü'.repeat(300)}.pdf`, '')).toBe(`${'ü'.repeat(76)}.pdf`)
    expect([...safeFileName('😀'.repeat(300), '')]).toHaveLength(60)
    expect([...safeFileName(`a.${'b'.repeat(300)}`, '')]).toHaveLength(80)
  })

  it('leads nowhere, hides nothing and fits a header, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), given => {
        const name = safeFileName(given, 'dosya')
        // oxlint-disable-next-line no-misleading-character-class -- single characters that turn the writing round
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        expect(name).not.toMatch(/^[. ]|[. ]$/u)
        expect([...name].length).toBeLessThanOrEqual(80)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240)
        const header = contentDisposition('attachment', name)
        expect(header).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w.~%&+-]*$/u)
        expect(decodeURIComponent(header.slice(header.indexOf("''") + 2))).toBe(name)
      }),
      { numRuns: 200 },
    )
  })

  it('is made of kind and local time for what came without one', () => {
    const office = { locale: 'tr', timeZone: 'Europe/Istanbul' } as const
    expect(nameOfNameless('image', 'image/jpeg', NOON, office)).toBe('Fotoğraf 2026-01-15 12.00.jpg')
    const english = { locale: 'en', timeZone: 'UTC' } as const
    expect(nameOfNameless('voice', 'audio/ogg', NOON, english)).toBe('Voice message 2026-01-15 09.00.ogg')
    expect(nameOfNameless('document', 'application/x-strange', NOON, english)).toBe('Document 2026-01-15 09.00')
  })
})
