/**
 * Why the database cannot be used. The host words it for the person; `message` is for the log.
 *   newer-than-program   written by a later version: update the program
 *   other-history        its migrations are not ours: not a database of this program, or of a build that was never released
 *   migration-failed     the file is as it was before, and `backupFile` is a copy
 *   disk-full            nothing was changed; free some space
 *   not-writable         the folder or the file cannot be written by this user
 *   damaged              not a database, or not a whole one: restore a backup
 *   in-use               another program holds it
 */
export type DatabaseProblemKind =
  | 'newer-than-program'
  | 'other-history'
  | 'migration-failed'
  | 'disk-full'
  | 'not-writable'
  | 'damaged'
  | 'in-use'

export class DatabaseProblem extends Error {
  override name = 'DatabaseProblem'
  readonly kind: DatabaseProblemKind
  readonly backupFile: string | undefined

  constructor(
    kind: DatabaseProblemKind,
    message: string,
    options: { cause?: unknown; backupFile?: string | undefined } = {},
  ) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.backupFile = options.backupFile
  }
}

/** What SQLite or the file system says, in our words; undefined when it is something else, which is a bug. */
export function databaseProblemKind(error: unknown): DatabaseProblemKind | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  // Whoever passes an error on wraps it in one of their own.
  if (typeof code !== 'string') return cause instanceof Error ? databaseProblemKind(cause) : undefined
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full'
  if (/^SQLITE_(?:READONLY|CANTOPEN|PERM|AUTH)/.test(code)) return 'not-writable'
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) return 'not-writable'
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(code)) return 'damaged'
  if (/^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/.test(code)) return 'in-use'
  return undefined
}

/** Runs a step of opening; what goes wrong in a way that a person can mend comes out as a DatabaseProblem. */
export function withDatabaseProblems<Result>(step: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof DatabaseProblem) throw error
    const kind = databaseProblemKind(error)
    if (!kind) throw error
    throw new DatabaseProblem(kind, `${step}: ${kind}`, { cause: error })
  }
}
