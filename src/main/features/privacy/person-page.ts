import type { Locale } from '#shared/domain/locale.ts'
import { word } from '../../i18n/words.ts'
import type { StoredRow } from './person-file.sql.ts'

interface PersonPage {
  readonly person: Readonly<Record<string, readonly StoredRow[]>>
  /** Of each file in the archive, by the id of its row. */
  readonly files: ReadonlyMap<string, string>
  readonly officeName: string
  readonly locale: Locale
  readonly timeZone: string
  readonly madeAt: number
}

/** The file of a person for reading: who they are, what they agreed to, bought and said, and where their files are. */
export function writePersonPage({ person, files, officeName, locale, timeZone, madeAt }: PersonPage): string {
  const t = (key: string, values: Record<string, string | number> = {}) => word(locale, `personFile.${key}`, values)
  const tag = locale === 'tr' ? 'tr-TR' : 'en-US'
  const format = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const moment = (at: unknown) => (typeof at === 'number' ? format.format(at) : '')
  const rowsOf = (table: string) => person[table] ?? []
  const [lead = {}] = rowsOf('leads')
  const facts = Object.entries(lead).filter(([, value]) => value !== null && value !== '')
  const said = [
    ...rowsOf('messages').map(row => ({
      at: row['sort_at'],
      who: row['direction'] === 'in' ? lead['name'] : officeName,
      what: row['body'] || `(${String(row['kind'])})`,
    })),
    ...rowsOf('interactions').map(row => ({ at: row['happened_at'], who: row['kind'], what: row['data'] })),
  ].sort((one, other) => Number(one.at) - Number(other.at))
  const name = typeof lead['name'] === 'string' ? lead['name'] : ''

  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${escape(name)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{font:14px/1.5 system-ui,sans-serif;max-width:860px;margin:32px auto;padding:0 16px;color:#1c2226}
h2{margin-top:32px;font-size:17px;border-bottom:1px solid #d9dee2}table{border-collapse:collapse;width:100%}
td,th{padding:4px 8px;border-bottom:1px solid #e4e8eb;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{white-space:nowrap;color:#5b646b;font-weight:500}small{color:#5b646b}</style></head><body>
<h1>${escape(name)}</h1><p>${escape(t('made', { office: officeName, at: moment(madeAt) }))}</p>
${section(t('facts'), table(facts.map(([column, value]) => [column, column.endsWith('_at') ? moment(value) : value])))}
${section(t('addresses'), table(rowsOf('lead_identities').map(row => [row['kind'], row['value']])))}
${section(
  t('consents'),
  table(
    rowsOf('consent_events').map(row => [
      moment(row['happened_at']),
      row['channel'],
      row['action'],
      row['source'],
      rowsOf('consent_wordings').find(({ id }) => id === row['wording_id'])?.['body'] ?? '',
    ]),
  ),
)}
${section(t('sales'), table(rowsOf('sales').map(row => [row['sold_on'], row['treatment'], row['amount'], row['currency'], row['status']])))}
${section(t('forms'), table(rowsOf('lead_submissions').map(row => [moment(row['submitted_at']), row['form_name'], row['answers']])))}
${section(t('files'), table(rowsOf('attachments').map(row => [moment(row['happened_at']), row['name'], files.get(String(row['id'])) ?? t('notHere')])))}
${section(t('timeline'), table(said.map(({ at, who, what }) => [moment(at), who, what])))}
<p><small>${escape(t('everything'))}</small></p></body></html>`
}

function section(title: string, content: string): string {
  return content === '' ? '' : `<h2>${escape(title)}</h2>${content}`
}

function table(rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) return ''
  const cell = (value: unknown, index: number) =>
    index === 0 ? `<th>${escape(value)}</th>` : `<td>${escape(value)}</td>`
  return `<table>${rows.map(row => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.replaceAll(/[&<>"']/gu, character => ESCAPED[character] ?? character)
}
