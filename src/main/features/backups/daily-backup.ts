import { z } from 'zod'
import { defineJob } from '../../jobs/define-job.ts'
import { type BackupService, DAILY_BACKUP } from './service.ts'

/** Longer than the copy of any office takes, on the slowest disk that one would use. */
const LONGEST = 2 * 60 * 60_000

/**
 * At noon, when the PC is on and most people are at lunch; a PC that was off or asleep then makes it when it is back. The job runner
 * sees to that.
 */
export function createDailyBackup({ backups }: { backups: Pick<BackupService, 'makeDaily'> }) {
  return defineJob({
    name: DAILY_BACKUP,
    data: z.object({}),
    dailyAt: '12:30',
    timeoutMs: LONGEST,
    run: (_, { signal }) => backups.makeDaily(signal),
  })
}
