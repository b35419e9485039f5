import type { RecoveryProblem } from '#shared/contract/recovery.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { AppPorts } from './app.ts'
import type { AppConfig } from './config.ts'
import { DatabaseProblem, databaseProblemKind } from './db/database-problem.ts'
import { openOffice } from './open-office.ts'
import type { Clock } from './ports/clock.ts'
import type { Shell } from './ports/shell.ts'
import type { Life } from './program.ts'
import { createRecoveryLife } from './recovery/recovery-life.ts'

type Office = ReturnType<typeof openOffice>

/** The application; or, where its database cannot be opened in a way that a person can mend, the recovery in its place. */
export function beginLife({
  config,
  ports,
  clock,
  clockFile,
  locale,
  shell,
  quit,
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
  onOffice?: (office: Office) => void
  onProblem: (error: unknown) => void
}): Life {
  try {
    const office = openOffice({ config, ports, clockFile })
    onOffice(office)
    return office
  } catch (error) {
    const problem = toRecoveryProblem(error)
    if (problem === undefined) throw error
    onProblem(error)
    const { dataFolder, programFolder, host, programVersion } = config
    const { restart } = ports
    return createRecoveryLife({
      problem,
      dataFolder,
      programFolder,
      host,
      programVersion,
      clock,
      locale,
      shell,
      restart,
      quit,
    })
  }
}

/** Undefined for what is no matter of the database, which is a bug. */
function toRecoveryProblem(error: unknown): RecoveryProblem | undefined {
  return error instanceof DatabaseProblem ? error.kind : databaseProblemKind(error)
}
