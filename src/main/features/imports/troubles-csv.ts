import type { Locale } from '#shared/domain/locale.ts'
import type { Db } from '../../db/database.ts'
import { word } from '../../i18n/words.ts'
import { BYTE_ORDER_MARK, csvLines } from '../../spreadsheets/write-csv.ts'
import { type ImportRecord, listTroubles } from './queries.ts'

const ROWS_AT_ONCE = 500

export function troublesName({ fileName }: ImportRecord, locale: Locale): string {
  return word(locale, 'imports.file', { name: fileName.replace(/\.[^.]{1,5}$/u, '') })
}

/** The rows that had something wrong, as they stood in the file, with the reason last: corrected, the file can be imported again. */
export async function* troublesCsv(db: Db, { id, headers }: ImportRecord, locale: Locale): AsyncGenerator<Uint8Array> {
  const width = headers?.length ?? 0
  const title = [...(headers ?? []), word(locale, 'imports.reason')]
  yield Buffer.from(BYTE_ORDER_MARK + csvLines([title], ';'))
  let after = 0
  for (;;) {
    const rows = listTroubles(db, id, after, ROWS_AT_ONCE)
    if (rows.length === 0) return
    const lines = rows.map(({ cells, problems }) => {
      const reasons = (problems ?? []).map(({ kind, text }) => {
        const reason = word(locale, `imports.problem.${kind}`)
        return text === '' ? reason : `${reason}: ${text}`
      })
      return [...Array.from({ length: width }, (_, index) => cells?.[index] ?? ''), reasons.join('; ')]
    })
    yield Buffer.from(csvLines(lines, ';'))
    after = rows.at(-1)?.number ?? after
    await new Promise<void>(resolve => setImmediate(resolve))
  }
}
