import { SaxesParser } from 'saxes'
import { TableProblem } from './table-problem.ts'
import type { Bytes } from './table-row.ts'

// The small parts of a workbook, and its shared texts: what a sheet's cells refer to.

interface Handlers {
  readonly open?: (name: string, attributes: Record<string, string>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/**
 * Passes the elements of a part on by their own names, whatever prefix its writer gave them, and stops after every piece, so that
 * whoever collects from them can hand on what there is. Nothing outside the part is ever read.
 */
export async function* walkXml(bytes: Bytes, on: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const own = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) => on.open?.(own(name), attributes))
  parser.on('closetag', ({ name }) => on.close?.(own(name)))
  parser.on('text', text => on.text?.(text))
  parser.on('cdata', text => on.text?.(text))
  parser.on('error', error => {
    throw error
  })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of bytes) {
      parser.write(decoder.decode(chunk, { stream: true }))
      yield
    }
    parser.write(decoder.decode()).close()
  } catch (error) {
    throw error instanceof TableProblem ? error : new TableProblem('not-a-table', { cause: error })
  }
  yield
}

async function readXml(bytes: Bytes, on: Handlers): Promise<void> {
  for await (const _ of walkXml(bytes, on));
}

export interface WorkbookSheet {
  readonly name: string
  readonly isHidden: boolean
  readonly relation: string
}

export async function readWorkbookPart(bytes: Bytes): Promise<{ sheets: WorkbookSheet[]; countsFrom1904: boolean }> {
  const sheets: WorkbookSheet[] = []
  let countsFrom1904 = false
  await readXml(bytes, {
    open(name, attributes) {
      if (name === 'workbookPr') countsFrom1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? ''
      const isHidden = attributes['state'] !== undefined && attributes['state'] !== 'visible'
      sheets.push({ name: attributes['name'] ?? '', isHidden, relation })
    },
  })
  return { sheets, countsFrom1904 }
}

/** Where the parts lie, by the names that the workbook calls them by. */
export async function readRelations(bytes: Bytes): Promise<Map<string, { type: string; target: string }>> {
  const relations = new Map<string, { type: string; target: string }>()
  await readXml(bytes, {
    open(name, { Id, Type, Target }) {
      if (name === 'Relationship' && Id && Target) relations.set(Id, { type: Type ?? '', target: Target })
    },
  })
  return relations
}

/** Texts that stand in many cells are kept once. Phonetic readings beside them are no part of them. */
export async function readSharedTexts(bytes: Bytes): Promise<string[]> {
  const texts: string[] = []
  let [current, isText, isPhonetic] = ['', false, false]
  await readXml(bytes, {
    open(name) {
      if (name === 'si') current = ''
      if (name === 'rPh') isPhonetic = true
      if (name === 't') isText = !isPhonetic
    },
    text(text) {
      if (isText) current += text
    },
    close(name) {
      if (name === 'si') texts.push(unescapeText(current))
      if (name === 'rPh') isPhonetic = false
      if (name === 't') isText = false
    },
  })
  return texts
}

/** Which of the cell styles show a number as a day or an hour. */
export async function readDateStyles(bytes: Bytes): Promise<ReadonlySet<number>> {
  const formats = new Map<number, string>()
  const dates = new Set<number>()
  let [isCellStyle, style] = [false, 0]
  await readXml(bytes, {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') formats.set(Number(numFmtId), formatCode ?? '')
      if (name === 'cellXfs') isCellStyle = true
      if (name !== 'xf' || !isCellStyle) return
      const id = Number(numFmtId ?? 0)
      if (isDateFormat(id, formats.get(id))) dates.add(style)
      style += 1
    },
    close(name) {
      if (name === 'cellXfs') isCellStyle = false
    },
  })
  return dates
}

/** Numbers below 164 are the program's own: 14–22 and 45–47 everywhere, the others in East Asia. */
function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) {
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
  }
  // What stands in quotes or brackets is shown as it is; `[h]` counts hours, and is no moment.
  const shown = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gu, '').split(';')[0] ?? ''
  return /[dmyhs]/iu.test(shown) && !/general/iu.test(shown)
}

/** Letters that XML cannot hold are written `_x000D_`. */
export function unescapeText(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

const DAY = 86_400_000

/** A day counted by Excel, as the clock of whoever typed it: `2026-01-15`, or with its hour. */
export function excelDay(serial: number, countsFrom1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null
  // 1900 had no 29 February; Excel counts it all the same, so that its days before March 1900 are one off.
  const epoch = countsFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const iso = new Date(epoch + Math.round(serial * 86_400) * 1_000).toISOString()
  const hour = iso.slice(11, 19)
  if (serial < 1 && !countsFrom1904) return hour
  return Math.round(serial * DAY) % DAY === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${hour}`
}
