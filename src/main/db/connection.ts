import Database from 'better-sqlite3'
import { foldText } from '#shared/domain/fold-text.ts'
import { holdsWords } from '#shared/domain/text-search.ts'

/** How long a statement waits for a worker's transaction before it fails with SQLITE_BUSY. */
const BUSY_TIMEOUT = 5_000

/**
 * A connection with everything that the office's database needs: also the one to use in a worker thread, whose writes would
 * otherwise fail in the triggers that call `santral_fold`. `santral_holds` says whether a text has all of the folded words.
 */
export function connect(file: string, options: { readonly?: boolean } = {}): Database.Database {
  const sqlite = new Database(file, { readonly: options.readonly ?? false, timeout: BUSY_TIMEOUT })
  try {
    if (!options.readonly) sqlite.pragma('journal_mode = WAL')
    // A message that WhatsApp was told we have must survive a power cut.
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    // What is deleted is overwritten where its page is written anyway.
    sqlite.pragma('secure_delete = FAST')
    sqlite.pragma('temp_store = MEMORY')
    sqlite.pragma('cache_size = -65536')
    sqlite.function('santral_fold', { deterministic: true }, text => (text === null ? null : foldText(String(text))))
    sqlite.function('santral_holds', { deterministic: true }, (text, words) =>
      Number(holdsWords(String(text), String(words).split(' '))),
    )
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}
