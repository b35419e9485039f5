import ICAL from 'ical.js'
import { TableProblem } from './table-problem.ts'
import { LONGEST_CELL, type TableRow } from './table-row.ts'

/** The columns that a phone's contacts are laid out in. */
export const VCARD_COLUMNS = [
  'FN',
  'N.given',
  'N.family',
  'TEL',
  'TEL 2',
  'TEL 3',
  'EMAIL',
  'EMAIL 2',
  'ORG',
  'TITLE',
  'ADR.city',
  'ADR.country',
  'CATEGORIES',
  'NOTE',
] as const

const CARD = /^BEGIN:VCARD[ \t]*$([\s\S]*?)^END:VCARD[ \t]*$/gimu
const LINE = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":]|"[^"]*")*)?):([\s\S]*)$/u
/** What a card is read for; photographs and the like are passed over unread. */
const WANTED = new Set(['FN', 'N', 'TEL', 'EMAIL', 'ORG', 'TITLE', 'ADR', 'CATEGORIES', 'NOTE', 'NICKNAME'])

type Value = string | string[]

/**
 * Contacts of a phone as rows, the names of the columns first. Phones still write vCard 2.1 with its quoted-printable lines and bare
 * parameters; those are put into the form of 3.0, and the rest is the parser's.
 */
export function* readVcards(text: string): Generator<TableRow> {
  yield { number: 1, cells: VCARD_COLUMNS }
  let number = 1
  for (const [, content = ''] of text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').matchAll(CARD)) {
    number += 1
    yield { number, cells: cellsOf(content) }
  }
  if (number === 1) throw new TableProblem('not-a-table')
}

function cellsOf(content: string): string[] {
  const values = Map.groupBy(propertiesOf(content), ({ name }) => name)
  const all = (name: string) => (values.get(name) ?? []).map(({ value }) => value)
  const flat = (value: Value | undefined): string => [value ?? ''].flat(3).filter(Boolean).join(', ')
  const part = (value: Value | undefined, index: number) => (Array.isArray(value) ? flat(value[index]) : '')
  const [name] = all('n')
  const [address] = all('adr')
  const phones = all('tel').map(value => flat(value).replace(/^tel:/iu, ''))
  const emails = all('email').map(flat)
  const firstOf = (property: string) => flat(all(property)[0])
  const cells = [
    firstOf('fn') || firstOf('nickname'),
    part(name, 1),
    part(name, 0),
    ...[phones[0], phones[1], phones.slice(2).join(', ')],
    ...[emails[0], emails.slice(1).join(', ')],
    firstOf('org'),
    firstOf('title'),
    part(address, 3),
    part(address, 6),
    all('categories').map(flat).join(', '),
    all('note').map(flat).join('\n'),
  ]
  return cells.map(cell => (cell ?? '').trim().slice(0, LONGEST_CELL))
}

function propertiesOf(content: string): { name: string; value: Value }[] {
  return joinLines(content).flatMap(line => {
    const [, name = '', parameters = '', value = ''] = LINE.exec(line) ?? []
    if (!WANTED.has(name.toUpperCase())) return []
    const written = readQuotedPrintable(parameters, value).replaceAll('\n', '\\n')
    try {
      const [property] = (
        ICAL.parse(`BEGIN:VCARD\r\nVERSION:3.0\r\n${name}:${written}\r\nEND:VCARD\r\n`) as JCard
      )[1].slice(1)
      if (property === undefined) return []
      const [read, , , ...values] = property
      return [{ name: read, value: values.length > 1 ? (values.flat(2) as string[]) : (values[0] ?? '') }]
    } catch {
      return []
    }
  })
}
type JCard = ['vcard', [string, object, string, ...Value[]][], unknown[]]

/** Long lines are folded by a space; quoted-printable ones by an equals sign at their end. */
function joinLines(content: string): string[] {
  const lines: string[] = []
  for (const line of content.replace(/\n[ \t]/gu, '').split('\n')) {
    const before = lines.at(-1)
    if (before?.endsWith('=') && isQuotedPrintable(before)) lines[lines.length - 1] = before.slice(0, -1) + line
    else lines.push(line)
  }
  return lines
}

function isQuotedPrintable(line: string): boolean {
  return /;(?:ENCODING=)?QUOTED-PRINTABLE/iu.test(line.slice(0, Math.max(0, line.indexOf(':'))))
}

function readQuotedPrintable(parameters: string, value: string): string {
  if (!isQuotedPrintable(`${parameters}:`)) return value
  const charset = /CHARSET="?([\w-]+)/iu.exec(parameters)?.[1] ?? 'utf-8'
  const bytes = Buffer.from(
    value.replace(/=([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
