import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ImportPlan } from '#shared/contract/imports.ts'
import { type ImportId, newId, type StageId } from '#shared/domain/ids.ts'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import type { TableRow } from '../../spreadsheets/table-row.ts'
import { importedPeople as people } from '../leads/imported-people.ts'
import { leads } from '../leads/schema.ts'
import { stages } from '../stages/schema.ts'
import type { ImportedConsents } from './apply-row.ts'
import { checkImport, NO_COUNTS, runImport } from './run-import.ts'
import { importRows, imports } from './schema.ts'
import { readVocabulary } from './vocabulary.ts'

// Nobody is asked for anything here.
const consents: ImportedConsents = { record: () => [], forgetAddressesOf: () => [] }
let database: TestDatabase
const stageId = newId<StageId>()
beforeEach(() => {
  database = openTestDatabase()
  const at = { createdAt: 0, updatedAt: 0 }
  database.db
    .insert(stages)
    .values({ id: stageId, name: 'Yeni', position: 0, outcome: 'new', color: 'blue', isDefault: true, ...at })
    .run()
})
afterEach(() => database.close())

// Few addresses, so that rows meet each other in every way.
const phone = fc.constantFrom('', '', '05551110001', '+905551110002', '0555 111 00 03 / 0555 111 00 04', 'yok')
const email = fc.constantFrom('', 'a@example.com', 'b@example.com', 'a@example.com;c@example.com', 'bad@')
const metaId = fc.constantFrom('', '', 'l:1', 'l:2')
const name = fc.constantFrom('', 'Ayşe', 'Bora', '???')
const plan = fc.record({
  samePerson: fc.constantFrom('join', 'skip') as fc.Arbitrary<ImportPlan['samePerson']>,
  sameEmail: fc.constantFrom('join', 'skip', 'create') as fc.Arbitrary<ImportPlan['sameEmail']>,
  unreadable: fc.constantFrom('keep', 'refuse') as fc.Arbitrary<ImportPlan['unreadable']>,
})

it('does what the dry run said, whatever the file and the wishes', async () => {
  const { db, clock } = database
  const now = clock.now()
  const office = { defaultCountry: 'TR', timeZone: 'Europe/Istanbul' }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, phone, email, metaId), { maxLength: 25 }), plan, async (cells, wishes) => {
      const importId = newId<ImportId>()
      const at = { createdAt: now, updatedAt: now }
      const row = { id: importId, fileName: 'x.csv', size: 1, counts: NO_COUNTS, ...at }
      db.insert(imports)
        .values({ ...row, state: 'checking' })
        .run()
      const rows: TableRow[] = cells.map((row, index) => ({ number: index + 1, cells: row }))
      const input = () => ({
        headers: [],
        hasHeader: false,
        words: readVocabulary(db, office),
        rows: (async function* () {
          yield* rows
        })(),
      })
      const full: ImportPlan = {
        ...{ fields: ['name', 'phone', 'email', 'metaLeadId'], dateOrder: null, source: 'import', stageId: null },
        ...{ ownerId: null, brandId: null, tagIds: [], makesTags: true, assigns: false, consentText: '' },
        ...wishes,
      }
      const checked = await checkImport(db, input(), { importId, plan: full, now })
      db.update(imports).set({ state: 'running' }).run()
      db.delete(importRows).run()
      const world = {
        importId,
        fileName: 'x.csv',
        plan: full,
        staffId: null,
        startingStage: stageId,
        locale: 'tr' as const,
        now,
      }
      expect(await runImport(db, input(), { ...world, people, consents, assign: () => {} })).toBe(true)
      expect(
        db
          .select()
          .from(imports)
          .all()
          .find(({ id }) => id === importId)?.counts,
      ).toEqual(checked)
      db.delete(leads).run()
    }),
    { numRuns: 40 },
  )
})
