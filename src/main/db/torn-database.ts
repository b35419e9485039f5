import { closeSync, copyFileSync, existsSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import Database from 'better-sqlite3'

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
const USUAL_PAGE_SIZE = 4_096

/**
 * Opens a copy of a broken database so that as much as possible of it can be read. The broken file itself is never written to: the
 * copy is, where its header says what cannot be true. Undefined when not even the list of its tables can be read.
 */
export function openTorn(broken: string, copy: string): Database.Database | undefined {
  copyFileSync(broken, copy)
  // What was committed last may stand in the log only.
  if (existsSync(`${broken}-wal`)) copyFileSync(`${broken}-wal`, `${copy}-wal`)
  const asItIs = tryToOpen(copy)
  if (asItIs) return asItIs
  mendHeader(copy)
  return tryToOpen(copy)
}

function tryToOpen(file: string): Database.Database | undefined {
  let sqlite: Database.Database | undefined
  try {
    sqlite = new Database(file)
    sqlite.unsafeMode(true)
    // Lets SQLite read a file that is shorter than it says.
    sqlite.pragma('writable_schema = ON')
    const tables = sqlite.prepare(`SELECT count(*) FROM sqlite_master WHERE type = 'table'`).pluck().get()
    if (tables !== 0) return sqlite
  } catch {
    // Told by what is returned.
  }
  sqlite?.close()
  return undefined
}

/** Writes anew what a header must say of a file of our making. Where the list of tables begins, behind it, is left as it is. */
function mendHeader(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    readSync(handle, header, 0, HEADER_BYTES, 0)
    const pageSize = isPageSize(header.readUInt16BE(16)) ? header.readUInt16BE(16) : USUAL_PAGE_SIZE
    header.write(MAGIC, 0, 'latin1')
    header.writeUInt16BE(pageSize, 16)
    // The versions that have a log, the bytes kept free at the end of a page, and three fixed fractions.
    header.set([2, 2, 0, 64, 32, 32], 18)
    header.writeUInt32BE(Math.floor(statSync(file).size / pageSize), 28)
    // No free pages: the list of them would be followed.
    header.writeUInt32BE(0, 32)
    header.writeUInt32BE(0, 36)
    header.writeUInt32BE(4, 44)
    header.writeUInt32BE(0, 52)
    header.writeUInt32BE(1, 56)
    header.writeUInt32BE(0, 64)
    // The size counts only when both of these agree.
    header.copy(header, 92, 24, 28)
    writeSync(handle, header, 0, HEADER_BYTES, 0)
  } finally {
    closeSync(handle)
  }
}

function isPageSize(size: number): boolean {
  return size >= 512 && size <= 32_768 && (size & (size - 1)) === 0
}
