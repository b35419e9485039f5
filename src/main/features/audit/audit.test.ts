import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { transact } from '../../db/database.ts'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { changedFields, contentHash, recordAudit } from './audit.ts'
import { createAuditService } from './service.ts'

describe('the audit log', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = openTestDatabase()
  })
  afterEach(() => database.close())

  const record = (action: string) =>
    transact(database.db, tx =>
      recordAudit(tx, database.clock, {
        staffId: newId<StaffId>(),
        action,
        subjectKind: 'lead',
        subjectId: newId(),
        before: { contentHash: contentHash('a') },
      }),
    )

  it('is read newest first, page by page, without a hole where entries share an instant', async () => {
    for (const action of ['a', 'b', 'c']) record(action)
    await database.clock.advance(1)
    for (const action of ['d', 'e']) record(action)
    const audit = createAuditService(database)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = await audit.list({ cursor, limit: 2 })
      seen.push(...page.items.map(entry => entry.action))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(['e', 'd', 'c', 'b', 'a'])
    expect(await audit.list({ cursor: 'not ours', limit: 2 })).toEqual({ items: [], nextCursor: null })
  })

  it('keeps its rowid to itself', async () => {
    record('a')
    const [entry] = (await createAuditService(database).list({ cursor: null, limit: 1 })).items
    expect(Object.keys(entry ?? {}).toSorted()).toEqual(
      ['action', 'after', 'at', 'before', 'id', 'staffId', 'subjectId', 'subjectKind'].toSorted(),
    )
  })

  it('forgets what was undone', async () => {
    expect(() =>
      transact(database.db, () => {
        record('undone')
        throw new Error('undone')
      }),
    ).toThrow('undone')
    expect(await createAuditService(database).list({ cursor: null, limit: 5 })).toEqual({ items: [], nextCursor: null })
  })
})

describe('what the log may hold', () => {
  it('is only what changed', () => {
    const before = { name: 'A', tags: ['x'], phone: null, city: 'Ankara' }
    expect(changedFields(before, { name: 'B', tags: ['x'], phone: null })).toEqual({
      before: { name: 'A' },
      after: { name: 'B' },
    })
    expect(changedFields(before, { ...before, name: undefined })).toBeUndefined()
    expect(changedFields({}, { name: 'A' })).toEqual({ before: { name: null }, after: { name: 'A' } })
  })

  it('is a hash in place of content, the same whatever the order of the fields', () => {
    expect(contentHash({ a: 1, b: { c: [1, 2], d: null } })).toBe(contentHash({ b: { d: null, c: [1, 2] }, a: 1 }))
    expect(contentHash({ a: [1, 2] })).not.toBe(contentHash({ a: [2, 1] }))
    expect(contentHash('Merhaba')).toMatch(/^[\w-]{43}$/)
    expect(contentHash('Merhaba')).not.toContain('Merhaba')
  })
})
