import { z } from 'zod'
import {
  BackupOverview,
  BackupRef,
  FolderCheck,
  FolderProblem,
  Holdings,
  LastRestore,
  RunningBackup,
} from '../domain/backup.ts'
import { admins, signedIn } from './procedure.ts'

const FolderPath = z.string().trim().min(1).max(1_000)

const folderRefused = { FOLDER_REFUSED: { data: FolderProblem } }

export const backups = {
  overview: admins.output(BackupOverview),
  /** Starts one, or joins the one that is under way. */
  make: admins.output(z.void()),
  /** Null while none is made. To be asked again and again: it costs nothing. */
  progress: admins.output(RunningBackup.nullable()),
  /** What the office holds now, to be laid beside what a backup holds. */
  holdsNow: admins.output(Holdings),
  /**
   * Sets the present database aside as a backup of its own, prepares that one, and starts the program anew with it. Answers at once.
   * Everybody has to sign in again, and WhatsApp has to be linked again.
   */
  restore: admins.input(BackupRef).output(z.void()).errors({ BACKUP_UNUSABLE: {}, BACKUP_UNDER_WAY: {} }),
  /**
   * Deletes a database that a restore replaced, for good. Refused until there is a good backup that was made after it was set aside:
   * so there are always two that hold the office's past.
   */
  deleteSetAside: admins
    .input(z.object({ name: z.string().max(60) }))
    .output(z.void())
    .errors({ NO_NEWER_BACKUP: {} }),
  lastRestore: signedIn.output(LastRestore.nullable()),
  checkFolder: admins.input(z.object({ path: FolderPath })).output(FolderCheck),
  /** Null: the folder beside the data. */
  setFolder: admins
    .input(z.object({ path: FolderPath.nullable() }))
    .output(z.void())
    .errors(folderRefused),
  /** Asks with the system's own dialog; null when the person cancelled. */
  pickFolder: admins.output(z.string().nullable()),
  /** Folders in a folder of this PC, for a page that has no dialog. */
  listFolders: admins.input(z.object({ path: z.string().max(1_000) })).output(z.array(z.string())),
}
