import { posix } from 'node:path'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { TableProblem } from './table-problem.ts'
import { type Bytes, LONGEST_CELL, MOST_COLUMNS, type TableRow } from './table-row.ts'
import {
  excelDay,
  readDateStyles,
  readRelations,
  readSharedTexts,
  readWorkbookPart,
  unescapeText,
  type WorkbookSheet,
  walkXml,
} from './xlsx-parts.ts'

/** A part may unpack to so much: a million rows do, and what a few bytes blow up to does not. */
const LARGEST_PART = 1_500_000_000
/** Texts that cells refer to are held in memory. */
const LARGEST_SHARED_TEXTS = 300_000_000
const MOST_PARTS = 10_000

export interface Workbook {
  /** Those that are shown, in their order. */
  readonly sheets: readonly string[]
  /** Null: the first. */
  rows(sheet: string | null): AsyncGenerator<TableRow>
}

/** Reads a workbook's rows one by one, without unpacking it as a whole. Formulas are not computed: their last result counts. */
export async function openWorkbook(file: Buffer): Promise<Workbook> {
  // Both a workbook of the nineties and one with a password are such a container.
  if (file.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new TableProblem('old-workbook')
  const parts = await listParts(file)
  const { read } = parts
  const workbookName = await findWorkbook(parts)
  const { sheets, countsFrom1904 } = await readWorkbookPart(await read(workbookName))
  const folder = posix.dirname(workbookName)
  const relations = await readRelations(await read(`${folder}/_rels/${posix.basename(workbookName)}.rels`))
  const placeOf = (target: string) => (target.startsWith('/') ? target.slice(1) : posix.join(folder, target))
  const findPlace = (type: string) =>
    [...relations.values()].filter(relation => relation.type.endsWith(type)).map(({ target }) => placeOf(target))[0]
  const readable = sheets.filter(({ relation }) => relations.get(relation)?.type.endsWith('/worksheet'))
  const shown = readable.filter(({ isHidden }) => !isHidden)

  function choose(name: string | null): WorkbookSheet {
    const chosen = name === null ? (shown[0] ?? readable[0]) : readable.find(sheet => sheet.name === name)
    if (chosen === undefined) throw new TableProblem(name === null ? 'not-a-table' : 'no-such-sheet')
    return chosen
  }

  return {
    sheets: shown.map(({ name }) => name),
    async *rows(name) {
      const place = placeOf(relations.get(choose(name).relation)?.target ?? '')
      const [texts, styles] = [findPlace('/sharedStrings'), findPlace('/styles')]
      const cells = {
        sharedTexts: texts && parts.has(texts) ? await readSharedTexts(await read(texts, LARGEST_SHARED_TEXTS)) : [],
        dateStyles: styles && parts.has(styles) ? await readDateStyles(await read(styles)) : new Set<number>(),
        countsFrom1904,
      }
      yield* readSheet(await read(place), cells)
    },
  }
}

async function listParts(file: Buffer) {
  const zip = await openZip(file)
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName.replace(/^\//u, ''), entry)
    if (entries.size > MOST_PARTS) throw new TableProblem('too-large')
  }
  return {
    has: (name: string) => entries.has(name),
    /** What a part says of its size is held to: it gives no byte more. */
    async read(name: string, largest = LARGEST_PART): Promise<Bytes> {
      const entry = entries.get(name)
      if (entry === undefined || entry.isEncrypted()) throw new TableProblem('not-a-table')
      if (entry.uncompressedSize > largest) throw new TableProblem('too-large')
      return orNotATable(await zip.openReadStreamPromise(entry))
    },
  }
}

async function* orNotATable(bytes: Bytes): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    throw new TableProblem('not-a-table', { cause: error })
  }
}

async function openZip(file: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: true })
  } catch (error) {
    throw new TableProblem('not-a-table', { cause: error })
  }
}

async function findWorkbook({ has, read }: Awaited<ReturnType<typeof listParts>>): Promise<string> {
  if (!has('_rels/.rels')) throw new TableProblem('not-a-table')
  const relations = await readRelations(await read('_rels/.rels'))
  const found = [...relations.values()].find(({ type }) => type.endsWith('/officeDocument'))
  const name = found?.target.replace(/^\//u, '') ?? ''
  if (!has(name)) throw new TableProblem('not-a-table')
  return name
}

interface CellWorld {
  readonly sharedTexts: readonly string[]
  readonly dateStyles: ReadonlySet<number>
  readonly countsFrom1904: boolean
}

async function* readSheet(bytes: Bytes, world: CellWorld): AsyncGenerator<TableRow> {
  let done: TableRow[] = []
  let cells: string[] = []
  let cell: Cell = { type: 'n', style: 0, text: '' }
  let [number, column, isValue] = [0, 0, false]
  const walk = walkXml(bytes, {
    open(name, { r, t, s }) {
      if (name === 'row') {
        number = Number(r ?? number + 1)
        cells = []
        column = 0
      } else if (name === 'c') {
        column = r === undefined ? column + 1 : columnOf(r)
        cell = { type: t ?? 'n', style: Number(s ?? 0), text: '' }
      } else if (name === 'v' || name === 't') isValue = true
    },
    text(text) {
      if (isValue && cell.text.length < LONGEST_CELL) cell.text += text
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false
      else if (name === 'row') done.push({ number, cells: Array.from(cells, one => one ?? '') })
      else if (name === 'c' && column > 0 && column <= MOST_COLUMNS) cells[column - 1] = wordCell(cell, world)
    },
  })
  for await (const _ of walk) {
    const rows = done
    done = []
    yield* rows
  }
}

interface Cell {
  readonly type: string
  readonly style: number
  text: string
}

function wordCell({ type, style, text }: Cell, { sharedTexts, dateStyles, countsFrom1904 }: CellWorld): string {
  switch (type) {
    case 's':
      return (sharedTexts[Number(text)] ?? '').slice(0, LONGEST_CELL)
    case 'str':
    case 'inlineStr':
      return unescapeText(text).slice(0, LONGEST_CELL)
    case 'b':
      return text === '1' ? 'TRUE' : 'FALSE'
    case 'd':
      return text.replace('T', ' ')
    case 'n': {
      if (text === '') return ''
      const number = Number(text)
      return (dateStyles.has(style) ? excelDay(number, countsFrom1904) : null) ?? writtenOut(number, text)
    }
    default:
      // What a formula could not say: #N/A and its kind.
      return ''
  }
}

/** Never `9.05551234567E11`: it may be somebody's number. */
function writtenOut(number: number, text: string): string {
  if (!Number.isFinite(number)) return text
  return Number.isInteger(number) ? BigInt(number).toString() : String(number)
}

/** `AB12` is in the twenty-eighth column. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/u.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column
}
