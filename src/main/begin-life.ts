import { join } from 'node:path'
import type { RecoveryProblem } from '#shared/contract/recovery.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { databaseFile } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import type { AppConfig } from './config.ts'
import { presentBackupFolder } from './db/backup-settings.ts'
import { DatabaseProblem, databaseProblemKind } from './db/database-problem.ts'
import { isLongToOpen } from './db/prepare-database.ts'
import { openOffice } from './open-office.ts'
import type { Clock } from './ports/clock.ts'
import type { Shell } from './ports/shell.ts'
import type { Life } from './program.ts'
import { createPreparingLife } from './recovery/preparing-life.ts'
import { createRecoveryLife } from './recovery/recovery-life.ts'

type Office = ReturnType<typeof openOffice>

/** What one life tells the next. */
export interface LifeNote {
  /** Why the database could not be brought up to date. */
  problem?: RecoveryProblem | undefined
}

/**
 * The application; or, where its database cannot be opened in a way that a person can mend, the recovery in its place; or, where
 * it is large and of an older version, what brings it up to date first.
 */
export function beginLife({
  config,
  ports,
  clock,
  clockFile,
  locale,
  shell,
  quit,
  note,
  largeBytes,
  onOffice = () => {},
  onProblem,
}: {
  config: AppConfig
  ports: Omit<AppPorts, 'clock'>
  clock: Clock
  clockFile: string | undefined
  locale: Locale
  shell: Pick<Shell, 'showInFolder'> | undefined
  quit: () => void
  /** The same for all lives of a program. */
  note: LifeNote
  /** From which size on bringing up to date has a page of its own. */
  largeBytes?: number
  onOffice?: (office: Office) => void
  onProblem: (error: unknown) => void
}): Life {
  const { dataFolder, programFolder, host, programVersion } = config
  const { restart } = ports
  const little = { clock, host, programVersion, locale }

  function recover(problem: RecoveryProblem): Life {
    return createRecoveryLife({ ...little, problem, dataFolder, programFolder, shell, restart, quit })
  }

  const told = note.problem
  note.problem = undefined
  if (told !== undefined) {
    onProblem(new DatabaseProblem(told, 'the database could not be brought up to date'))
    return recover(told)
  }
  const places = { file: databaseFile(dataFolder), migrationsFolder: join(programFolder, 'drizzle') }
  if (isLongToOpen({ ...places, ...(largeBytes === undefined ? {} : { largeBytes }) })) {
    return createPreparingLife({
      ...little,
      database: { ...places, backupsFolder: presentBackupFolder(dataFolder) },
      onDone: restart,
      onProblem(problem) {
        note.problem = problem
        restart()
      },
    })
  }
  try {
    const office = openOffice({ config, ports, clockFile })
    onOffice(office)
    return office
  } catch (error) {
    const problem = toRecoveryProblem(error)
    if (problem === undefined) throw error
    onProblem(error)
    return recover(problem)
  }
}

/** Undefined for what is no matter of the database, which is a bug. */
function toRecoveryProblem(error: unknown): RecoveryProblem | undefined {
  return error instanceof DatabaseProblem ? error.kind : databaseProblemKind(error)
}
