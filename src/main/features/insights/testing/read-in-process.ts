// One reading in a process of its own, to be killed wherever it is. Arguments: folder, address of the simulator, token, account, kind.
import type { AdAccountId } from '#shared/domain/ids.ts'
import { openTestDatabase } from '../../../db/testing/test-database.ts'
import { createFakeClock } from '../../../ports/fakes.ts'
import { createBareInsights } from './bare-insights.ts'
import { letReportsBeMade, watchPauses } from './pauses.ts'

const [, , folder = '', graphUrl = '', token = '', accountId, kind] = process.argv
const clock = watchPauses(createFakeClock(Number(process.env['NOW'])))
const { db, leave } = openTestDatabase({ folder, clock })
const run = createBareInsights({ db, clock, graphUrl, token }).run(
  accountId as AdAccountId,
  kind as 'manual' | 'backfill',
)
await letReportsBeMade(clock, run)
leave()
process.exit((await run).state === 'succeeded' ? 0 : 1)
