import type { BackupName } from './backup-names.ts'

const DAYS_KEPT = 7
const WEEKS_KEPT = 5
const MONTHS_KEPT = 12
/** Somebody had a reason for each: the plan's next one must not take its place. */
const MANUAL_KEPT = 5
/** A program that fails again and again at its start must not fill the disk with copies. */
const BEFORE_MIGRATIONS_KEPT = 5
const BEFORE_RESTORES_KEPT = 3

/**
 * Which good backups may go: all that are the newest neither of one of the last seven days with a backup, nor of five weeks, nor of
 * twelve months. What was made by hand, before a change of the program or before a restore is counted by itself. The newest is
 * always kept.
 */
export function listExpendable(backups: readonly BackupName[]): string[] {
  const newestFirst = backups.toSorted((a, b) => b.madeAt - a.madeAt)
  const regular = newestFirst.filter(({ reason }) => reason === 'daily' || reason === 'manual')
  const kept = new Set([
    ...newestOfEach(regular, dayOf, DAYS_KEPT),
    ...newestOfEach(regular, weekOf, WEEKS_KEPT),
    ...newestOfEach(regular, monthOf, MONTHS_KEPT),
    ...newestFirst.filter(({ reason }) => reason === 'manual').slice(0, MANUAL_KEPT),
    ...newestFirst.filter(({ reason }) => reason === 'before-migration').slice(0, BEFORE_MIGRATIONS_KEPT),
    ...newestFirst.filter(({ reason }) => reason === 'before-restore').slice(0, BEFORE_RESTORES_KEPT),
    ...newestFirst.slice(0, 1),
  ])
  return newestFirst.filter(backup => !kept.has(backup)).map(({ name }) => name)
}

function newestOfEach(newestFirst: readonly BackupName[], spanOf: (at: Date) => string, count: number): BackupName[] {
  const spans = new Map<string, BackupName>()
  for (const backup of newestFirst) {
    const span = spanOf(new Date(backup.madeAt))
    if (!spans.has(span)) spans.set(span, backup)
  }
  return [...spans.values()].slice(0, count)
}

// On the clocks of this PC: a day is what the office takes for one.

function dayOf(at: Date): string {
  return `${monthOf(at)}-${at.getDate()}`
}

function monthOf(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth()}`
}

/** Named by its Monday. */
function weekOf(at: Date): string {
  return dayOf(new Date(at.getFullYear(), at.getMonth(), at.getDate() - ((at.getDay() + 6) % 7)))
}
