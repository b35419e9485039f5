import { z } from 'zod'
import { defineJob } from '../../jobs/define-job.ts'
import type { UpdateService } from './service.ts'

const DAY = 24 * 3_600_000

/** Asks the feed once a day whether there is something newer, and fetches nothing. */
export function createUpdateCheck({ updates }: { updates: Pick<UpdateService, 'checkByItself'> }) {
  return defineJob({
    name: 'updates.check',
    data: z.object({}),
    every: DAY,
    run: () => updates.checkByItself(),
  })
}
