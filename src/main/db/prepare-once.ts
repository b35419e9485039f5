import type { Db } from './database.ts'

/**
 * A query that is built and compiled once for each connection, for what runs with every message: building it anew takes the query
 * builder and SQLite ten times as long as running it. Give changing values with `sql.placeholder`, and end with `.prepare()`.
 * It runs inside whatever transaction is open on that connection.
 */
export function prepareOnce<Query>(build: (db: Db) => Query): (db: Db) => Query {
  const byConnection = new WeakMap<object, Query>()
  return db => {
    // A transaction shares the session of its database.
    const { session } = db as unknown as { session: object }
    const known = byConnection.get(session)
    if (known !== undefined) return known
    const query = build(db)
    byConnection.set(session, query)
    return query
  }
}
