// One fetch in a process of its own, to be killed wherever it is. Arguments: folder, address of the simulator, token, connection.
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { openTestDatabase } from '../../../db/testing/test-database.ts'
import { createFakeClock } from '../../../ports/fakes.ts'
import { createBareSync } from './bare-sync.ts'

const [, , folder = '', graphUrl = '', token = '', connectionId] = process.argv
const startAt = Number(process.env['NOW'])
const { db, clock, leave } = openTestDatabase({ folder, clock: createFakeClock(startAt) })
const run = await createBareSync({ db, clock, graphUrl, token }).run(connectionId as MetaConnectionId)
leave()
process.exit(run.state === 'succeeded' ? 0 : 1)
