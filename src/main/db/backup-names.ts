import type { BackupReason } from '#shared/domain/backup.ts'

const NAME =
  /^santral-(?<day>\d{8})-(?<time>\d{9})-\d+-(?<reason>daily|manual|before-restore|before-migration)(?:-\d+)?\.db$/u

export interface BackupName {
  name: string
  madeAt: number
  reason: BackupReason
}

/** Undefined for a file that is no backup of ours. */
export function parseBackupName(name: string): BackupName | undefined {
  const { day, time, reason } = NAME.exec(name)?.groups ?? {}
  if (day === undefined || time === undefined) return undefined
  const [date, clock] = [
    day.replace(/^(....)(..)(..)$/u, '$1-$2-$3'),
    time.replace(/^(..)(..)(..)(...)$/u, '$1:$2:$3.$4'),
  ]
  const madeAt = Date.parse(`${date}T${clock}Z`)
  return Number.isNaN(madeAt) ? undefined : { name, madeAt, reason: reason as BackupReason }
}

/** Names sort by time. `schema` tells before which migration it was made. */
export function backupName(
  { madeAt, reason, schema }: { madeAt: number; reason: BackupReason; schema?: number },
  isTaken: (name: string) => boolean,
): string {
  const time = new Date(madeAt).toISOString().slice(0, 23).replaceAll(/[-:.]/gu, '').replace('T', '-')
  for (let number = 1; ; number += 1) {
    const name = `santral-${time}-${number}-${reason}${schema === undefined ? '' : `-${schema}`}.db`
    if (!isTaken(name)) return name
  }
}
