import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { readVcards } from './read-vcard.ts'
import { csvLines, harmless } from './write-csv.ts'
import { writeVcard } from './write-vcard.ts'
import { writeXlsx, type XlsxCell } from './write-xlsx.ts'

describe('CSV', () => {
  it.each(['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1', '  =1', '%0A', '|calc', '+90 555 =1'])(
    '%j is not computed by whoever opens the file',
    text => expect(harmless(text)).toBe(`'${text}`),
  )

  it.each(['Ayşe', '+90 555 123 45 67', '12-3', 'a=b', ''])('%j stays as it is', text =>
    expect(harmless(text)).toBe(text),
  )

  it('is read as it was written', () => {
    const rows = [
      ['Ad', 'Not'],
      ['Ayşe "Ay"; Kaya', 'iki\nsatır'],
      ['', '5'],
    ]
    expect(parse(csvLines(rows, ';'), { delimiter: ';' })).toEqual(rows)
    expect(csvLines([[-5, null, 'x']], ',')).toBe('-5,,x\r\n')
  })
})

it('a workbook of ours is read by another program: texts are texts, days are days, letters that no XML holds are left out', async () => {
  const rows: XlsxCell[][] = Array.from({ length: 30 }, (_, index) => [
    index === 0 ? '=HYPERLINK("x")' : `<Ğ & "${index}">\u0001`,
    index,
    { day: new Date(Date.UTC(2026, 0, 15, 21, 5)) },
    null,
  ])
  const bytes = await buffer(
    Readable.from(
      writeXlsx({
        sheet: 'Lead/ler',
        columns: ['Ad', 'Puan', 'Tarih', 'Boş'].map(header => ({ header, width: 20 })),
        rows: Readable.from(rows),
      }),
    ),
  )
  const read = await readSheet(bytes)
  expect(read).toHaveLength(31)
  expect(read[0]).toEqual(['Ad', 'Puan', 'Tarih', 'Boş'])
  const [text, number, day] = read[1] ?? []
  expect([text, number]).toEqual(['=HYPERLINK("x")', 0])
  // Days are counted in fractions: Excel itself is a millionth of a second off.
  expect(Math.round((day as unknown as Date).getTime() / 1_000)).toBe(Date.UTC(2026, 0, 15, 21, 5) / 1_000)
  expect(read[30]?.slice(0, 2)).toEqual(['<Ğ & "29">', 29])
})

it('a contact of ours comes back as it was', () => {
  const card = writeVcard({
    name: 'Ayşe; Kaya, "Ay"',
    phones: ['+905551234567', '+49301234567'],
    emails: ['ayse@example.com'],
    city: 'İzmir',
    country: 'Türkiye',
    tags: ['VIP', 'Diş, çene'],
    note: `uzun ${'satır '.repeat(30)}\nikinci`,
  })
  expect(card).toContain('VERSION:3.0\r\n')
  expect(card.split('\r\n').every(line => Buffer.byteLength(line) <= 76)).toBe(true)
  const [, row] = [...readVcards(card)]
  expect(row?.cells).toEqual([
    'Ayşe; Kaya, "Ay"',
    ...['', 'Ayşe; Kaya, "Ay"', '+905551234567', '+49301234567', '', 'ayse@example.com', ''],
    ...['', '', 'İzmir', 'Türkiye', 'VIP, Diş, çene', `uzun ${'satır '.repeat(30)}\nikinci`],
  ])
})
