import { type SQL, sql } from 'drizzle-orm'
import { foldText } from '#shared/domain/fold-text.ts'
import { phoneVariants } from '#shared/domain/phone-number.ts'

// SQLite-only SQL of this feature: full-text search.

/** What the index holds of a lead: the name, every way its numbers are written, and the e-mails. */
export function searchTextOf(name: string, phones: readonly string[], emails: readonly string[]): string {
  return foldText([name, ...phones.flatMap(phoneVariants), ...emails].join(' '))
}

/** What a prepared query joins to find them, with what `matchOf` gives as `match`. */
export const leadsFound = {
  index: sql`leads_fts`,
  seq: sql<number>`leads_fts.rowid`,
  condition: sql`leads_fts match ${sql.placeholder('match')}`,
}

/**
 * Leads whose words begin with every word that was typed, or null when nothing searchable was typed. Something that looks like a
 * number is searched as one, however it is spaced. The index is to be joined: by its rowid, and in that order, it is read piece by
 * piece; asked for as a list it would be read whole for every page.
 */
export function leadsMatching(search: string): { index: SQL; seq: SQL<number>; condition: SQL } | null {
  const match = matchOf(search)
  if (match === null) return null
  return { index: sql`leads_fts`, seq: sql<number>`leads_fts.rowid`, condition: sql`leads_fts match ${match}` }
}

/** The words that were typed in the index's own language, or null when nothing of it can be searched for. */
export function matchOf(search: string): string | null {
  const isNumber = /^[\d\s()+./-]+$/u.test(search) && search.replace(/\D/gu, '').length >= 3
  const text = isNumber ? search.replace(/\D/gu, '').replace(/^00/u, '') : foldText(search)
  const words = text.match(/[\p{L}\p{N}]+/gu)
  // Quoted, so that a person's words can never be read as search syntax.
  return words ? words.map(word => `"${word}"*`).join(' AND ') : null
}
