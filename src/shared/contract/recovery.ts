import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Backup, BackupProgress, BackupRef, BackupTrouble, SalvageReport } from '../domain/backup.ts'
import { Handshake } from './system.ts'

// What a page may ask while the database cannot be opened, instead of the whole contract: nobody can be signed in, and whoever has
// this window has the files already. Nothing here ever deletes one.

/** Why the database cannot be opened: the words of `db/database-problem.ts`. */
export const RecoveryProblem = z.enum([
  'newer-than-program',
  'other-history',
  'migration-failed',
  'disk-full',
  'not-writable',
  'damaged',
  'in-use',
])
export type RecoveryProblem = z.infer<typeof RecoveryProblem>

export const RecoveryState = z.object({
  problem: RecoveryProblem,
  databaseFile: z.string(),
  logFile: z.string(),
  /** This host can show a folder of the system. */
  canOpenFolder: z.boolean(),
  backups: z.array(Backup),
  running: BackupProgress.nullable(),
  trouble: BackupTrouble.nullable(),
  /** What could be saved, waiting for a yes. */
  salvaged: SalvageReport.nullable(),
})
export type RecoveryState = z.infer<typeof RecoveryState>

const underWay = { BACKUP_UNDER_WAY: { message: 'Something is under way' } }

/** The first word to a program that has no office open. */
export const helloOfLittleLife = oc
  .input(z.object({ contract: z.number(), sessionToken: z.string().nullable() }))
  .output(Handshake)

export const recoveryContract = {
  system: { hello: helloOfLittleLife },
  recovery: {
    /** To be asked again and again: it costs nothing. */
    state: oc.output(RecoveryState),
    /** Opens the database anew: after space was made, or a right was given. */
    retry: oc.output(z.void()).errors(underWay),
    /** Puts that backup in its place, and opens it. The broken file is set aside. */
    restore: oc.input(BackupRef).output(z.void()).errors(underWay),
    /** Saves what can be read into a new database; nothing is replaced before `useSalvaged`. */
    salvage: oc.output(z.void()).errors(underWay),
    useSalvaged: oc.output(z.void()).errors(underWay),
    openFolder: oc.output(z.void()),
    quit: oc.output(z.void()),
  },
}
