import type { Locale } from '#shared/domain/locale.ts'
import en from '#shared/i18n/en/start-up.json' with { type: 'json' }
import tr from '#shared/i18n/tr/start-up.json' with { type: 'json' }
import { DataFolderInUse, DataFolderOnNetworkDrive } from './db/data-folder-lock.ts'
import { DatabaseProblem, type DatabaseProblemKind, databaseProblemKind } from './db/database-problem.ts'

export type StartUpProblem =
  | DatabaseProblemKind
  | 'folder-in-use'
  | 'network-drive'
  | 'unexpected'
  | 'stopped'
  | 'page-crashed'

const words: Record<Locale, Record<StartUpProblem, { title: string; body: string }> & typeof en> = { tr, en }

/** What kept the program from starting, as far as a person can mend it; anything else is a bug and is told without its text. */
export function toStartUpProblem(error: unknown): StartUpProblem {
  if (error instanceof DatabaseProblem) return error.kind
  if (error instanceof DataFolderInUse) return 'folder-in-use'
  if (error instanceof DataFolderOnNetworkDrive) return 'network-drive'
  return databaseProblemKind(error) ?? 'unexpected'
}

/** The sentences for a person, with the places worth knowing and never a stack trace. */
export function wordStartUpProblem(
  problem: StartUpProblem,
  { locale, dataFolder, logFile, backupFile, holder }: StartUpPlaces,
): { title: string; body: string } {
  const { [problem]: sentences, details, log, backup, holder: whoHolds } = words[locale]
  const since = holder && new Date(holder.since).toLocaleString(locale)
  const who = holder && whoHolds.replace('{{since}}', since ?? '').replace('{{pid}}', String(holder.pid))
  const places = [details.replace('{{folder}}', dataFolder), log.replace('{{file}}', logFile)]
  if (backupFile !== undefined) places.push(backup.replace('{{file}}', backupFile))
  return { title: sentences.title, body: `${[sentences.body, who].filter(Boolean).join(' ')}\n\n${places.join('\n')}` }
}

export interface StartUpPlaces {
  locale: Locale
  dataFolder: string
  logFile: string
  backupFile?: string | undefined
  /** Who has the data folder open. */
  holder?: { readonly pid: number; readonly since: number } | undefined
}
