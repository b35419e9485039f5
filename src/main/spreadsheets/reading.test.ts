import { Buffer } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { ZipFile } from 'yazl'
import { readTable, recogniseTable, type TableFile } from './read-table.ts'

function fileOf(bytes: Uint8Array): TableFile {
  return {
    size: bytes.byteLength,
    // In small pieces, so that letters, lines and elements are cut anywhere.
    open: async () =>
      (async function* () {
        for (let at = 0; at < bytes.byteLength; at += 7) yield bytes.subarray(at, at + 7)
      })(),
  }
}

async function read(bytes: Uint8Array, chosen: Parameters<typeof recogniseTable>[1] = {}) {
  const file = fileOf(bytes)
  const recognised = await recogniseTable(file, chosen)
  const rows: string[][] = []
  for await (const { cells } of readTable(file, recognised)) rows.push([...cells])
  return { ...recognised, rows }
}

const TURKISH = 'Adı;Şehir\r\nİğdeli Ümit;Muğla\r\n'

/** As a Turkish Windows writes it. */
function inWindows1254(text: string): Buffer {
  const letters: Record<string, number> = {
    İ: 0xdd,
    ı: 0xfd,
    ğ: 0xf0,
    Ğ: 0xd0,
    ş: 0xfe,
    Ş: 0xde,
    Ü: 0xdc,
    ü: 0xfc,
    ö: 0xf6,
    ç: 0xe7,
  }
  return Buffer.from([...text].map(letter => letters[letter] ?? letter.charCodeAt(0)))
}

