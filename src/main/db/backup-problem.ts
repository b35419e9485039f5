import type { BackupTrouble } from '#shared/domain/backup.ts'
import { DatabaseProblem, databaseProblemKind } from './database-problem.ts'

/** A backup, a restore or a rescue that did not come about, for a reason that a person can be told. */
export class BackupProblem extends Error {
  override name = 'BackupProblem'
  readonly trouble: BackupTrouble

  constructor(trouble: BackupTrouble, options?: ErrorOptions) {
    super(`No backup: ${trouble.kind}`, options)
    this.trouble = trouble
  }
}

/** What went wrong, in our words; `unexpected` is a bug, or a disk that breaks. */
export function toBackupTrouble(error: unknown): BackupTrouble {
  if (error instanceof BackupProblem) return error.trouble
  const kind = error instanceof DatabaseProblem ? error.kind : databaseProblemKind(error)
  switch (kind) {
    case 'disk-full':
      return { kind: 'no-space', neededBytes: 0, freeBytes: 0 }
    case 'not-writable':
      return { kind: 'not-writable' }
    case 'damaged':
      return { kind: 'damaged' }
    default:
      return { kind: 'unexpected' }
  }
}
