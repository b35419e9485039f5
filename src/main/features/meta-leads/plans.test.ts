import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LeadId, type MetaConnectionId, newId, type StaffId } from '#shared/domain/ids.ts'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { countOpenPairs, listOpenPairs, listPairsOf } from '../duplicates/queries.ts'
import { countEntries, findFormByMetaId, listForms } from './form-queries.ts'
import { findLastRun, listRuns } from './run-queries.ts'
import { isStored } from './store-entries.ts'
import {
  countFailures,
  findSubmissionByMetaId,
  listFailures,
  listNewestOfForm,
  listOfFormAfter,
  listSubmissionsOf,
} from './submission-queries.ts'

let database: TestDatabase
let asked: string[] = []

beforeAll(() => {
  database = openTestDatabase()
  const { sqlite } = database
  const prepare = sqlite.prepare.bind(sqlite)
  sqlite.prepare = ((source: string) => {
    asked.push(source)
    return prepare(source)
  }) as typeof sqlite.prepare
})
afterAll(() => database.close())

function plansOf(work: () => unknown): string[] {
  asked = []
  work()
  const sources = asked
  expect(sources.length).toBeGreaterThan(0)
  return sources.flatMap(source => {
    const parameters = Array.from(source.matchAll(/\?/gu), () => null)
    const steps = database.sqlite.prepare(`explain query plan ${source}`).all(...parameters) as { detail: string }[]
    return steps.map(({ detail }) => detail)
  })
}

const CONNECTION = newId<MetaConnectionId>()
const LEAD = newId<LeadId>()
const FAR = { at: 1, seq: 1_000 }
const viewers: Viewer[] = [
  { id: newId<StaffId>(), role: 'admin', locale: 'tr' },
  { id: newId<StaffId>(), role: 'consultant', locale: 'tr' },
]

it.each([
  ['an entry that may be known', () => isStored(database.db, '1')],
  ['an entry by its id at Meta', () => findSubmissionByMetaId(database.db, '2')],
  ['the entries of a lead', () => listSubmissionsOf(database.db, LEAD, 50)],
  ['the newest of a form', () => listNewestOfForm(database.db, '9001', 5)],
  ['a form by its id at Meta', () => findFormByMetaId(database.db, CONNECTION, '9001')],
  ['what could not be stored', () => listFailures(database.db, CONNECTION, FAR, 21)],
  ['how much could not be stored', () => countFailures(database.db, CONNECTION)],
  ['the last fetch', () => findLastRun(database.db, CONNECTION)],
  ['the history of fetches', () => listRuns(database.db, CONNECTION, FAR, 21)],
  ['the pairs of a lead', () => listPairsOf(database.db, LEAD)],
  ...viewers.flatMap((viewer): [string, () => unknown][] => [
    [`pairs for ${viewer.role}`, () => listOpenPairs(database.db, viewer, FAR, 21)],
    [`pairs for ${viewer.role}, from the first`, () => listOpenPairs(database.db, viewer, null, 21)],
    [`how many pairs for ${viewer.role}`, () => countOpenPairs(database.db, viewer, 1_000)],
  ]),
])('%s: found in an index, in its order', (_what, ask) => {
  const plans = plansOf(ask)
  expect(plans.filter(step => /^SCAN (?!.*USING INDEX duplicate_pairs_open)|USE TEMP B-TREE/u.test(step))).toEqual([])
})

it('the forms of a connection and their counts read no entry itself', () => {
  // Few forms: they may be sorted.
  expect(plansOf(() => listForms(database.db, CONNECTION)).join()).toContain('meta_forms_once')
  const counted = plansOf(() => countEntries(database.db, '9001'))
  expect(counted.join()).toMatch(/COVERING INDEX lead_submissions_of_form/u)
  expect(counted.filter(step => step.startsWith('SCAN'))).toEqual([])
})

it('reads a form again piece by piece, in the order of storing', () => {
  expect(plansOf(() => listOfFormAfter(database.db, '9001', 5, 25)).join()).toMatch(/SEARCH lead_submissions USING/u)
})
