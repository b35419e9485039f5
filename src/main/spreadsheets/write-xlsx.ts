import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A text, a number, or a moment as the clock of the office shows it. */
export type XlsxCell = string | number | null | { readonly day: Date }

export interface XlsxColumn {
  readonly header: string
  /** In letters. */
  readonly width: number
}

/** What a sheet can hold, with its header. */
const MOST_ROWS = 1_048_576
const LONGEST_TEXT = 32_767
const [TEXT, HEADER, DATE] = [0, 1, 2]

export class TooManyRows extends Error {
  override name = 'TooManyRows'
}

/**
 * A workbook of one sheet, row by row: the header stays in view, days and numbers are what they are, and texts are texts, whatever
 * they begin with. Nothing is held but the rows that are being written.
 */
export function writeXlsx({
  sheet,
  columns,
  rows,
}: {
  sheet: string
  columns: readonly XlsxColumn[]
  rows: AsyncIterable<readonly XlsxCell[]>
}): AsyncIterable<Uint8Array> {
  const zip = new ZipFile()
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(`${DECLARATION}${xml}`), name)
  add('[Content_Types].xml', CONTENT_TYPES)
  add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]))
  add('xl/workbook.xml', workbook(sheet))
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
  )
  add('xl/styles.xml', STYLES)
  const content = Readable.from(sheetXml(columns, rows))
  const output = zip.outputStream as Readable
  content.once('error', error => output.destroy(error))
  zip.addReadStream(content, 'xl/worksheets/sheet1.xml', { compress: true })
  zip.end()
  return output
}

async function* sheetXml(
  columns: readonly XlsxColumn[],
  rows: AsyncIterable<readonly XlsxCell[]>,
): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  yield `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`
  yield rowXml(
    1,
    columns.map(({ header }) => header),
    HEADER,
  )
  let number = 1
  for await (const cells of rows) {
    number += 1
    if (number > MOST_ROWS) throw new TooManyRows()
    yield rowXml(number, cells, TEXT)
  }
  yield '</sheetData></worksheet>'
}

function rowXml(number: number, cells: readonly XlsxCell[], style: number): string {
  const written = cells.map((cell, index) => cellXml(`${columnName(index)}${number}`, cell, style))
  return `<row r="${number}">${written.join('')}</row>`
}

function cellXml(reference: string, cell: XlsxCell, style: number): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
  if (typeof cell === 'object') return `<c r="${reference}" s="${DATE}"><v>${serialOf(cell.day)}</v></c>`
  const text = escapeXml(cell.slice(0, LONGEST_TEXT))
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}

/** Days since Excel's zero; the day's UTC parts are what is shown. */
function serialOf(day: Date): number {
  return day.getTime() / 86_400_000 + 25_569
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeXml(text: string): string {
  return text.replace(NOT_IN_XML, '').replace(/[&<>"]/gu, letter => ESCAPED[letter] ?? letter)
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const CONTENT_TYPES =
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/></Types>`

const STYLES =
  `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0"/>' +
  '<xf numFmtId="0" fontId="1" applyFont="1"/><xf numFmtId="164" fontId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'

function workbook(sheet: string): string {
  // What Excel does not take in a sheet's name, and no more than it takes.
  const name = escapeXml(sheet.replaceAll(/[\\/?*[\]:]/gu, ' ').slice(0, 31))
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const each = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATION}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`
}
