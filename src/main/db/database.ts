import type { RunResult } from 'better-sqlite3'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { SQLiteTransaction } from 'drizzle-orm/sqlite-core'
import { createLogger } from '../logging/logger.ts'

/** The database, or an open transaction on it: a query takes either and does not care. */
export type Db = BaseSQLiteDatabase<'sync', RunResult>

interface OpenTransaction {
  innermost: Db
  announcements: (() => void)[]
}

const log = createLogger('db')
const openTransactions = new WeakMap<Db, OpenTransaction>()

/**
 * One use case, one synchronous IMMEDIATE transaction: it takes the write lock at once, so that it can never fail half way for
 * having started as a reader. A nested call joins the outer one; if it throws and the caller catches that, only its own part is undone.
 */
export function transact<Result>(db: Db, work: (tx: Db) => Result): Result {
  const open = openTransactions.get(db)
  if (open) return join(open, work)
  if (db instanceof SQLiteTransaction) throw new Error('This transaction has ended, or was not opened by transact()')
  const transaction: OpenTransaction = { innermost: db, announcements: [] }
  let result: Result
  openTransactions.set(db, transaction)
  try {
    result = db.transaction(tx => runInside(transaction, tx, work), { behavior: 'immediate' })
  } finally {
    openTransactions.delete(db)
  }
  announce(transaction.announcements)
  return result
}

/**
 * Tells the outside (events, the job runner) once the outermost transaction is committed; never after a rollback.
 * With no transaction open every statement is committed already, so the announcement is made at once.
 */
export function afterCommit(db: Db, announcement: () => void): void {
  const open = openTransactions.get(db)
  if (open) open.announcements.push(announcement)
  else if (db instanceof SQLiteTransaction)
    throw new Error('This transaction has ended, or was not opened by transact()')
  else announce([announcement])
}

function join<Result>(open: OpenTransaction, work: (tx: Db) => Result): Result {
  const announcementsBefore = open.announcements.length
  try {
    return open.innermost.transaction(tx => runInside(open, tx, work))
  } catch (error) {
    open.announcements.length = announcementsBefore
    throw error
  }
}

function runInside<Result>(open: OpenTransaction, tx: Db, work: (tx: Db) => Result): Result {
  const outer = open.innermost
  open.innermost = tx
  openTransactions.set(tx, open)
  try {
    const result = work(tx)
    if (isThenable(result)) {
      throw new TypeError(
        'A transaction cannot wait: it returned a promise, or a query without .run(), .get() or .all()',
      )
    }
    return result
  } finally {
    openTransactions.delete(tx)
    open.innermost = outer
  }
}

function announce(announcements: readonly (() => void)[]): void {
  for (const announcement of announcements) {
    try {
      announcement()
    } catch (error) {
      // What is committed cannot be taken back, and the caller must not think that it failed.
      log.error({ error }, 'an announcement after a commit failed')
    }
  }
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}
