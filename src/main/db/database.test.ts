import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { afterCommit, type Db, transact } from './database.ts'

describe('transact', () => {
  let db: Db
  let announced: string[]

  const insert = (tx: Db, name: string) => tx.run(sql`INSERT INTO things VALUES (${name})`)
  const names = () => db.all<{ name: string }>(sql`SELECT name FROM things`).map(row => row.name)
  const announce = (tx: Db, name: string) => afterCommit(tx, () => announced.push(`${name} after ${names().join('+')}`))

  beforeEach(() => {
    announced = []
    const sqlite = new Database(':memory:')
    sqlite.exec('CREATE TABLE things (name TEXT PRIMARY KEY)')
    db = drizzle({ client: sqlite })
  })

  it('announces after the outermost commit only, in order', () => {
    transact(db, tx => {
      announce(tx, 'outer')
      insert(tx, 'a')
      transact(tx, inner => {
        insert(inner, 'b')
        announce(inner, 'inner')
      })
      expect(announced).toEqual([])
    })
    expect(announced).toEqual(['outer after a+b', 'inner after a+b'])
  })

  it('undoes everything and announces nothing when the outermost fails', () => {
    expect(() =>
      transact(db, tx => {
        transact(tx, inner => insert(inner, 'a'))
        announce(tx, 'never')
        throw new Error('no')
      }),
    ).toThrow('no')
    expect([names(), announced]).toEqual([[], []])
  })

  it('undoes only the nested part when its failure is caught', () => {
    transact(db, tx => {
      insert(tx, 'a')
      expect(() =>
        transact(tx, inner => {
          insert(inner, 'b')
          announce(inner, 'never')
          throw new Error('no')
        }),
      ).toThrow('no')
      insert(tx, 'c')
      announce(tx, 'outer')
    })
    expect([names(), announced]).toEqual([['a', 'c'], ['outer after a+c']])
  })

  it('joins the open transaction when it is given the database instead of the transaction', () => {
    expect(() =>
      transact(db, () => {
        transact(db, tx => insert(tx, 'a'))
        afterCommit(db, () => announced.push('never'))
        throw new Error('no')
      }),
    ).toThrow('no')
    expect([names(), announced]).toEqual([[], []])
  })

  it('refuses a promise, and a query that was never run, at every depth', () => {
    expect(() => transact(db, async tx => insert(tx, 'a'))).toThrow(TypeError)
    expect(() => transact(db, tx => transact(tx, async inner => insert(inner, 'a')))).toThrow(TypeError)
    expect(() => transact(db, tx => tx.select({ one: sql`1` }).from(sql`things`))).toThrow(TypeError)
    expect(names()).toEqual([])
  })

  it('takes the write lock at the start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'santral-test-'))
    const [ours, theirs] = [1, 2].map(() => new Database(join(folder, 'lock.db'), { timeout: 0 }))
    transact(drizzle({ client: ours as Database.Database }), () => {
      expect(() => theirs?.exec('BEGIN IMMEDIATE')).toThrow('locked')
    })
    theirs?.exec('BEGIN IMMEDIATE')
    for (const sqlite of [ours, theirs]) sqlite?.close()
    rmSync(folder, { recursive: true })
  })

  it('announces at once outside a transaction, and lets an announcement write and fail', () => {
    announce(db, 'now')
    transact(db, tx => {
      insert(tx, 'a')
      afterCommit(tx, () => {
        throw new Error('a listener broke')
      })
      afterCommit(tx, () => transact(db, later => insert(later, 'b')))
    })
    expect([names(), announced]).toEqual([['a', 'b'], ['now after ']])
  })

  it('refuses a transaction that has ended', () => {
    let leaked: Db | undefined
    transact(db, tx => {
      leaked = tx
    })
    expect(() => transact(leaked as Db, tx => insert(tx, 'a'))).toThrow('has ended')
    expect(() => afterCommit(leaked as Db, () => {})).toThrow('has ended')
  })
})
