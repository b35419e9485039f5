import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { controlOf } from '../../../../simulators/graph/control-client.ts'
import { makeReadyOffice } from '../../../../simulators/graph/ready-office.ts'
import { type GraphSimulator, startGraphSimulator } from '../../../../simulators/graph/simulator.ts'
import { leads, leadTouches } from '../leads/schema.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { closeInterruptedRuns } from './run-queries.ts'
import { leadSubmissions, metaForms, metaSyncRuns } from './schema.ts'
import { createBareSync, insertConnection } from './testing/bare-sync.ts'

const SCRIPT = join(import.meta.dirname, 'testing/fetch-in-process.ts')
const ENTRIES = 260

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** Ends it as a power cut does, right after that many pages of entries have been answered: they are fetched, and not all stored. */
async function fetchAndKill(
  simulator: GraphSimulator,
  afterPages: number,
  given: string[],
  now: number,
): Promise<boolean> {
  const child = spawn(process.execPath, [SCRIPT, ...given], {
    stdio: 'ignore',
    env: { ...process.env, NOW: String(now) },
  })
  let pages = 0
  const stop = simulator.world.events.subscribe(event => {
    if (event.type !== 'leads-read') return
    pages += 1
    if (pages > afterPages) child.kill('SIGKILL')
  })
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  stop()
  if (signal === null && code !== 0) throw new Error(`the fetch ended with ${code}`)
  return signal === 'SIGKILL'
}

it('a fetch that is killed again and again loses nothing and stores nothing twice', { timeout: 240_000 }, async () => {
  const office = await openTestOffice()
  closing.push(() => office.close())
  const { db, clock, database } = office
  const simulator = await startGraphSimulator({ now: () => clock.now() })
  closing.push(() => simulator.close())
  const control = controlOf(simulator)
  const { app, person, page, forms } = await makeReadyOffice(control)
  const { token } = await control.call('createToken', { app: app.id, person: person.id, page: page.id })
  await control.call('submitMany', { form: forms[0].id, count: 200, overDays: 80 })
  await control.call('submitMany', { form: forms[1].id, count: 60, overDays: 80 })
  await control.call('limitPages', { most: 40 })
  const connectionId = insertConnection(db, { pageId: page.id, now: clock.now() })
  const given = [database.folder, simulator.url, token, connectionId]

  let kills = 0
  for (const afterPages of [0, 1, 3, 5]) if (await fetchAndKill(simulator, afterPages, given, clock.now())) kills += 1
  expect(kills).toBe(4)
  // What was half done is there and whole.
  const half = db.select().from(leadSubmissions).all()
  expect(half.length).toBeLessThanOrEqual(ENTRIES)
  expect(db.select().from(leadTouches).all()).toHaveLength(half.length)
  closeInterruptedRuns(db, clock.now())
  expect(
    db
      .select()
      .from(metaSyncRuns)
      .all()
      .map(({ state }) => state),
  ).not.toContain('running')

  const sync = createBareSync({ db, clock, graphUrl: simulator.url, token })
  expect((await sync.run(connectionId)).state).toBe('succeeded')
  const stored = db.select().from(leadSubmissions).all()
  expect(new Set(stored.map(({ metaLeadId }) => metaLeadId)).size).toBe(ENTRIES)
  expect(stored).toHaveLength(ENTRIES)
  // The people of the second form are among those of the first.
  expect(db.select().from(leads).all()).toHaveLength(200)
  expect(db.select().from(leadTouches).all()).toHaveLength(ENTRIES)
  expect(
    db
      .select()
      .from(metaForms)
      .all()
      .filter(({ formId }) => formId !== forms[2].id),
  ).toMatchObject([{ isCaughtUp: true }, { isCaughtUp: true }])
  expect(await sync.run(connectionId)).toMatchObject({ stored: 0, failed: 0 })
})
