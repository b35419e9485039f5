import type { ExportColumn, ExportFormat } from '#shared/contract/lead-exports.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { isoWithOffset } from '#shared/domain/wall-time.ts'
import { word } from '../../i18n/words.ts'
import { BYTE_ORDER_MARK, csvLines } from '../../spreadsheets/write-csv.ts'
import { writeVcard } from '../../spreadsheets/write-vcard.ts'
import { writeXlsx, type XlsxCell } from '../../spreadsheets/write-xlsx.ts'
import type { ExportedLead } from './exported-leads.ts'
import { type Wording, wallClockOf } from './wording.ts'

export const FILE_KINDS: Record<ExportFormat, { readonly mime: string; readonly extension: string }> = {
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx' },
  csv: { mime: 'text/csv', extension: 'csv' },
  csv_comma: { mime: 'text/csv', extension: 'csv' },
  vcard: { mime: 'text/vcard', extension: 'vcf' },
}

/** In letters. */
const WIDTHS: Partial<Record<ExportColumn, number>> = {
  name: 28,
  email: 30,
  campaign: 30,
  form: 30,
  tags: 26,
  score: 8,
}
const USUAL_WIDTH = 18

export interface ExportToWrite {
  readonly pages: AsyncIterable<readonly ExportedLead[]>
  readonly wording: Wording
  readonly format: ExportFormat
  readonly columns: readonly ExportColumn[]
  readonly locale: Locale
  readonly timeZone: string
}

/** The file piece by piece: no more of it stands in memory than one page of leads. */
export function writeExport(file: ExportToWrite): AsyncIterable<Uint8Array> {
  switch (file.format) {
    case 'xlsx':
      return workbook(file)
    case 'csv':
      return csv(file, ';')
    case 'csv_comma':
      return csv(file, ',')
    case 'vcard':
      return cards(file)
  }
}

async function* csv(
  { pages, wording, columns, timeZone }: ExportToWrite,
  separator: ';' | ',',
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(BYTE_ORDER_MARK + csvLines([columns.map(wording.header)], separator))
  const writeMoment = (at: number) => isoWithOffset(at, timeZone)
  for await (const page of pages) {
    const rows = page.map(lead => columns.map(column => asText(wording.cellOf(column, lead, writeMoment))))
    if (rows.length > 0) yield Buffer.from(csvLines(rows, separator))
  }
}

function asText(cell: XlsxCell): string | number | null {
  return typeof cell === 'object' && cell !== null ? cell.day.toISOString() : cell
}

function workbook({ pages, wording, columns, locale, timeZone }: ExportToWrite): AsyncIterable<Uint8Array> {
  const writeMoment = (at: number) => ({ day: wallClockOf(at, timeZone) })
  async function* rows(): AsyncGenerator<readonly XlsxCell[]> {
    for await (const page of pages) {
      for (const lead of page) yield columns.map(column => wording.cellOf(column, lead, writeMoment))
    }
  }
  return writeXlsx({
    sheet: word(locale, 'leadExport.sheet'),
    columns: columns.map(column => ({ header: wording.header(column), width: WIDTHS[column] ?? USUAL_WIDTH })),
    rows: rows(),
  })
}

async function* cards({ pages, wording }: ExportToWrite): AsyncGenerator<Uint8Array> {
  for await (const page of pages) {
    const text = page.map(lead =>
      writeVcard({
        name: lead.lead.name,
        phones: lead.phones,
        emails: lead.emails,
        city: lead.lead.city,
        country: wording.countryOf(lead),
        tags: wording.tagsOf(lead),
        note: null,
      }),
    )
    if (text.length > 0) yield Buffer.from(text.join(''))
  }
}
