import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { findInsightAccount } from './accounts.ts'
import { closeInterruptedRuns, saveState } from './run-queries.ts'
import { insightDays, insightMonths, insightRuns } from './schema.ts'
import { type AdsOffice, openAdsOffice } from './testing/test-ads.ts'

const SCRIPT = join(import.meta.dirname, 'testing/read-in-process.ts')

let office: AdsOffice | undefined
afterEach(() => office?.close())

/** Ends it as a power cut does, right after that many answers of Meta's: they are read, and not all stored. */
async function readAndKill(given: string[], answers: number): Promise<boolean> {
  const { simulator, clock } = office as AdsOffice
  const env = { ...process.env, NOW: String(clock.now()) }
  const child = spawn(process.execPath, [SCRIPT, ...given], { stdio: 'ignore', env })
  let seen = 0
  const stop = simulator.world.events.subscribe(event => {
    if (event.type !== 'request') return
    seen += 1
    if (seen > answers) child.kill('SIGKILL')
  })
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  stop()
  if (signal === null && code !== 0) throw new Error(`the reading ended with ${code}`)
  return signal === 'SIGKILL'
}

it('a reading that is killed again and again loses nothing and counts nothing twice', {
  timeout: 240_000,
}, async () => {
  office = await openAdsOffice()
  const { db, clock, control, simulator, ready, database } = office
  const account = office.accountOf('TRY')
  const [from, to] = [office.dayOf('Europe/Istanbul', 100), office.dayOf('Europe/Istanbul')]
  await control.call('makeInsights', { from, to })
  const given = (kind: string) => [database.folder, simulator.url, ready.token, account.id, kind]

  let kills = 0
  for (const answers of [2, 4, 5]) if (await readAndKill(given('manual'), answers)) kills += 1
  expect(findInsightAccount(db, account.id)?.state?.asOf ?? null).toBeNull()
  await office.admin.insights.sync({ accountId: account.id })
  saveState(db, account.id, { backfillFrom: from }, clock.now())
  for (const answers of [1, 6, 9]) if (await readAndKill(given('backfill'), answers)) kills += 1
  expect(kills).toBe(6)
  closeInterruptedRuns(db, clock.now())

  expect((await office.backfill(account.id)).state).toBe('succeeded')
  expect(findInsightAccount(db, account.id)?.state).toMatchObject({ coveredFrom: from, report: null })
  const ofAccount = (rows: { accountId: string; level: string; spend: number }[]) =>
    rows.filter(row => row.accountId === account.id && row.level === 'ad').reduce((sum, row) => sum + row.spend, 0)
  const { spend } = office.expected('account', account.externalId, from, to)
  expect(ofAccount(db.select().from(insightDays).all())).toBe(spend)
  expect(ofAccount(db.select().from(insightMonths).all())).toBe(spend)
  expect(
    db
      .select()
      .from(insightRuns)
      .all()
      .map(({ state }) => state),
  ).not.toContain('running')
})
