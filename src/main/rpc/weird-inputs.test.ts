import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProcedureAccess } from '#shared/contract/procedure.ts'
import { listContractProcedures } from '../../../scripts/contract-procedures.ts'
import { createRandom } from '../../../scripts/demo/random.ts'
import { insertChannelAccount, insertKnownLead } from './testing/known-lead.ts'
import { ask, type Client, openTestApp, type TestApp } from './testing/test-app.ts'
import { weirdInput } from './testing/weird-input.ts'

/** SANTRAL_FUZZ=200 asks that much longer. */
const TIMES = Number(process.env['SANTRAL_FUZZ'] ?? 1)
const EACH = 12
const ROLES = ['admin', 'manager', 'consultant', 'signed out'] as const

const procedures = listContractProcedures()

let office: TestApp
const unhandled: unknown[] = []
const noteUnhandled = (error: unknown) => void unhandled.push(error)

beforeAll(async () => {
  office = await openTestApp()
  process.on('unhandledRejection', noteUnhandled)
  process.on('uncaughtException', noteUnhandled)
})
afterAll(async () => {
  process.off('unhandledRejection', noteUnhandled)
  process.off('uncaughtException', noteUnhandled)
  await office.close()
})

/** Of everything that is there, whatever it is. */
function listIds(): string[] {
  const { sqlite } = office.database
  const tables = sqlite
    .prepare<[], { name: string }>(
      `SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name = 'id'`,
    )
    .all()
  return tables
    .flatMap(({ name }) =>
      sqlite.prepare<[], { id: unknown }>(`SELECT id FROM "${name}" ORDER BY rowid DESC LIMIT 20`).all(),
    )
    .flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
}

function isOpenTo(role: Exclude<(typeof ROLES)[number], 'signed out'>, { roles }: ProcedureAccess): boolean {
  return typeof roles === 'string' ? roles !== 'nobody' : roles.includes(role)
}

/** Whoever signs out, locks or is dismissed by what was asked comes back as somebody new. */
function connectAs(role: (typeof ROLES)[number]): Promise<Client> {
  return role === 'signed out' ? office.connect(null) : office.connect(office.signIn(office.hire(role)))
}

describe('odd inputs of everybody', () => {
  it.each(ROLES)('end in answers or in failures that the contract knows: %s', { timeout: 240_000 }, async role => {
    const random = createRandom(ROLES.indexOf(role) + 1)
    const failures: string[] = []
    let answered = 0
    for (let time = 0; time < TIMES; time += 1) {
      insertKnownLead(office.db, office.clock.now(), null, insertChannelAccount(office.db, office.clock.now()))
      const knownIds = listIds()
      for (const { name, path, input } of procedures) {
        let client = await connectAs(role)
        for (let count = 0; count < (input ? EACH : 1); count += 1) {
          const given = input && weirdInput(input, random, knownIds)
          const answer = await ask(client, path, given)
          if (!('code' in answer)) answered += 1
          else if (answer.code === 'UNAUTHENTICATED' && role !== 'signed out') client = await connectAs(role)
          else if (answer.code === 'INTERNAL_SERVER_ERROR') {
            failures.push(`${name} ${JSON.stringify(given)?.slice(0, 500)}`)
          }
        }
      }
    }
    expect(failures).toEqual([])
    expect(unhandled).toEqual([])
    expect(answered).toBeGreaterThan(
      role === 'signed out' ? 0 : procedures.filter(({ access }) => isOpenTo(role, access)).length,
    )
    // The office is as it was for whoever asks next.
    const other = await office.connect(office.signIn(office.hire('admin')))
    expect((await other.conversations.list({})).items.length).toBeGreaterThanOrEqual(0)
  })
})
