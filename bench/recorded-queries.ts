import type Database from 'better-sqlite3'

/** One statement as the application ran it. */
export interface RecordedQuery {
  readonly source: string
  readonly method: 'all' | 'get'
  /** Rows as lists of values, and not as objects. */
  readonly isRaw: boolean
  readonly parameters: readonly unknown[]
  readonly result: unknown
}

/**
 * Notes every reading statement of a connection while `during` runs. To be set up before anything is prepared on the connection.
 * Who is asking is looked up with every call and belongs to no query.
 */
export function recordQueries(sqlite: Database.Database) {
  let recorded: RecordedQuery[] | undefined
  const prepare = sqlite.prepare.bind(sqlite)
  sqlite.prepare = ((source: string) => {
    const statement = prepare(source)
    let isRaw = false
    const raw = statement.raw.bind(statement)
    const noting = (method: 'all' | 'get') => {
      const original = statement[method].bind(statement) as (...parameters: unknown[]) => unknown
      return (...parameters: unknown[]) => {
        const result = original(...parameters)
        if (!source.includes('"sessions"')) recorded?.push({ source, method, isRaw, parameters, result })
        return result
      }
    }
    return Object.assign(statement, {
      all: noting('all'),
      get: noting('get'),
      raw(toggle = true) {
        isRaw = toggle
        raw(toggle)
        return statement
      },
    })
  }) as typeof sqlite.prepare

  return async (during: () => Promise<unknown>): Promise<RecordedQuery[]> => {
    recorded = []
    await during()
    const queries = recorded
    recorded = undefined
    return queries
  }
}

/** The same statements on another connection, each compiled once, with nothing around them. */
export function prepareReplay(sqlite: Database.Database, queries: readonly RecordedQuery[]): () => unknown[] {
  const steps = queries.map(({ source, method, isRaw, parameters }) => {
    const statement = sqlite.prepare(source)
    if (isRaw) statement.raw()
    return method === 'all' ? () => statement.all(...parameters) : () => statement.get(...parameters)
  })
  return () => steps.map(step => step())
}
