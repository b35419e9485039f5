import { z } from 'zod'

/** Why a backup was made: by the plan, by a person, before the database was changed for a new version, or before another was restored. */
export const BackupReason = z.enum(['daily', 'manual', 'before-migration', 'before-restore'])
export type BackupReason = z.infer<typeof BackupReason>

/** What a database holds, as a person would count it. */
export const Holdings = z.object({
  leads: z.number(),
  messages: z.number(),
  files: z.number(),
  newestMessageAt: z.number().nullable(),
})
export type Holdings = z.infer<typeof Holdings>

/** The folder that was chosen in the settings, or the one beside the data, where a backup goes when the chosen one is away. */
export const BackupPlace = z.enum(['chosen', 'default'])
export type BackupPlace = z.infer<typeof BackupPlace>

export const BackupRef = z.object({ place: BackupPlace, name: z.string().min(1).max(200) })
export type BackupRef = z.infer<typeof BackupRef>

export const Backup = BackupRef.extend({
  madeAt: z.number(),
  reason: BackupReason,
  bytes: z.number(),
  /**
   *   good     checked when it was made, and it opens
   *   damaged  it does not open any more
   *   newer    of a newer version of the program than this one
   */
  state: z.enum(['good', 'damaged', 'newer']),
  /** Null where it cannot be read. */
  holds: Holdings.nullable(),
})
export type Backup = z.infer<typeof Backup>

/** Why a folder cannot hold backups. */
export const FolderProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-absolute') }),
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('not-a-folder') }),
  /** Among the program's own files, where it would be taken for something else. */
  z.object({ kind: z.literal('inside-data') }),
  z.object({ kind: z.literal('network-drive'), fileSystem: z.string() }),
  z.object({ kind: z.literal('synced-folder'), service: z.string() }),
  z.object({ kind: z.literal('not-writable') }),
  z.object({ kind: z.literal('no-space'), neededBytes: z.number(), freeBytes: z.number() }),
])
export type FolderProblem = z.infer<typeof FolderProblem>

export const FolderCheck = z.object({
  path: z.string(),
  problem: FolderProblem.nullable(),
  /** On the disk of the data: it goes when that disk goes. A warning, no refusal. */
  isOnSameDisk: z.boolean(),
  freeBytes: z.number().nullable(),
})
export type FolderCheck = z.infer<typeof FolderCheck>

/** Why a backup, a restore or a rescue did not come about. */
export const BackupTrouble = z.discriminatedUnion('kind', [
  ...FolderProblem.options,
  /** The database itself cannot be read to its end. */
  z.object({ kind: z.literal('damaged') }),
  z.object({ kind: z.literal('unexpected') }),
])
export type BackupTrouble = z.infer<typeof BackupTrouble>

/** What was saved of a broken database, table by table. */
export const SalvageReport = z.object({
  tables: z.array(
    z.object({
      name: z.string(),
      saved: z.number(),
      /** That could be read, but belong to something that could not. */
      leftOut: z.number(),
      /** Whether a part of the table could not be read at all; how much stood there cannot be known. */
      isTorn: z.boolean(),
    }),
  ),
})
export type SalvageReport = z.infer<typeof SalvageReport>

/** A database that a restore replaced. */
export const SetAside = z.object({ name: z.string().max(60), at: z.number(), bytes: z.number() })
export type SetAside = z.infer<typeof SetAside>

/** The last time that a backup, or what was saved of a broken database, took the place of the database. */
export const LastRestore = z.object({
  at: z.number(),
  /** Null when it was made of what could be saved. */
  backupMadeAt: z.number().nullable(),
  asideFolder: z.string(),
})
export type LastRestore = z.infer<typeof LastRestore>

export const BackupProgress = z.object({
  step: z.enum(['copying', 'checking', 'files', 'tidying', 'restoring', 'salvaging', 'migrating']),
  /** 0 to 100; null where it cannot be known. */
  percent: z.number().nullable(),
})
export type BackupProgress = z.infer<typeof BackupProgress>

/** What is being made right now. */
export const RunningBackup = z.object({ reason: BackupReason, progress: BackupProgress })
export type RunningBackup = z.infer<typeof RunningBackup>

export const BackupOverview = z.object({
  folder: z.string(),
  isDefaultFolder: z.boolean(),
  /** This host can show the system's own dialog for choosing a folder. */
  canPickFolder: z.boolean(),
  check: FolderCheck,
  /** Everything in the folder: copies of the database and of files. */
  totalBytes: z.number(),
  lastFailure: z.object({ at: z.number(), trouble: BackupTrouble }).nullable(),
  nextAt: z.number().nullable(),
  backups: z.array(Backup),
  setAside: z.array(SetAside),
})
export type BackupOverview = z.infer<typeof BackupOverview>
