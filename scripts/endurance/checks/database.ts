import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import type { SceneName } from '../plan.ts'
import type { Verdict } from '../verdict.ts'
import { checkContents } from './media.ts'
import { countRows, openReadOnly } from './stored.ts'

interface About {
  readonly verdict: Verdict
  readonly scene: SceneName
}

/** Right after a kill, before anything has mended anything: the file opens, and is whole. */
export function checkUsable(folder: string, about: About): void {
  const file = join(folder, 'santral.db')
  if (!existsSync(file)) return
  const sqlite = openReadOnly(file)
  try {
    checkWhole(sqlite, about)
    checkContents(sqlite, join(folder, 'files'), about)
  } catch (error) {
    about.verdict.fault(about.scene, 'unusable', `the database cannot be read: ${String(error)}`)
  } finally {
    sqlite.close()
  }
}

export function checkWhole(sqlite: Database.Database, { verdict, scene }: About): void {
  const integrity = sqlite.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') verdict.fault(scene, 'unusable', `the database is damaged: ${String(integrity)}`)
  const violations = sqlite.pragma('foreign_key_check') as unknown[]
  if (violations.length > 0) verdict.fault(scene, 'unusable', `${violations.length} rows have lost what they belong to`)
}

/** What waits for nothing but itself: the journal, the jobs and the index of the search. */
export function checkNothingOpen(sqlite: Database.Database, { verdict, scene }: About): void {
  const journal = countRows(sqlite, `SELECT count(*) AS count FROM whatsapp_journal WHERE state = 'received'`)
  if (journal > 0) verdict.fault(scene, 'lost', `${journal} stanzas of the journal are not dealt with`)
  const failed = sqlite
    .prepare<[], { name: string; error_class: string | null }>(
      `SELECT name, error_class FROM jobs WHERE state = 'failed'`,
    )
    .all()
  for (const { name, error_class } of failed) verdict.fault('jobs', 'lost', `${name} was given up: ${error_class}`)
  const running = countRows(sqlite, `SELECT count(*) AS count FROM jobs WHERE state = 'running'`)
  if (running > 0) verdict.fault('jobs', 'wrong', `${running} jobs run in a program that has ended`)
  const twice = countRows(
    sqlite,
    `SELECT count(*) AS count FROM (SELECT name FROM jobs WHERE schedule IS NOT NULL GROUP BY name HAVING count(*) > 1)`,
  )
  if (twice > 0) verdict.fault('jobs', 'doubled', `${twice} jobs are planned twice`)
  const openRuns = countRows(sqlite, `SELECT count(*) AS count FROM job_runs WHERE outcome IS NULL`)
  if (openRuns > 0) verdict.fault('jobs', 'wrong', `${openRuns} runs of jobs never ended`)
}
