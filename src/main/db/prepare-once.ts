import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from './database.ts'

/**
 * A query that is built and compiled once for each connection, for what runs with every message or every page: building it anew takes
 * the query builder and SQLite ten times as long as running it. Give changing values with `sql.placeholder`, and end with `.prepare()`.
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

/**
 * The same for a query that comes in several forms, as a list does with its filters: each form is built once. A form holds nothing that
 * a person types, only which conditions there are; so there are few.
 */
export function prepareEachForm<Form extends Readonly<Record<string, string | number | boolean>>, Query>(
  build: (db: Db, form: Form) => Query,
): (db: Db, form: Form) => Query {
  const byForm = new Map<string, (db: Db) => Query>()
  return (db, form) => {
    const name = JSON.stringify(form)
    let query = byForm.get(name)
    if (query === undefined) {
      query = prepareOnce(connection => build(connection, form))
      byForm.set(name, query)
    }
    return query(db)
  }
}

/**
 * An insert that is built and compiled once, for rows that come by the hundred. Every named column has its value in each row; the
 * others get their default. A column of JSON may not be null.
 */
export function prepareInsert<Table extends SQLiteTable, Name extends keyof Table['$inferInsert'] & string>(
  table: Table,
  names: readonly Name[],
): (tx: Db, row: Required<Pick<Table['$inferInsert'], Name>>) => void {
  const values = Object.fromEntries(names.map(name => [name, sql.placeholder(name)]))
  const insert = prepareOnce(db =>
    db
      .insert(table)
      .values(values as never)
      .prepare(),
  )
  return (tx, row) => void insert(tx).run(row)
}

/** `inArray` for a prepared query: a list of any length is one value. Give it with `listOf`. */
export function inList(column: SQLWrapper, name: string): SQL {
  return sql`${column} in (select value from json_each(${sql.placeholder(name)}))`
}

export function listOf(values: readonly (string | number)[]): string {
  return JSON.stringify(values)
}
