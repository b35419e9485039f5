import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { withDatabaseProblems } from '../db/database-problem.ts'

/**
 * Tells Electron where everything is kept, before it locks and fills its own folder: the lock of the single instance then belongs
 * to this data, and what Chromium keeps lies apart from ours. Throws DatabaseProblem.
 */
export function keepEverythingIn(dataFolder: string): void {
  const sessionFolder = join(dataFolder, 'window')
  withDatabaseProblems('making the data folder', () => mkdirSync(sessionFolder, { recursive: true, mode: 0o700 }))
  app.setPath('userData', dataFolder)
  app.setPath('sessionData', sessionFolder)
}