describe('text', () => {
  it.each([
    ['utf-8', Buffer.from(TURKISH)],
    ['utf-8', Buffer.from(`\ufeff${TURKISH}`)],
    ['utf-16le', Buffer.from(`\ufeff${TURKISH}`, 'utf16le')],
    ['utf-16le', Buffer.from(TURKISH, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${TURKISH}`, 'utf16le').swap16()],
    ['windows-1254', inWindows1254(TURKISH)],
  ])('is read in %s, with and without a byte order mark', async (encoding, bytes) => {
    const { reading, rows, kind } = await read(bytes)
    expect({ kind, ...reading }).toEqual({ kind: 'csv', encoding, separator: ';', sheet: null })
    expect(rows).toEqual([
      ['Adı', 'Şehir'],
      ['İğdeli Ümit', 'Muğla'],
    ])
  })

  it.each([
    [';', 'a;b,5;c\n1;2,5;3\n4;5,5;6\n'],
    [',', 'a,b,c\n1,"2;3",4\n'],
    ['\t', 'a\tb\tc\n1\t2, 3\t4\n'],
    ['|', 'a|b\n1|2\n'],
    [';', 'sep=;\na;b\n1,1;2,2\n'],
  ])('is separated by %j', async (separator, text) => {
    expect((await read(Buffer.from(text))).reading.separator).toBe(separator)
  })

  it('keeps lines within quotation marks, empty lines and inches, and does without a hint', async () => {
    const text = 'sep=;\nname;note\n"Ayşe ""Ay"" Kaya";"first\nsecond"\n\n5" tablet;x;more\n'
    expect((await read(Buffer.from(text))).rows).toEqual([
      [''],
      ['name', 'note'],
      ['Ayşe "Ay" Kaya', 'first\nsecond'],
      [''],
      ['5" tablet', 'x', 'more'],
    ])
  })

  it('says that a quotation mark is never closed, and that something is no text', async () => {
    await expect(read(Buffer.from('a;b\n1;"2\n3;4\n'))).rejects.toMatchObject({ kind: 'broken-quotes' })
    await expect(read(Buffer.from([0, 1, 2, 0, 0, 9, 0, 0, 200, 0, 0]))).rejects.toMatchObject({ kind: 'not-a-table' })
  })
})

describe('workbooks', () => {
  it('give texts, days, numbers as they are dialled, and results of formulas', async () => {
    const bytes = await writeExcelFile([
      {
        sheet: 'Hastalar',
        data: [
          ['Ad', 'Tarih', 'Telefon', 'Aktif', 'Boş', 'Saat'],
          [
            'Ğülşen <Öz> & Co',
            { value: new Date(Date.UTC(2026, 0, 15)), type: Date, format: 'dd.mm.yyyy' },
            905551234567,
            true,
            null,
            { value: new Date(Date.UTC(2026, 0, 15, 21, 5, 6)), type: Date, format: 'dd.mm.yyyy hh:mm' },
          ],
        ],
      },
      { sheet: 'Diğer', data: [['x']] },
    ]).toBuffer()
    const { kind, reading, sheets, rows } = await read(bytes)
    expect({ kind, sheet: reading.sheet, sheets }).toEqual({
      kind: 'xlsx',
      sheet: 'Hastalar',
      sheets: ['Hastalar', 'Diğer'],
    })
    expect(rows).toEqual([
      ['Ad', 'Tarih', 'Telefon', 'Aktif', 'Boş', 'Saat'],
      ['Ğülşen <Öz> & Co', '2026-01-15', '905551234567', 'TRUE', '', '2026-01-15 21:05:06'],
    ])
    expect((await read(bytes, { sheet: 'Diğer' })).rows).toEqual([['x']])
    await expect(read(bytes, { sheet: 'Yok' })).rejects.toMatchObject({ kind: 'no-such-sheet' })
  })

  it('are refused where they are old, locked, cut off, or no workbook at all', async () => {
    await expect(read(Buffer.from('d0cf11e0a1b11ae100', 'hex'))).rejects.toMatchObject({ kind: 'old-workbook' })
    await expect(read(await zipOf({ 'hello.txt': 'x' }))).rejects.toMatchObject({ kind: 'not-a-table' })
    const whole = await zipOf(workbookOf('<row><c><v>1</v></c></row>'))
    expect((await read(whole)).rows).toEqual([['1']])
    await expect(read(whole.subarray(0, whole.length - 40))).rejects.toMatchObject({ kind: 'not-a-table' })
  })

  it('resolve nothing that their own text declares, and end where their XML is broken', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    const parts = workbookOf('<row><c t="inlineStr"><is><t>&b;</t></is></c></row>')
    const sheet = 'xl/worksheets/sheet1.xml'
    await expect(read(await zipOf({ ...parts, [sheet]: bomb + parts[sheet] }))).rejects.toMatchObject({
      kind: 'not-a-table',
    })
    await expect(read(await zipOf(workbookOf('<row><c><v>1</v>')))).rejects.toMatchObject({ kind: 'not-a-table' })
  })

  it('may count from 1904, name rows and leave cells out, and show errors as nothing', async () => {
    const row =
      '<row r="3"><c r="B3" s="1"><v>1</v></c><c r="D3" t="e"><v>#N/A</v></c><c r="E3" t="str"><f>A1</f><v>sum_x000D_med</v></c></row>'
    const file = fileOf(await zipOf(workbookOf(row, { date1904: true })))
    const recognised = await recogniseTable(file, {})
    for await (const read of readTable(file, recognised)) {
      expect(read).toEqual({ number: 3, cells: ['', '1904-01-02', '', '', 'sum\rmed'] })
    }
  })
})

it('contacts of phones are read as they export them: 2.1 with quoted-printable, 3.0 and 4.0', async () => {
  const text = [
    'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96z;=47=C3=BCl=C5=9F=\r\n=65n;;;\r\n' +
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=47=C3=BCl=C5=9Fen =C3=96z\r\nTEL;CELL:0555 123 45 67\r\nTEL;HOME;PREF:02120000000\r\nEND:VCARD',
    'BEGIN:VCARD\nVERSION:3.0\nFN:Ali Can\nN:Can;Ali;;;\nitem1.EMAIL;type=INTERNET:ali@example.com\nitem1.X-ABLabel:_$!<Work>!$_\n' +
      'ADR;TYPE=HOME:;;Sok. 1;Berlin;;10115;Almanya\nNOTE:iki\\nsatır\\, virgül\nCATEGORIES:VIP,Diş\nPHOTO;ENCODING=b:AAAA\n BBBB\nEND:VCARD',
    'BEGIN:VCARD\nVERSION:4.0\nFN:Zoë\nTEL;TYPE=cell;VALUE=uri:tel:+49-30-1234567\nEND:VCARD\n',
  ].join('\r\n')
  const { kind, rows } = await read(Buffer.from(text))
  expect(kind).toBe('vcard')
  expect(rows.slice(1)).toEqual([
    ['Gülşen Öz', 'Gülşen', 'Öz', '0555 123 45 67', '02120000000', '', '', '', '', '', '', '', '', ''],
    [
      'Ali Can',
      'Ali',
      'Can',
      '',
      '',
      '',
      'ali@example.com',
      '',
      '',
      '',
      'Berlin',
      'Almanya',
      'VIP, Diş',
      'iki\nsatır, virgül',
    ],
    ['Zoë', '', '', '+49-30-1234567', '', '', '', '', '', '', '', '', '', ''],
  ])
})

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function workbookOf(rows: string, { date1904 = false } = {}): Record<string, string> {
  const relation = (type: string, target: string, id = 'rId1') =>
    `<Relationship Id="${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`
  return {
    '_rels/.rels': `<Relationships>${relation('officeDocument', '/xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<x:workbook xmlns:x="${MAIN}" xmlns:r="${DOCUMENT}"><x:workbookPr date1904="${date1904}"/><x:sheets><x:sheet name="A" r:id="rId1"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('worksheet', 'worksheets/sheet1.xml')}${relation('styles', 'styles.xml', 'rId2')}</Relationships>`,
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  }
}

async function zipOf(parts: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  return buffer(zip.outputStream)
}
